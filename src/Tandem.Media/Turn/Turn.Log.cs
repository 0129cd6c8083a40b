using Microsoft.Extensions.Logging;

namespace Tandem.Media.Turn;

internal static partial class TurnLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "STUN and TURN at {Points}, ports {Low} to {High}")]
    public static partial void TurnStarted(this ILogger logger, string points, int low, int high);

    [LoggerMessage(Level = LogLevel.Information, Message = "TURN: {Users} users and {Secrets} shared secrets may log in to {Realm}")]
    public static partial void TurnUsersRead(this ILogger logger, int users, int secrets, string realm);

    [LoggerMessage(Level = LogLevel.Error, Message = "TURN: the list of users can't be read; the one before stays in force")]
    public static partial void TurnUsersUnread(this ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Fault {Faults} of the TURN loop; it goes on")]
    public static partial void TurnFault(this ILogger logger, long faults, Exception fault);
}
