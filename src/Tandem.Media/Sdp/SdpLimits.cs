namespace Tandem.Media.Sdp;

/// <summary>What a session description may measure: above what peers send (a browser with video needs 6 KB), far below what would hurt.</summary>
public static class SdpLimits
{
    /// <summary>Whole description in bytes.</summary>
    public const int Bytes = 32_768;

    /// <summary>Lines.</summary>
    public const int Lines = 1024;

    /// <summary>Bytes of one line.</summary>
    public const int LineBytes = 4096;

    /// <summary>m-lines.</summary>
    public const int Media = 16;

    /// <summary>Formats of one m-line.</summary>
    public const int Formats = 128;
}
