namespace Tandem.Media.Turn;

/// <summary>What STUN and TURN count. The first part is work done, from <see cref="Malformed"/> on each is a reason why something was refused or dropped.</summary>
public enum TurnCount
{
    /// <summary>Binding requests answered with an address.</summary>
    Bindings,

    /// <summary>Allocations made.</summary>
    Allocations,

    /// <summary>TCP connections taken.</summary>
    Connections,
    PacketsToPeers,
    OctetsToPeers,
    PacketsToClients,
    OctetsToClients,

    /// <summary>Neither STUN nor channel data, or of a wrong form.</summary>
    Malformed,

    /// <summary>A source has asked more in a second than it may.</summary>
    TooFast,

    /// <summary>420: an attribute that must be understood and is not.</summary>
    UnknownAttribute,

    /// <summary>A method or class that a client does not send, or that we do not have.</summary>
    UnknownMethod,

    /// <summary>400.</summary>
    BadRequest,

    /// <summary>401 to a request without credentials: how every login begins.</summary>
    Unauthenticated,

    /// <summary>401: unknown user, wrong or outdated password.</summary>
    WrongCredentials,

    /// <summary>438.</summary>
    StaleNonce,

    /// <summary>437 or 441: another's allocation, or none.</summary>
    Mismatch,

    /// <summary>440, 442, 443: a transport or family that is not served.</summary>
    Unsupported,

    /// <summary>486: the user has as many allocations as it may.</summary>
    UserQuota,

    /// <summary>486: the source has.</summary>
    SourceQuota,

    /// <summary>508: no port, or more permissions or channels than one client may have.</summary>
    NoCapacity,

    /// <summary>403, or a packet to an address that nothing is relayed to.</summary>
    ForbiddenPeer,

    /// <summary>A packet of a client without an allocation.</summary>
    NoAllocation,

    /// <summary>A packet from or to a peer without a permission.</summary>
    NoPermission,

    /// <summary>A packet on a channel that is not bound.</summary>
    NoChannel,

    /// <summary>A packet that is too long to be passed on.</summary>
    TooLong,

    /// <summary>A packet that the kernel did not take.</summary>
    NotSent,

    /// <summary>A TCP connection that was refused or ended: too many, silent, or not speaking STUN.</summary>
    ConnectionEnded,

    /// <summary>403: the source has given too many wrong passwords.</summary>
    Suspended,
}

/// <summary>The counts of one loop; its thread writes, any thread reads.</summary>
internal sealed class TurnCounts
{
    public static readonly int Kinds = Enum.GetValues<TurnCount>().Length;
    private readonly long[] _values = new long[Kinds];

    public long this[TurnCount count] => Volatile.Read(ref _values[(int)count]);

    public void Add(TurnCount count, long more = 1) => Volatile.Write(ref _values[(int)count], _values[(int)count] + more);
}
