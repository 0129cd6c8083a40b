namespace Tandem.Media.Recording;

/// <summary>
/// One call that is recorded: what its loop and the recorder know of each other. The loop makes it, gives it packets through its queue and says when it is over; all else is the recorder's.
/// </summary>
internal sealed class Recording(string name, int sampleRate, bool captures, long beganAtNs)
{
    private volatile bool _hasEnded;
    private volatile bool _isWritten;
    private volatile bool _hasFailed;

    /// <summary>Its file below the recordings' directory, without an extension.</summary>
    public string Name => name;

    /// <summary>Of the WAV file: 16,000 when a side has wide-band sound.</summary>
    public int SampleRate => sampleRate;

    /// <summary>The packets themselves are kept too, as a capture.</summary>
    public bool Captures => captures;

    public long BeganAtNs => beganAtNs;

    /// <summary>No more packets come.</summary>
    public bool HasEnded
    {
        get => _hasEnded;
        set => _hasEnded = value;
    }

    /// <summary>There is a file.</summary>
    public bool IsWritten
    {
        get => _isWritten;
        set => _isWritten = value;
    }

    /// <summary>Nothing more is written: the disk refused.</summary>
    public bool HasFailed
    {
        get => _hasFailed;
        set => _hasFailed = value;
    }

    /// <summary>The recorder's own.</summary>
    public RecordingFiles? Files { get; set; }
}
