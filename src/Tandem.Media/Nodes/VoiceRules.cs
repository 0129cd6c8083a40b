using System.Text;
using Tandem.Media.Codecs;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>A codec by its name in SDP, and what it is to us.</summary>
public sealed class VoiceName
{
    public VoiceName(string name)
    {
        Bytes = Encoding.ASCII.GetBytes(name);
        Codec = VoiceCodecs.OfName(Bytes);
    }

    public byte[] Bytes { get; }

    public VoiceCodec Codec { get; }
}

/// <summary>What signalling says about one side's voice, when the sound of a session may be changed.</summary>
public sealed record VoiceRules
{
    /// <summary>Nothing in particular.</summary>
    public static VoiceRules None { get; } = new();

    /// <summary>The only codecs that the side gets and may use, best first; null: as the two sides agree.</summary>
    public IReadOnlyList<VoiceName>? Codecs { get; init; }

    /// <summary>The side is told telephone-event even where the other has not got it: keys are changed for it.</summary>
    public bool AddsKeys { get; init; }

    /// <summary>The side is not told telephone-event: its keys come and go in another form.</summary>
    public bool HidesKeys { get; init; }

    /// <summary>Payload type of the telephone-events that it gets, whatever it says; 0 = as it says.</summary>
    public byte SendType { get; init; }

    /// <summary>Payload type of the telephone-events that come from it; 0 = as agreed.</summary>
    public byte ReceiveType { get; init; }
}
