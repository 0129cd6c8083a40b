using System.Runtime.InteropServices;
using Tandem.Media.Codecs;

namespace Tandem.Media.Relay.Wire;

/// <summary>What is done with a line's sound besides carrying it.</summary>
[Flags]
public enum RelayWorkFlags : byte
{
    None = 0,

    /// <summary>It is recorded under the order's name.</summary>
    Record = 1,

    /// <summary>The packets themselves are kept as well, as a capture.</summary>
    Capture = 2,

    /// <summary>Both sides hear a tone now and then, as long as it is recorded.</summary>
    Warn = 4,

    /// <summary>Codecs and keys that the other side has not got are changed into what it has.</summary>
    Change = 8,
}

/// <summary>One direction of a line: what comes from one side, and what the other takes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public record struct RelayWay
{
    /// <summary>What the payload types of packets from the side are.</summary>
    public VoiceFormats From;

    /// <summary>What may be sent to the other side, by its own numbers.</summary>
    public VoiceFormats To;

    /// <summary>What becomes of keys on the way.</summary>
    public RelayKeyWays Keys;
}

/// <summary>
/// How one line's sound is to be worked on from now on: the whole state each time, so that it may be said twice. Without flags packets go on as they come.
/// </summary>
public sealed record RelayWork
{
    public required RelayKey Key { get; init; }

    /// <summary>0 to 7.</summary>
    public int Line { get; init; }

    public RelayWorkFlags Flags { get; init; }

    /// <summary>The recording's file below the recordings' directory, without extension; see <see cref="Recording.RecordingNames.IsGood"/>.</summary>
    public string Recording { get; init; } = "";

    public RelayWay FromA { get; init; }

    public RelayWay FromB { get; init; }
}

/// <summary>On the wire; the recording's name follows.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct WorkBody
{
    public byte Line;
    public RelayWorkFlags Flags;
    public byte NameLength;
    public byte Spare;
    public RelayWay FromA;
    public RelayWay FromB;
}

/// <summary>How recording goes; after a hello's answer, when the process records at all.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct RecorderBody
{
    public int Active;
    public byte IsStopped;
    public long Written;
    public long Failed;
    public long Dropped;
}
