using System.Buffers.Binary;

namespace Tandem.Store.Recordings;

/// <summary>One recording as it lies on the disk.</summary>
/// <param name="Id">The number of its call's record.</param>
/// <param name="Path">The WAV file.</param>
/// <param name="Bytes">Of the WAV file.</param>
/// <param name="ChangedAt">When it was last written to; a call in progress is still written.</param>
/// <param name="CapturePath">The capture of its packets; null when none was kept.</param>
public sealed record RecordingFile(long Id, string Path, long Bytes, DateTimeOffset ChangedAt, string? CapturePath)
{
    private const int HeaderBytes = 44;
    private const int RateAt = 24;
    private const int FrameBytes = 4;

    /// <summary>How long it is, by its header's sample rate; zero when that can't be read.</summary>
    public TimeSpan Length
    {
        get
        {
            Span<byte> header = stackalloc byte[HeaderBytes];
            try
            {
                using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                uint rate = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(header[RateAt..]);
                return rate == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)Math.Max(0, Bytes - HeaderBytes) / FrameBytes / rate);
            }
            catch (IOException)
            {
                return TimeSpan.Zero; // deleted meanwhile
            }
        }
    }
}
