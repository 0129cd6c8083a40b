using Tandem.Routing.Plan;
using static Tandem.Routing.Plan.ParameterDefinition;

namespace Tandem.Routing.Blacklists;

/// <summary>The parameters of the dynamic black lists (SW §1.11), in order of name.</summary>
internal static class BlacklistParameters
{
    private const int MostLimit = 100_000;
    private const int LongestInterval = 86_400;
    private const int LongestExpire = 31_536_000;

    public static IEnumerable<ParameterDefinition> All =>
    [
        .. Family(NumberReason.Concurrent, 0, "Seconds for which one caller must have more than _LIMIT calls at once before its number is refused; 0 = at once.",
            "Calls that one caller number may have at once; with more, its number is refused. 0 = off."),
        .. Family(NumberReason.MaliciousCall, 1, "Seconds in which the call attempts of one caller are counted.",
            "Call attempts that one caller number may make within _CHECK_INTERVAL; with more, its number is refused. 0 = off."),
        .. Family(NumberReason.NoAnswer, 1, "Seconds in which the calls are counted that one callee lets ring.",
            "Calls that one called number may let ring within _CHECK_INTERVAL, with none answered between; with more, calls to it are refused. 0 = off."),
    ];

    private static IEnumerable<ParameterDefinition> Family(NumberReason reason, int shortest, string interval, string limit)
    {
        string name = NumberRules.NameOf(reason);
        yield return One($"{name}_CHECK_INTERVAL", shortest, LongestInterval, reason, static rule => rule.CheckInterval, static (rule, v) => rule with { CheckInterval = v }, interval);
        yield return One($"{name}_EXPIRE", 1, LongestExpire, reason, static rule => rule.Expire, static (rule, v) => rule with { Expire = v }, "Seconds for which the number is refused then.");
        yield return One($"{name}_LIMIT", 0, MostLimit, reason, static rule => rule.Limit, static (rule, v) => rule with { Limit = v }, limit);
    }

    private static ParameterDefinition One(
        string name, int low, int high, NumberReason reason, Func<NumberRule, int> get, Func<NumberRule, int, NumberRule> set, string description) =>
        Whole(
            name, low, high,
            p => get(p.Blacklists.Of(reason)),
            (p, v) => p with { Blacklists = p.Blacklists.With(reason, set(p.Blacklists.Of(reason), v)) },
            description);
}
