using Microsoft.Extensions.Logging;

namespace Tandem.Store.Archive;

internal static partial class ArchiveLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The archive {Directory} can't be written: {Why}. Calls go on; a new generation is begun as soon as one can be")]
    public static partial void NotArchived(this ILogger logger, string directory, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The archive {Directory} is written again, from a new generation on")]
    public static partial void ArchivedAgain(this ILogger logger, string directory);
}
