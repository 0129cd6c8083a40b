using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tandem.Wire.Flows;

namespace Tandem.Media.Relay.Wire;

/// <summary>
/// What signalling and media say to each other: one header, then a body by verb. Little-endian, packed, of fixed size but for the number of entries. Any of
/// them may come twice or not at all.
/// </summary>
internal enum RelayVerb : byte
{
    /// <summary>Are you there? Answers <see cref="HelloBody"/>, and keeps the sessions of the header's epoch; epoch 0 only asks.</summary>
    Hello = 1,

    /// <summary><see cref="OrderBody"/> and entries. Makes the session where there is none. Answers <see cref="PortsEntry"/> for each line.</summary>
    Open = 2,

    /// <summary>As Open, of a session that is there.</summary>
    Update = 3,

    /// <summary>Answers the final statistics, again for a while when asked again.</summary>
    Close = 4,

    /// <summary>Answers <see cref="RelaySideStatistics"/> for each side.</summary>
    Query = 5,

    /// <summary><see cref="ListBody"/>; answers it with <see cref="RelayListed"/> entries.</summary>
    List = 6,

    /// <summary><see cref="IceBody"/>, then ufrag and password.</summary>
    Ice = 7,

    /// <summary>From media: <see cref="RelayEvent"/>, repeated until acknowledged by the same verb with <see cref="Answer"/>.</summary>
    Event = 8,

    /// <summary><see cref="WorkBody"/> and a name. How a line's sound is to be worked on; answered as Ice is.</summary>
    Work = 16,

    /// <summary>From media: a key was heard (<see cref="KeyBody"/>), repeated until acknowledged. From signalling: one is to be played; answered as Ice is.</summary>
    Key = 17,

    /// <summary><see cref="PlayBody"/> and a name: a side hears a sound. Answers as Open does, and <see cref="PlaysBody"/>.</summary>
    Play = 18,

    /// <summary>From media: <see cref="PlayedBody"/>, repeated until acknowledged.</summary>
    Played = 19,

    /// <summary><see cref="ListBody"/>; answers <see cref="SampleBody"/> and a <see cref="RelaySample"/> for each session: one question for all of them.</summary>
    Sample = 32,

    /// <summary>Added to a verb: its answer.</summary>
    Answer = 0x80,
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct RelayHeader
{
    /// <summary>"TMR" and the version of what is said here, 3. A message that grows, or means something else than before, has another: two processes of different versions do not understand each other at all.</summary>
    public const uint Signature = 0x0352_4D54;

    public uint Magic;
    public RelayVerb Verb;
    public RelayStatus Status;

    /// <summary>Entries after the body.</summary>
    public byte Count;

    /// <summary>In the answer to a hello: which loop speaks.</summary>
    public byte Spare;

    /// <summary>Grows with each order of a client; an answer repeats it.</summary>
    public ulong Request;

    /// <summary>Names a run of signalling.</summary>
    public ulong Epoch;
    public UInt128 Key;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct HelloBody
{
    public int Loops;
    public int Sessions;
    public int ProcessId;
    public int FreePairs;
    public int AllPairs;

    /// <summary>Garbage collections since the start.</summary>
    public int Collections;

    /// <summary>Names a run of the media process.</summary>
    public ulong Instance;
}

/// <summary>How STUN and TURN go; after <see cref="HelloBody"/> when the header counts one entry.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct TurnBody
{
    public int Allocations;
    public int Streams;

    /// <summary>By <see cref="Turn.TurnCount"/>.</summary>
    public TurnBodyCounts Counts;
}

/// <summary>Room for more kinds than there are.</summary>
[InlineArray(Length)]
internal struct TurnBodyCounts
{
    public const int Length = 32;
    private long _first;
}

[Flags]
internal enum OrderFlags : byte
{
    None = 0,

    /// <summary>The first packet from each side is an event.</summary>
    TellsFirstMedia = 1,
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct OrderBody
{
    public byte Tos;
    public OrderFlags Flags;
    public ushort SilenceSeconds;
}

/// <summary>An address on the wire: IPv4 as IPv4-mapped.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct AddressEntry
{
    public UInt128 Ip;
    public ushort Port;

    public static AddressEntry From(in NetAddress address) => new() { Ip = address.Ip, Port = address.Port };

    public readonly NetAddress ToAddress() => new(Ip, Port);
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PeerEntry
{
    public byte Line;
    public RelaySide Side;
    public RelayLineKind Kind;
    public byte EventType;
    public int ClockRate;
    public RelayPeerFlags Flags;
    public AddressEntry Rtp;
    public AddressEntry Rtcp;
    public UInt128 SignallingIp;
    public UInt128 LocalIp;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PortsEntry
{
    public byte Line;
    public AddressEntry A;
    public AddressEntry B;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct ListBody
{
    /// <summary>Asked: where to go on, 0 at first. Answered: where the next page starts, −1 after the last.</summary>
    public int Cursor;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct IceBody
{
    public byte Line;
    public RelaySide Side;
    public byte UfragLength;
    public byte PasswordLength;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct EventBody
{
    public byte Line;
    public RelayEvents Events;
}
