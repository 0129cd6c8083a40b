namespace Tandem.Server.Telemetry;

internal static partial class TelemetryLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Target} takes no metrics or traces: {Failed} requests have failed so far. They go on being sent; calls are not concerned")]
    public static partial void NotTaken(this ILogger logger, Uri target, long failed);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Target} takes metrics and traces again")]
    public static partial void TakenAgain(this ILogger logger, Uri target);

    [LoggerMessage(Level = LogLevel.Error, Message = "Metrics can't be read for export")]
    public static partial void NotRead(this ILogger logger, Exception failure);
}
