using Microsoft.Extensions.Logging;

namespace Tandem.Store.Recordings;

internal static partial class RecordingsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Files} files of recordings older than {Days} days deleted")]
    public static partial void RecordingsDeleted(this ILogger logger, int files, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recordings whose time is over could not be deleted: {Why}")]
    public static partial void RecordingsNotDeleted(this ILogger logger, string why);
}
