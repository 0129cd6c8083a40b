using Tandem.Routing.Access;

namespace Tandem.Server.Firewall;

internal static partial class FirewallLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Banned sources are turned away in the {Where} ({Why}); {Bans} bans are in force")]
    public static partial void Enforcing(this ILogger logger, string where, string why, int bans);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Banned {Source} for {Reason} ({Offences} times, user agent '{UserAgent}') until {Until:u}")]
    public static partial void Banned(this ILogger logger, string source, BanReason reason, long offences, string userAgent, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Would ban {Source} for {Reason} ({Offences} times, user agent '{UserAgent}'), but the rule is on trial")]
    public static partial void WouldBan(this ILogger logger, string source, BanReason reason, long offences, string userAgent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Banned {More} more at the same moment; the Firewall page has them all")]
    public static partial void MoreBanned(this ILogger logger, int more);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bans wait to be stored, the database takes nothing: {Fault}")]
    public static partial void BansWait(this ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "nftables has not taken the bans; they are enforced in the process all the same, and the table is made anew: {Fault}")]
    public static partial void KernelRefused(this ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The firewall could not do its work of this moment")]
    public static partial void FirewallFailed(this ILogger logger, Exception failure);
}
