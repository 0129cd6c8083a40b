using Microsoft.Extensions.Logging;

namespace Tandem.Api.Backups;

internal static partial class BackupsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Name} is made, of {Files} files")]
    public static partial void BackedUp(this ILogger logger, string name, int files);

    [LoggerMessage(Level = LogLevel.Error, Message = "Backup {Name} could not be made: {Words}")]
    public static partial void NotBackedUp(this ILogger logger, string name, string words);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Generation} of the archive, at {At:O}, is ready for the next start")]
    public static partial void RestorePrepared(this ILogger logger, string generation, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Generation} of the archive, at {At:O}, could not be prepared for the next start: {Words}")]
    public static partial void RestoreNotPrepared(this ILogger logger, string generation, DateTimeOffset at, string words);
}
