namespace Tandem.Server.Demo;

internal static partial class DemoLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A demo call failed")]
    public static partial void DemoCallFailed(this ILogger logger, Exception? failure);
}
