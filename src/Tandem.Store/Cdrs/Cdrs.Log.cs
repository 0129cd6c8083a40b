using Microsoft.Extensions.Logging;

namespace Tandem.Store.Cdrs;

internal static partial class CdrsLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Call records wait in the journal, the database takes none: {Fault}.")]
    public static partial void StoringWaits(this ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call records are stored again.")]
    public static partial void StoringResumed(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The record at journal/{Shard}-{Segment}.log {Offset} can't be stored and was set aside in cdr_refused: {Fault}")]
    public static partial void RecordRefused(this ILogger logger, int shard, long segment, long offset, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "journal/{Shard}-{Segment}.log: {Bytes} damaged bytes were stepped over.")]
    public static partial void JournalDamaged(this ILogger logger, int shard, long segment, long bytes);
}
