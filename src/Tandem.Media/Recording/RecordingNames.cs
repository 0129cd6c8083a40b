using System.Buffers;

namespace Tandem.Media.Recording;

/// <summary>What recordings' files are called: <c>DAY/NUMBER</c> and an extension.</summary>
public static class RecordingNames
{
    public const string Sound = ".wav";
    public const string Capture = ".pcap";

    private static readonly SearchValues<byte> Letters = SearchValues.Create("0123456789-/"u8);

    /// <summary>Longest name without extension.</summary>
    public const int Longest = 48;

    /// <summary>It names a file below the recordings' directory and nothing else: digits and hyphens, with at most one slash between them.</summary>
    public static bool IsGood(ReadOnlySpan<byte> name)
    {
        int slash = name.IndexOf((byte)'/');
        return name.Length is > 0 and <= Longest && slash != 0 && slash != name.Length - 1 && name.Count((byte)'/') <= 1
            && name.IndexOfAnyExcept(Letters) < 0;
    }
}
