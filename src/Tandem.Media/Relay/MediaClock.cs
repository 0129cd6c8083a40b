namespace Tandem.Media.Relay;

/// <summary>The relay's time: monotonic nanoseconds, and what they are in UTC.</summary>
internal sealed class MediaClock(TimeProvider time)
{
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const long AtStart = 1_000_000_000; // so that 0 is never a moment
    private readonly long _startedAt = time.GetTimestamp();
    private readonly long _scale = 1_000_000_000 / time.TimestampFrequency; // 1 on Linux, 100 with the tests' clock

    public TimeProvider Time => time;

    public long NowNs => ((time.GetTimestamp() - _startedAt) * _scale) + AtStart;

    /// <summary>What a moment of this clock in milliseconds lacks to Unix milliseconds; asked for once for many.</summary>
    public long UnixOffsetMs => time.GetUtcNow().ToUnixTimeMilliseconds() - (NowNs / NanosecondsPerMillisecond);

    /// <summary>A moment of this clock in Unix milliseconds; 0 stays 0.</summary>
    public static long ToUnixMs(long atNs, long unixOffsetMs) => atNs == 0 ? 0 : (atNs / NanosecondsPerMillisecond) + unixOffsetMs;
}
