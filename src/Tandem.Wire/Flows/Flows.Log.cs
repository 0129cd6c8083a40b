using Microsoft.Extensions.Logging;

namespace Tandem.Wire.Flows;

internal static partial class FlowsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Transport} {Address}")]
    public static partial void Listening(this ILogger logger, string transport, NetAddress address);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message could not be handed on; this is a bug, and the message is lost")]
    public static partial void SinkFailed(this ILogger logger, Exception fault);
}
