using Microsoft.Extensions.Logging;

namespace Tandem.Api.Events;

internal static partial class EventsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Events of this second could not be gathered")]
    public static partial void LookFailed(this ILogger logger, Exception failure);
}
