using System.Globalization;
using Tandem.Billing.Rating;

namespace Tandem.Store.Plan;

/// <summary>
/// What one list of rates changes in another: how many in one line, then rate by rate, so that a deck can be looked through before it is saved. Of very many the first are told, of those that change the ones whose
/// price rises most.
/// </summary>
internal static class RateChanges
{
    /// <summary>So many are told of those that change, of those that come and of those that go.</summary>
    public const int Most = 50;

    public static void Add(string path, IReadOnlyList<RateRow> before, IReadOnlyList<RateRow> after, List<PlanChange> changes)
    {
        var old = new Dictionary<(string, DateTimeOffset?), RateRow>(before.Count);
        foreach (RateRow row in before)
        {
            old.TryAdd((row.Prefix, row.EffectiveFrom), row);
        }

        var added = new List<RateRow>();
        var changed = new List<(RateRow Was, RateRow Is)>();
        foreach (RateRow row in after)
        {
            if (!old.Remove((row.Prefix, row.EffectiveFrom), out RateRow? was))
            {
                added.Add(row);
            }
            else if (was.Area != row.Area || !PlanDiff.IsSame(was.Rate, row.Rate))
            {
                changed.Add((was, row));
            }
        }

        if (added.Count + changed.Count + old.Count == 0)
        {
            return;
        }

        changes.Add(new PlanChange('~', $"{path}.rates", $"{added.Count} added, {changed.Count} changed, {old.Count} removed"));
        foreach ((RateRow was, RateRow now) in changed.OrderByDescending(static pair => RiseOf(pair.Was.Rate, pair.Is.Rate)).Take(Most))
        {
            changes.Add(new PlanChange('~', PlaceOf(path, now), string.Join(", ", Differences(was, now))));
        }

        foreach (RateRow row in added.Take(Most))
        {
            changes.Add(new PlanChange('+', PlaceOf(path, row), Words(row)));
        }

        foreach (RateRow row in old.Values.Take(Most))
        {
            changes.Add(new PlanChange('-', PlaceOf(path, row), Words(row)));
        }
    }

    private static string PlaceOf(string path, RateRow row) =>
        row.EffectiveFrom is { } from ? string.Create(CultureInfo.InvariantCulture, $"{path}.rates[{row.Prefix} from {from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}]") : $"{path}.rates[{row.Prefix}]";

    /// <summary>How much dearer a second is, as a factor; what was free and is not is dearest.</summary>
    private static decimal RiseOf(Rate was, Rate now)
    {
        (decimal before, decimal after) = (was.Price / was.CycleSeconds, now.Price / now.CycleSeconds);
        return before == 0 ? (after == 0 ? 1 : decimal.MaxValue) : after / before;
    }

    private static IEnumerable<string> Differences(RateRow was, RateRow now)
    {
        (Rate a, Rate b) = (was.Rate, now.Rate);
        if (a.Price != b.Price)
        {
            string percent = a.Price == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({(b.Price - a.Price) / a.Price * 100:+0.#;-0.#} %)");
            yield return $"price {Text(a.Price)} → {Text(b.Price)}{percent}";
        }

        if (a.CycleSeconds != b.CycleSeconds)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"per {a.CycleSeconds} → {b.CycleSeconds} s");
        }

        if (a.ConnectFee != b.ConnectFee)
        {
            yield return $"connect {Text(a.ConnectFee)} → {Text(b.ConnectFee)}";
        }

        if (a.TaxPercent != b.TaxPercent)
        {
            yield return $"tax {Text(a.TaxPercent)} → {Text(b.TaxPercent)} %";
        }

        if (a.Class != b.Class)
        {
            yield return $"class {a.Class} → {b.Class}";
        }

        if (a.Locked != b.Locked)
        {
            yield return b.Locked ? "locked" : "unlocked";
        }

        if (!a.Sections.SequenceEqual(b.Sections))
        {
            yield return "other sections";
        }

        if (was.Area != now.Area)
        {
            yield return $"area {(was.Area.Length == 0 ? "none" : was.Area)} → {(now.Area.Length == 0 ? "none" : now.Area)}";
        }
    }

    private static string Words(RateRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{Text(row.Rate.Price)} per {row.Rate.CycleSeconds} s{(row.Rate.ConnectFee == 0 ? "" : $", connect {Text(row.Rate.ConnectFee)}")}{(row.Area.Length == 0 ? "" : $", {row.Area}")}");

    private static string Text(decimal amount) => amount.ToString("0.########", CultureInfo.InvariantCulture);
}
