using Microsoft.Extensions.Logging;

namespace Tandem.Sip.Transport;

internal static partial class TransportLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "No name server answers for {Address}: the old answer is used")]
    public static partial void UsingStaleAnswer(this ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} leads nowhere: {Outcome}")]
    public static partial void LeadsNowhere(this ILogger logger, string address, LookupOutcome outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking up {Address} failed")]
    public static partial void LookupFailed(this ILogger logger, Exception fault, string address);
}
