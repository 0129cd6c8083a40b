namespace Tandem.Server.Alarms;

internal static partial class AlarmsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarm {Id}: {What}, value {Value}")]
    public static partial void Raised(this ILogger logger, long id, string what, decimal value);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alarm {Id} is over: {What}")]
    public static partial void Cleared(this ILogger logger, long id, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarms can't be sent by {Way}: {Failure}. They are tried again")]
    public static partial void NotSent(this ILogger logger, string way, string failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alarms are sent by {Way} again")]
    public static partial void SendingAgain(this ILogger logger, string way);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The first notice of an alarm that {Way} could not take was let go; the alarms are in the history")]
    public static partial void NoticesLetGo(this ILogger logger, string way);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarms can't be stored: {Why}. They are kept in memory meanwhile")]
    public static partial void AlarmsWait(this ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The alarms could not be looked at; that is tried again each second")]
    public static partial void LookFailed(this ILogger logger, Exception failure);
}
