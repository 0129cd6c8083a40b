namespace Tandem.Server.Media;

internal static partial class MediaLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The media range has {Ports} ports, but this process may open {Limit} descriptors: enough for {Calls} calls. Raise it to {Needed} (ulimit -n, or LimitNOFILE= of the service) or make the range smaller")]
    public static partial void DescriptorsTooFew(this ILogger logger, int ports, int limit, int calls, int needed);

    [LoggerMessage(Level = LogLevel.Information, Message = "Media process ends, {Sessions} sessions open")]
    public static partial void MediaEnds(this ILogger logger, int sessions);

    [LoggerMessage(Level = LogLevel.Information, Message = "Media process {Process} started: {Pairs} pairs of ports in {Ranges}")]
    public static partial void MediaStarted(this ILogger logger, int process, int pairs, string ranges);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Media process {Process} of the run before taken over, with {Sessions} sessions")]
    public static partial void MediaTakenOver(this ILogger logger, int process, int sessions);

    [LoggerMessage(Level = LogLevel.Error, Message = "Media process {Process} died; started again in {Seconds} s")]
    public static partial void MediaDied(this ILogger logger, int process, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Media process {Process} does not answer and is ended")]
    public static partial void MediaHangs(this ILogger logger, int process);

    [LoggerMessage(Level = LogLevel.Error, Message = "The list of those who may log in to TURN can't be written; the one before stays in force")]
    public static partial void TurnUsersNotWritten(this ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The media process could not be started")]
    public static partial void MediaNotStarted(this ILogger logger, Exception failure);
}
