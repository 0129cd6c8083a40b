using System.Runtime.InteropServices;
using Tandem.Media.Codecs;

namespace Tandem.Media.Relay.Wire;

/// <summary>A sound that one side of a line is to hear, instead of what the other side sends.</summary>
public sealed record RelayPlay
{
    public required RelayKey Key { get; init; }

    public int Line { get; init; }

    /// <summary>Who hears it.</summary>
    public RelaySide Side { get; init; }

    /// <summary>The side's own number for the codec that it is played in.</summary>
    public VoiceFormat Format { get; init; }

    /// <summary>Nothing more is played, and the other side is heard again.</summary>
    public bool Stops { get; init; }

    /// <summary>A file of the sounds' directory without its extension; empty is the ring-back tone.</summary>
    public string Sound { get; init; } = "";

    /// <summary>Again and again until it is stopped.</summary>
    public bool Loops { get; init; }
}

/// <summary>On the wire; the sound's name follows.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PlayBody
{
    public byte Line;
    public RelaySide Side;
    public byte Stops;
    public byte Loops;
    public VoiceFormat Format;
    public byte NameLength;
    public byte Spare;
}
