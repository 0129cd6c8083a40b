using Tandem.Wire.Flows;

namespace Tandem.Media.Relay.Wire;

/// <summary>What a line carries.</summary>
public enum RelayLineKind : byte
{
    /// <summary>RTP and RTCP, audio or video.</summary>
    Rtp = 0,

    /// <summary>Datagrams that are not looked into: UDPTL (T.38).</summary>
    Udp = 1,
}

/// <summary>The two sides of a line: A towards the caller, B towards the callee.</summary>
public enum RelaySide : byte
{
    A = 0,
    B = 1,
}

/// <summary>How a side of a line is to be treated. What is not set is off.</summary>
[Flags]
public enum RelayPeerFlags
{
    None = 0,

    /// <summary>
    /// The peer may be behind a NAT: its first packet may come from any port of the signalling source's address or of the SDP's address, and media
    /// goes back to where it came from; with <see cref="AnyPort"/> only when that is not the SDP's address.
    /// </summary>
    FollowNat = 1,

    /// <summary>The peer sends from another port than it receives on: any port of the SDP's address is let in, media still goes to the SDP's port.</summary>
    AnyPort = 2,

    /// <summary>RTCP shares the RTP port on this side. RFC 5761.</summary>
    RtcpMux = 4,

    /// <summary>The peer may be silent (it holds, or is inactive): its silence is no timeout.</summary>
    MaySilence = 8,

    /// <summary>Nothing is to be sent to this side (it does not receive now).</summary>
    Mute = 16,

    /// <summary>Forget where the peer was: the next packet by the rules of a first packet decides. For a new offer by another device.</summary>
    ResetLatch = 32,

    /// <summary>Only addresses that passed an ICE check are let in. RFC 8445; the credentials come by <see cref="RelayClient.SetIce"/>.</summary>
    Ice = 64,

    /// <summary>SDP's address can't be reached from here: until the peer has sent, media goes to SDP's port at the host that signals, and after a move to where it was.</summary>
    BehindNat = 128,

    /// <summary>SRTP: reports are encrypted, and not read.</summary>
    Encrypted = 256,
}

/// <summary>
/// One side of one line as signalling wants it to be: the whole state each time, not a difference, so that it may be said twice.
/// </summary>
public sealed record RelayPeer
{
    /// <summary>Most lines (<c>m=</c>) of a session.</summary>
    public const int MostLines = 8;

    /// <summary>0 to 7: the position of the <c>m=</c> line in SDP.</summary>
    public required int Line { get; init; }

    public required RelaySide Side { get; init; }

    public RelayLineKind Kind { get; init; }

    /// <summary>Clock rate of the codec in Hz, for jitter.</summary>
    public int ClockRate { get; init; } = 8000;

    /// <summary>Payload type of telephone-event on this side; 0 = none.</summary>
    public byte EventType { get; init; }

    public RelayPeerFlags Flags { get; init; }

    /// <summary>Where SDP says that the peer receives; <c>default</c> while it is not known. 0.0.0.0 and port 0 are nowhere.</summary>
    public NetAddress Rtp { get; init; }

    /// <summary>From <c>a=rtcp</c> (RFC 3605); <c>default</c> is the port after <see cref="Rtp"/>.</summary>
    public NetAddress Rtcp { get; init; }

    /// <summary>The address that the peer's signalling came from; the port does not matter.</summary>
    public NetAddress SignallingSource { get; init; }

    /// <summary>
    /// Our own address on this side, port 0; <c>default</c> takes the first configured range of the family. On a wildcard range the ports are bound to
    /// this address, which is then what leaves the machine. Fixed by the first word about a line.
    /// </summary>
    public NetAddress Local { get; init; }
}

/// <summary>Opens a session or says anew how some of its sides are to be. Sides that are not named stay as they are.</summary>
public sealed record RelayOrder
{
    public required RelayKey Key { get; init; }

    public required IReadOnlyList<RelayPeer> Peers { get; init; }

    /// <summary>TOS octet of all media that leaves: DSCP × 4 (<c>SS_QOS_RTP</c>).</summary>
    public byte Tos { get; init; }

    /// <summary>The first packet from each side is an event.</summary>
    public bool TellsFirstMedia { get; init; }

    /// <summary>
    /// After so long without a packet (RTP or RTCP) from a side, or to it, an event says so; zero = never. Counted from the order that sets it, and anew
    /// after each order that names the side.
    /// </summary>
    public TimeSpan Silence { get; init; }
}
