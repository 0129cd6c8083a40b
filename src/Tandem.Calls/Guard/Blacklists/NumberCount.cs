using Tandem.Calls.Guard.Bans;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Plan;

namespace Tandem.Calls.Guard.Blacklists;

/// <summary>The detectors, as pure functions.</summary>
internal static class NumberCount
{
    /// <summary>One more of what is counted by time; broken when there are more than the limit in the interval.</summary>
    public static (OffenceWindow Next, bool IsBroken) Step(OffenceWindow window, NumberRule rule, long nowMs) =>
        OffenceWindow.Step(window, new FirewallRule(rule.IsOn ? RuleMode.On : RuleMode.Off, rule.Limit + 1, rule.CheckInterval), nowMs, 1);
}

/// <summary>How many calls a caller has at once.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="AboveSinceMs">Since when they are above the limit; null while they are not.</param>
internal readonly record struct CallsAtOnce(int Calls, long? AboveSinceMs)
{
    /// <summary>So many more or fewer; broken when they are above the limit for the interval. A pure function.</summary>
    public static (CallsAtOnce Next, bool IsBroken) Step(CallsAtOnce before, NumberRule rule, long nowMs, int change)
    {
        int calls = Math.Max(0, before.Calls + change);
        long? since = rule.IsOn && calls > rule.Limit ? before.AboveSinceMs ?? nowMs : null;
        return (new(calls, since), nowMs - since >= rule.CheckInterval * 1000L);
    }
}
