using System.Runtime.InteropServices;

namespace Tandem.Media.Relay.Wire;

/// <summary>One side of a session since it was opened, in a few bytes. Packets and octets are of all its lines; the rest is of the first line that had packets, which is the voice.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct RelaySampleSide
{
    public RelayLineKind Kind;
    public byte PayloadType;
    public long Packets;

    /// <summary>UDP payload, RTP header included.</summary>
    public long Octets;
    public int Lost;
    public uint Reordered;
    public uint Duplicates;
    public uint JitterMicroseconds;

    /// <summary>0 = not known.</summary>
    public uint RoundTripMicroseconds;

    internal void Add(ref RelaySideStatistics line)
    {
        if (Packets == 0)
        {
            (Kind, PayloadType) = (line.Kind, line.PayloadType);
            (Lost, Reordered, Duplicates) = ((int)Math.Clamp(line.Lost, int.MinValue, int.MaxValue), (uint)line.Reordered, (uint)line.Duplicates);
            (JitterMicroseconds, RoundTripMicroseconds) = (line.JitterMicroseconds, line.RoundTripMicroseconds);
        }

        Packets += line.Packets;
        Octets += line.Octets;
    }
}

/// <summary>One open session as it is now.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct RelaySample
{
    public UInt128 KeyValue;
    public RelaySampleSide A;
    public RelaySampleSide B;
}

/// <summary>What a media process has done since its start, its open sessions included.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct RelayTotals
{
    /// <summary>Open now.</summary>
    public int Sessions;
    public int FreePairs;
    public int AllPairs;

    /// <summary>Received of peers.</summary>
    public long Packets;

    /// <summary>Of those: UDP payload.</summary>
    public long Octets;
    public long SentPackets;
    public long SentOctets;

    /// <summary>Dropped: from another address than the peer's.</summary>
    public long Foreign;

    /// <summary>Dropped: neither RTP nor RTCP nor STUN.</summary>
    public long Malformed;

    /// <summary>Dropped: STUN without ICE, or with wrong credentials.</summary>
    public long StunIgnored;

    /// <summary>Not sent: nobody known to send to, or not taken by the kernel.</summary>
    public long NotSent;

    internal void Add(ref RelaySideStatistics side)
    {
        Packets += side.Packets;
        Octets += side.Octets;
        SentPackets += side.SentPackets;
        SentOctets += side.SentOctets;
        Foreign += side.Foreign;
        Malformed += side.Malformed;
        StunIgnored += side.StunIgnored;
        NotSent += side.NotSent;
    }

    /// <summary>Both together; what is free stands in each and is not added.</summary>
    internal void Add(RelayTotals other)
    {
        Sessions += other.Sessions;
        (FreePairs, AllPairs) = (other.FreePairs, other.AllPairs);
        Packets += other.Packets;
        Octets += other.Octets;
        SentPackets += other.SentPackets;
        SentOctets += other.SentOctets;
        Foreign += other.Foreign;
        Malformed += other.Malformed;
        StunIgnored += other.StunIgnored;
        NotSent += other.NotSent;
    }
}

/// <summary>A page of samples: what <see cref="ListBody"/> is to a list, and the totals of the sessions of this page; on the first page also of all that are closed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct SampleBody
{
    public int Cursor;
    public RelayTotals Totals;
}
