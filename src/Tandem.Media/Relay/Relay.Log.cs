using Microsoft.Extensions.Logging;

namespace Tandem.Media.Relay;

internal static partial class RelayLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "An answer of the media process could not be handled")]
    public static partial void AnswerFault(this ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Media loop {Loop}: a batch failed; {Faults} so far")]
    public static partial void LoopFault(this ILogger logger, int loop, long faults, Exception fault);
}
