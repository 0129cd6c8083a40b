using Microsoft.Extensions.Logging;

namespace Tandem.Api.Audit;

internal static partial class AuditLogLines
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "An audit line waits until the database takes it ({Words}): {Who} at {Address}, {Action} {Subject}, {Detail}")]
    public static partial void AuditWaits(this ILogger logger, string who, string address, string action, string subject, string detail, string words);

    [LoggerMessage(Level = LogLevel.Error, Message = "No audit line could be written ({Words}) for: {Who} at {Address}, {Action} {Subject}, {Detail}")]
    public static partial void NotAudited(this ILogger logger, string who, string address, string action, string subject, string detail, string words);
}
