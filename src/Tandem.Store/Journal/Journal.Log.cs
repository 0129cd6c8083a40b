using Microsoft.Extensions.Logging;

namespace Tandem.Store.Journal;

internal static partial class JournalLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of shard {Shard} can't be written: {Fault} New calls are refused; ended calls wait in memory.")]
    public static partial void JournalFailed(this ILogger logger, int shard, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal of shard {Shard} is written again; {Marks} marks had waited.")]
    public static partial void JournalResumed(this ILogger logger, int shard, int marks);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The journal of shard {Shard} can't be written and memory for waiting marks is full: call {Call} and others after it are lost.")]
    public static partial void JournalOverflowed(this ILogger logger, int shard, long call);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal segment {File} has no sound header; it was set aside as {File}.damaged.")]
    public static partial void SegmentSetAside(this ILogger logger, string file);
}
