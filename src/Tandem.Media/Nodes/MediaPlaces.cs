using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>Ports of this machine that are its own media's.</summary>
/// <param name="Address">Where they are; unspecified: at each of the machine's addresses.</param>
/// <param name="Low">The first.</param>
/// <param name="High">The last.</param>
public readonly record struct OwnPorts(NetAddress Address, int Low, int High);

/// <summary>Why a description may not name an address.</summary>
public enum PlaceFault : byte
{
    None,

    /// <summary>Multicast, broadcast, or no host at all.</summary>
    NoSingleHost,

    /// <summary>The loopback address, said by who is elsewhere.</summary>
    Loopback,

    /// <summary>An address of this machine, said by who is elsewhere; or where the call's signalling is.</summary>
    ThisMachine,

    /// <summary>A port of the switch's own media.</summary>
    OwnMedia,
}

/// <summary>
/// Which addresses a description may name. Media goes there before anybody has answered from there, so nobody may point it at this machine's own services, at the relay itself, or at many hosts at once.
/// </summary>
public sealed class MediaPlaces(IReadOnlySet<UInt128> own, IReadOnlyList<OwnPorts> ports)
{
    /// <summary>Nothing is known of this machine but what a request says itself.</summary>
    public static MediaPlaces Any { get; } = new(new HashSet<UInt128>(), []);

    /// <summary>Ports of this machine that TURN lends to anybody's media: there it may go, for nothing but what their clients have asked for passes them.</summary>
    public (int Low, int High)? Lent { get; init; }

    /// <summary>Whether the side that speaks in <paramref name="request"/> may want its media there. Nowhere (port 0, 0.0.0.0) is no place, and may stand.</summary>
    public PlaceFault Judge(in NetAddress place, MediaRequest request)
    {
        if (place.Port == 0 || place.IsAny)
        {
            return PlaceFault.None;
        }

        if (IsOfMany(place))
        {
            return PlaceFault.NoSingleHost;
        }

        if (place.IsLoopback && !request.Peer.IsLoopback)
        {
            return PlaceFault.Loopback;
        }

        if (!IsOwn(place, request) || (Lent is { } lent && place.Port >= lent.Low && place.Port <= lent.High))
        {
            return PlaceFault.None;
        }

        return IsOfMedia(place) ? PlaceFault.OwnMedia
            : !IsOwn(request.Peer, request) || place == request.Near || place == request.NearSpeaker ? PlaceFault.ThisMachine
            : PlaceFault.None;
    }

    /// <summary>The place and what is wrong with it, as the end of a sentence; then what to do.</summary>
    public static string Words(in NetAddress place, PlaceFault fault) => fault switch
    {
        PlaceFault.NoSingleHost => $"{place}, which is no single host's address; set that side's own media address on it",
        PlaceFault.Loopback => $"{place}, which is each machine's name for itself, while that side is on another; set its real address on it",
        PlaceFault.ThisMachine => $"{place}, which is the switch's own machine and not that side's; set its own media address on it",
        PlaceFault.OwnMedia => $"{place}, which is one of the switch's own media ports; give that side media ports outside --media, or --media a range beside them",
        _ => place.ToString(),
    };

    /// <summary>Multicast, broadcast, and what is no host at all.</summary>
    private static bool IsOfMany(in NetAddress place) =>
        place.IsIPv4 ? (byte)((uint)place.Ip >> 24) is 0 or >= 224 : (byte)(place.Ip >> 120) == 0xff;

    private bool IsOwn(in NetAddress place, MediaRequest request) =>
        place.IsLoopback || place.Ip == request.Near.Ip || place.Ip == request.NearSpeaker.Ip || own.Contains(place.Ip);

    private bool IsOfMedia(in NetAddress place)
    {
        foreach (OwnPorts taken in ports)
        {
            if (place.Port >= taken.Low && place.Port <= taken.High && (taken.Address.IsAny || taken.Address.Ip == place.Ip))
            {
                return true;
            }
        }

        return false;
    }
}
