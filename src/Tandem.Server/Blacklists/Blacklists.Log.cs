using Tandem.Routing.Blacklists;

namespace Tandem.Server.Blacklists;

internal static partial class BlacklistsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Side} {Number} is on the black list for {Reason} ({Count} counted) until {Until:O}")]
    public static partial void Listed(this ILogger logger, NumberSide side, string number, NumberReason reason, int count, DateTimeOffset? until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{More} more numbers came onto the black list at the same moment; the Blacklists page has them all")]
    public static partial void MoreListed(this ILogger logger, int more);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lists of numbers wait to be stored, the database takes nothing: {Fault}")]
    public static partial void ListsWait(this ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lists of numbers could not be looked after; they are again in a second")]
    public static partial void ListsFailed(this ILogger logger, Exception failure);
}
