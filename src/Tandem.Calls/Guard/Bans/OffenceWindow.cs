using Tandem.Routing.Plan;

namespace Tandem.Calls.Guard.Bans;

/// <summary>
/// What one source did against one rule: so many offences in the seconds that run now and in those before, each window as long as the rule's time. Together they stand for the last window, the older
/// ones by the part of it that is still in sight, so that nobody who spreads his offences over two windows does more than a rule allows.
/// </summary>
/// <param name="BeganMs">When the window of now began.</param>
/// <param name="Now">Offences in it.</param>
/// <param name="Before">Offences in the one before.</param>
internal readonly record struct OffenceWindow(long BeganMs, int Now, int Before)
{
    private const int MostCounted = 1_000_000;

    /// <summary>So many more offences at a time, and whether the rule is broken now. A pure function.</summary>
    public static (OffenceWindow Next, bool IsBroken) Step(OffenceWindow window, FirewallRule rule, long nowMs, int offences)
    {
        long length = Math.Max(1, rule.Seconds) * 1000L;
        long passed = nowMs - window.BeganMs;
        if (passed < 0 || passed >= 2 * length)
        {
            window = new(nowMs, 0, 0);
        }
        else if (passed >= length)
        {
            window = new(window.BeganMs + length, 0, window.Now);
        }

        OffenceWindow next = window with { Now = Math.Min(window.Now + Math.Min(offences, MostCounted), MostCounted) };
        long left = length - Math.Clamp(nowMs - next.BeganMs, 0, length);
        return (next, rule.Mode != RuleMode.Off && next.Now + (next.Before * left / length) >= rule.Count);
    }
}
