using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;

namespace Tandem.Media.Nodes;

/// <summary>What signalling wants done with a session's sound, on its first voice line. As it begins: nothing.</summary>
public readonly record struct MediaWork
{
    /// <summary>The recording's name; null or empty records nothing. See <see cref="Recording.RecordingNames"/>.</summary>
    public string? Recording { get; init; }

    /// <summary>The packets are kept beside the sound.</summary>
    public bool Captures { get; init; }

    /// <summary>Both sides hear now and then that they are recorded.</summary>
    public bool Warns { get; init; }

    /// <summary>Codecs, keys or both may have to be changed between the sides.</summary>
    public bool Changes { get; init; }

    /// <summary>Codecs may be made for a side that has none of the other's.</summary>
    public bool Transcodes { get; init; }

    /// <summary>What becomes of keys from the caller, and from the callee.</summary>
    public RelayKeyWays KeysFromA { get; init; }

    public RelayKeyWays KeysFromB { get; init; }

    public VoiceRules? RulesOfA { get; init; }

    public VoiceRules? RulesOfB { get; init; }

    public bool Records => !string.IsNullOrEmpty(Recording);

    public bool IsAny => Records || Changes;

    public VoiceRules Rules(MediaSide side) => (side == MediaSide.A ? RulesOfA : RulesOfB) ?? VoiceRules.None;
}
