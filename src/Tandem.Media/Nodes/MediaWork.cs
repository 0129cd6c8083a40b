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

    public bool Records => !string.IsNullOrEmpty(Recording);

    public bool IsAny => Records;
}
