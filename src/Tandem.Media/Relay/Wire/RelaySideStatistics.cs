using System.Runtime.InteropServices;
using Tandem.Media.Recording;
using Tandem.Wire.Flows;

namespace Tandem.Media.Relay.Wire;

/// <summary>State of a side at the time of the answer.</summary>
[Flags]
public enum RelaySideState : byte
{
    None = 0,
    Latched = 1,
    SilentFrom = 2,
    SilentTo = 4,

    /// <summary>The peer said RTCP BYE.</summary>
    SaidBye = 8,

    /// <summary>Its line has been recorded: there is a file.</summary>
    Recorded = 16,
}

/// <summary>
/// One side of one line, counted since the session was opened. "Received" is what the peer sent us and its path lost before us; "sent" is what we sent to it;
/// "reported" is what it says (RTCP) that it heard of that. Times are Unix milliseconds UTC, 0 = never.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct RelaySideStatistics
{
    public byte Line;
    public RelaySide Side;
    public RelayLineKind Kind;
    public RelaySideState State;

    /// <summary>The newest payload type of voice or video received.</summary>
    public byte PayloadType;
    private readonly byte _spare;

    /// <summary>Of 256, from the peer's newest report.</summary>
    public ushort ReportedFractionLost;
    public uint Ssrc;
    public UInt128 RemoteIp;
    public ushort RemotePort;
    public ushort LocalPort;
    public long Packets;

    /// <summary>UDP payload, RTP header included.</summary>
    public long Octets;
    public long Lost;
    public long Reordered;
    public long Duplicates;
    public uint JitterMicroseconds;
    public uint MaxJitterMicroseconds;
    public int SsrcChanges;
    public int PayloadTypeChanges;
    public long FirstAtMs;
    public long LastAtMs;
    public long RtcpPackets;
    public long LastRtcpAtMs;
    public uint RoundTripMicroseconds;
    public uint MaxRoundTripMicroseconds;
    public int ReportedLost;
    public uint ReportedJitterMicroseconds;
    public long SentPackets;
    public long SentOctets;
    public long FirstSentAtMs;
    public long LastSentAtMs;

    /// <summary>Not taken by the kernel, or nobody known to send to.</summary>
    public long NotSent;

    /// <summary>Dropped: from an address that is not the peer's. Once the kernel filters for us (see docs/media.md) they don't reach us to be counted.</summary>
    public long Foreign;

    /// <summary>Dropped: no RTP, RTCP or STUN that can be read.</summary>
    public long Malformed;

    /// <summary>STUN on a line without ICE, or with wrong credentials.</summary>
    public long StunIgnored;

    /// <summary>How often the peer's address changed by the rules.</summary>
    public int LatchMoves;

    /// <summary>The mean of the jitter over the whole session.</summary>
    public uint MeanJitterMicroseconds;

    public readonly NetAddress Remote => new(RemoteIp, RemotePort);

    public readonly bool IsLatched => (State & RelaySideState.Latched) != RelaySideState.None;
}

/// <summary>One open session in a list.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct RelayListed
{
    public UInt128 KeyValue;
    public int Lines;
    public long OpenedAtMs;

    /// <summary>0 = none yet.</summary>
    public long LastMediaAtMs;

    public readonly RelayKey Key => new(KeyValue);
}

/// <summary>The local addresses of one line; RTCP is on the port after, unless multiplexed.</summary>
public readonly record struct RelayPorts(int Line, NetAddress A, NetAddress B);

/// <summary>What a media process says of itself. Another <paramref name="Instance"/> than before: it was restarted, and its sessions are gone.</summary>
public readonly record struct RelayHello(ulong Instance, int ProcessId, int Loops, int Sessions, int FreePairs, int AllPairs, int Collections)
{
    /// <summary>How recording goes; null when it has no place to record to.</summary>
    public RecorderState? Recording { get; init; }
}
