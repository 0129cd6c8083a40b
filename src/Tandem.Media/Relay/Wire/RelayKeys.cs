using System.Runtime.InteropServices;

namespace Tandem.Media.Relay.Wire;

/// <summary>What becomes of keys (DTMF) that come from one side of a line: how they are heard, and how the other side gets them. Without flags telephone-events pass like all packets.</summary>
[Flags]
public enum RelayKeyWays : byte
{
    None = 0,

    /// <summary>Telephone-events are heard, and not passed on.</summary>
    TakeEvents = 1,

    /// <summary>Keys are listened for in the sound, which is silent on the other side while one is held.</summary>
    TakeTones = 2,

    /// <summary>The other side gets keys as telephone-events.</summary>
    SendEvents = 4,

    /// <summary>The other side hears keys as tones.</summary>
    SendTones = 8,

    /// <summary>Signalling is told of each key.</summary>
    Tell = 16,

    /// <summary>Telephone-events are thrown away.</summary>
    DropEvents = 32,
}

/// <summary>A key that was heard from a side. Told until it is acknowledged; <see cref="Number"/> rises within a line.</summary>
public readonly record struct RelayKeyHeard(RelayKey Session, int Line, RelaySide Side, char Key, ulong Number);

/// <summary>From media: a key heard from a side. From signalling: a key that the side is to get.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct KeyBody
{
    public byte Line;
    public RelaySide Side;
    public byte Key;
    public byte Spare;
    public ushort Milliseconds;
    public ulong Number;
}
