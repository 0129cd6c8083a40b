using Microsoft.Extensions.Logging;

namespace Tandem.Api.Audit;

internal static partial class AuditLogLines
{
    [LoggerMessage(Level = LogLevel.Error, Message = "No audit line could be written ({Words}) for: {Who} at {Address}, {Action} {Subject}, {Detail}")]
    public static partial void NotAudited(this ILogger logger, string who, string address, string action, string subject, string detail, string words);
}
