using Microsoft.Extensions.Logging;

namespace Tandem.Store.Archive;

internal static partial class ArchiveLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The archive {Directory} can't be written: {Why}. Calls go on; a new generation is begun as soon as one can be")]
    public static partial void NotArchived(this ILogger logger, string directory, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The archive {Directory} is written again, and leads to now by a new generation")]
    public static partial void ArchivedAgain(this ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Error, Message = "The archive {Directory} gets no new backup: {Why}. What is stored is archived from the one before on; another is tried later")]
    public static partial void NoBase(this ILogger logger, string directory, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The archive {Directory} has a new backup again")]
    public static partial void BaseAgain(this ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the archive {Directory} needs no more can't be deleted: {Why}")]
    public static partial void NotSwept(this ILogger logger, string directory, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The archive {Directory} still hangs; the switch stops without what came last in it")]
    public static partial void LeftHanging(this ILogger logger, string directory);
}
