using Microsoft.Extensions.Logging;

namespace Tandem.Api.Problems;

internal static partial class ProblemsLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception failure, string method, string path);
}
