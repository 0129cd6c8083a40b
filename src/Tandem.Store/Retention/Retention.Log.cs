using Microsoft.Extensions.Logging;

namespace Tandem.Store.Retention;

internal static partial class RetentionLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Retention removed {Records} call records and {Sources} sources of illegal calls.")]
    public static partial void Swept(this ILogger logger, long records, long sources);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Retention waits, the database takes nothing: {Fault}.")]
    public static partial void SweepWaits(this ILogger logger, string fault);
}
