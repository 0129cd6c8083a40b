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

    /// <summary>
    /// A file of the sounds' directory without its extension; empty is the ring-back tone. With a slash in it: a language, which may be empty, and sounds of it that are played one after
    /// another, <c>en/remaining-time/12/minutes</c>.
    /// </summary>
    public string Sound { get; init; } = "";

    /// <summary>Signalling is told of its end under this number; 0 tells nothing.</summary>
    public byte Mark { get; init; }

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
    public byte Mark;
}

/// <summary>After the ports in the answer to a play.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PlaysBody
{
    /// <summary>How long the sound is, once.</summary>
    public int Milliseconds;
}

/// <summary>From media: the sound of this mark was played to its end.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PlayedBody
{
    public byte Line;
    public RelaySide Side;
    public byte Mark;
    public byte Spare;
}

/// <summary>A side has heard a sound to its end, and hears the other side again. Told until it is acknowledged.</summary>
public readonly record struct RelayPlayed(RelayKey Session, int Line, RelaySide Side, byte Mark);
