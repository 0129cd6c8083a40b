using Microsoft.Extensions.Logging;

namespace Tandem.Media.Recording;

internal static partial class RecordingLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "ALARM: recording to {Directory} has stopped: {Why}. Calls go on; it begins again when there is room")]
    public static partial void RecordingStopped(this ILogger logger, string directory, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording to {Directory} goes on: there is room again")]
    public static partial void RecordingGoesOn(this ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of the recorder failed")]
    public static partial void RecorderFault(this ILogger logger, Exception fault);
}
