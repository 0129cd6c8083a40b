using System.Text.Json;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.Firewall;

namespace Tandem.Api.Firewall;

/// <summary>Where bans are enforced (<c>kernel</c> or <c>process</c>), why there, and how many are in force.</summary>
public sealed record FirewallView(string Enforced, string Why, int Bans);

/// <summary>
/// A ban. <paramref name="Reason"/> is manual, illegalCall, wrongPassword, scanner, sweep, malformed, badConnection or blackList. <paramref name="Dropped"/> are its packets that were dropped since the switch started; those that
/// the kernel dropped, while the ban is in force and some seconds late. <paramref name="Times"/> is the how many-th ban of the source it is.
/// Country, asn and asName are what the installed databases say of the source; empty and 0: unknown.
/// </summary>
public sealed record BanView(
    string Source, string Reason, DateTimeOffset From, DateTimeOffset Until, bool IsInForce, int Times, long Offences, DateTimeOffset FirstOffence, DateTimeOffset LastOffence, string UserAgent, string By,
    string Comment, long Dropped, string Country, long Asn, string AsName)
{
    internal static BanView Of(LiveBan live, IPlaces places) => Of(live.Ban, live.IsInForce, places.Of(live.Ban.Source.Ip), live.Dropped);

    internal static BanView Of(Ban ban, bool isInForce, Place place, long dropped = 0) => new(
        ban.Source.ToString(), FirewallWords.Of(ban.Reason), ban.From, ban.Until, isInForce, ban.Times, ban.Evidence.Count, ban.Evidence.First, ban.Evidence.Last, ban.Evidence.UserAgent, ban.By, ban.Comment,
        dropped, place.Country, place.Asn, place.AsName);
}

/// <summary>A ban by hand: an address (of IPv6 its /64), so many seconds from now on.</summary>
public sealed record BanOrder(string? Source, int? Seconds, string? Comment);

/// <summary>A line of a list. Without <paramref name="Until"/> it has no end.</summary>
public sealed record FirewallLineView(string Source, string Comment, DateTimeOffset? Until, string By, DateTimeOffset At)
{
    internal static FirewallLineView Of(FirewallLine line) => new(line.Source.ToString(), line.Comment, line.Until, line.By, line.At);
}

/// <summary>A line to be put into a list.</summary>
public sealed record FirewallLineOrder(string? Source, string? Comment, DateTimeOffset? Until);

/// <summary>A rule: <paramref name="Mode"/> is off, on or dryRun. What it has done is since the switch started; <paramref name="Parameter"/> is where it is set, with _COUNT and _TIME.</summary>
public sealed record FirewallRuleView(string Reason, string Mode, int Count, int Seconds, string Parameter, long Bans, long WouldBan, long Spared)
{
    internal static FirewallRuleView Of(BanReason reason, FirewallRule rule, RuleTally? tally) => new(
        FirewallWords.Of(reason), FirewallWords.Of(rule.Mode), rule.Count, rule.Seconds, FirewallRules.NameOf(reason), tally?.Bans ?? 0, tally?.WouldBan ?? 0, tally?.Spared ?? 0);
}

/// <summary>Whom a rule on trial would have banned.</summary>
public sealed record FirewallTrialView(DateTimeOffset At, string Source, string Reason, long Offences, string UserAgent, int Seconds, string Country, long Asn, string AsName)
{
    internal static FirewallTrialView Of(WouldBan trial, Place place) => new(
        trial.At, trial.Source.ToString(), FirewallWords.Of(trial.Reason), trial.Evidence.Count, trial.Evidence.UserAgent, (int)trial.Length.TotalSeconds,
        place.Country, place.Asn, place.AsName);
}

/// <summary>An hour: illegal calls in it, and the bans that began in it by reason.</summary>
public sealed record FirewallHourView(DateTimeOffset At, long IllegalCalls, IReadOnlyDictionary<string, long> Bans);

/// <summary>A ban has begun or is over.</summary>
public sealed record BanEventView(string What, BanView Ban);

/// <summary>Names as the API writes them.</summary>
internal static class FirewallWords
{
    public static string Of(BanReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());

    public static string Of(RuleMode mode) => JsonNamingPolicy.CamelCase.ConvertName(mode.ToString());

    public static BanReason? Reason(string? word) => Enum.GetValues<BanReason>().Cast<BanReason?>().FirstOrDefault(reason => reason is { } known && Of(known) == word);
}
