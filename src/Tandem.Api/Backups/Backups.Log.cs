using Microsoft.Extensions.Logging;

namespace Tandem.Api.Backups;

internal static partial class BackupsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Name} is made, of {Files} files")]
    public static partial void BackedUp(this ILogger logger, string name, int files);

    [LoggerMessage(Level = LogLevel.Error, Message = "Backup {Name} could not be made: {Words}")]
    public static partial void NotBackedUp(this ILogger logger, string name, string words);
}
