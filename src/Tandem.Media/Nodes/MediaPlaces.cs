using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>Ports of this machine that are its own media's.</summary>
/// <param name="Address">Where they are; unspecified: at each of the machine's addresses.</param>
/// <param name="Low">The first.</param>
/// <param name="High">The last.</param>
public readonly record struct OwnPorts(NetAddress Address, int Low, int High);

/// <summary>
/// Which addresses a description may name. Media goes there before anybody has answered from there, so nobody may point it at this machine's own services, at the relay itself, or at many hosts at once.
/// </summary>
public sealed class MediaPlaces(IReadOnlySet<UInt128> own, IReadOnlyList<OwnPorts> ports)
{
    /// <summary>Nothing is known of this machine but what a request says itself.</summary>
    public static MediaPlaces Any { get; } = new(new HashSet<UInt128>(), []);

    /// <summary>Ports of this machine that TURN lends to anybody's media: there it may go, for nothing but what their clients have asked for passes them.</summary>
    public (int Low, int High)? Lent { get; init; }

    /// <summary>The side that speaks in <paramref name="request"/> may want its media there. Nowhere (port 0, 0.0.0.0) is no place, and may stand.</summary>
    public bool MayBe(in NetAddress place, MediaRequest request)
    {
        if (place.Port == 0 || place.IsAny)
        {
            return true;
        }

        if (IsOfMany(place) || (place.IsLoopback && !request.Peer.IsLoopback))
        {
            return false;
        }

        return !IsOwn(place, request)
            || (Lent is { } lent && place.Port >= lent.Low && place.Port <= lent.High)
            || (IsOwn(request.Peer, request) && place != request.Near && place != request.NearSpeaker && !IsOfMedia(place));
    }

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
