using Tandem.Billing.Rating;
using Tandem.Routing.Plan;

namespace Tandem.Store.Plan;

/// <summary>What one plan changes in another, object by object, field by field. A secret's change is named, never shown.</summary>
internal static class PlanDiff
{
    public static IReadOnlyList<PlanChange> Between(PlanDocument before, PlanDocument after)
    {
        var changes = new List<PlanChange>();
        Parameters(before.Parameters, after.Parameters, changes);
        Objects("accounts", before.Accounts, after.Accounts, PlanShape.Accounts, changes);
        Decks(before.RateTables, after.RateTables, changes);
        Objects("ingressTrunks", before.IngressTrunks, after.IngressTrunks, PlanShape.IngressTrunks, changes);
        Objects("egressTrunks", before.EgressTrunks, after.EgressTrunks, PlanShape.EgressTrunks, changes);
        Objects("phones", before.Phones, after.Phones, PlanShape.Phones, changes);
        Objects("turnUsers", before.TurnUsers, after.TurnUsers, PlanShape.TurnUsers, changes);
        return changes;
    }

    public static bool IsSame(Rate a, Rate b) => ReferenceEquals(a, b)
        || (a.Sections.SequenceEqual(b.Sections) && (a with { Sections = [] }) == (b with { Sections = [] }));

    private static void Parameters(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, List<PlanChange> changes)
    {
        foreach (string name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            string path = $"parameters/{name}";
            bool was = before.TryGetValue(name, out string? old);
            bool stays = after.TryGetValue(name, out string? now);
            if (!was)
            {
                changes.Add(new PlanChange('+', path, now ?? "") { After = now ?? "" });
            }
            else if (!stays)
            {
                changes.Add(new PlanChange('-', path, old ?? "") { Before = old ?? "" });
            }
            else if (old != now)
            {
                changes.Add(new PlanChange('~', path, $"{old} → {now}") { Before = old ?? "", After = now ?? "" });
            }
        }
    }

    private static void Objects<T>(string kind, IReadOnlyList<T> before, IReadOnlyList<T> after, PlanShape shape, List<PlanChange> changes)
        where T : class
    {
        if (ReferenceEquals(before, after))
        {
            return;
        }

        Dictionary<string, T> old = Named(before, shape);
        Dictionary<string, T> now = Named(after, shape);
        foreach ((string name, T item) in now)
        {
            if (!old.TryGetValue(name, out T? was))
            {
                changes.Add(new PlanChange('+', $"{kind}/{name}", "") { After = Whole(item, shape) });
            }
            else if (!ReferenceEquals(was, item))
            {
                Fields($"{kind}/{name}", was, item, shape, changes);
            }
        }

        foreach ((string name, T was) in old.Where(pair => !now.ContainsKey(pair.Key)))
        {
            changes.Add(new PlanChange('-', $"{kind}/{name}", "") { Before = Whole(was, shape) });
        }
    }

    private static void Fields(string path, object was, object item, PlanShape shape, List<PlanChange> changes)
    {
        foreach (PlanField field in shape.Fields)
        {
            object? a = field.Property.GetValue(was);
            object? b = field.Property.GetValue(item);
            if (a is null ? b is null : b is not null && PlanTree.IsDefault(a, b))
            {
                continue;
            }

            string what = field.IsSecret ? "changed" : $"{PlanTree.Words(a)} → {PlanTree.Words(b)}";
            if (shape == PlanShape.Accounts && field.Key == "balance")
            {
                what += " (counts only when the account is created)";
            }

            changes.Add(new PlanChange('~', $"{path}.{field.Key}", what)
            {
                Before = field.IsSecret ? "" : PlanTree.Words(a),
                After = field.IsSecret ? "" : PlanTree.Words(b),
            });
        }
    }

    /// <summary>All of an object in one line, but its secrets.</summary>
    private static string Whole(object item, PlanShape shape) => NodeText.OneLine(PlanTree.Of(item, shape, static (_, _) => false));

    private static void Decks(IReadOnlyList<RateDeck> before, IReadOnlyList<RateDeck> after, List<PlanChange> changes)
    {
        var old = before.DistinctBy(static deck => deck.Name).ToDictionary(static deck => deck.Name);
        foreach (RateDeck deck in after.DistinctBy(static deck => deck.Name))
        {
            string path = $"rateTables/{deck.Name}";
            if (!old.Remove(deck.Name, out RateDeck? was))
            {
                changes.Add(new PlanChange('+', path, $"{deck.Rows.Count} rates"));
                continue;
            }

            if (was.Currency != deck.Currency)
            {
                changes.Add(new PlanChange('~', $"{path}.currency", $"{was.Currency} → {deck.Currency}") { Before = was.Currency, After = deck.Currency });
            }

            if (!ReferenceEquals(was.Rows, deck.Rows))
            {
                RateChanges.Add(path, was.Rows, deck.Rows, changes);
            }
        }

        foreach (string name in old.Keys)
        {
            changes.Add(new PlanChange('-', $"rateTables/{name}", ""));
        }
    }

    private static Dictionary<string, T> Named<T>(IReadOnlyList<T> items, PlanShape shape)
        where T : class
    {
        var named = new Dictionary<string, T>(items.Count);
        foreach (T item in items)
        {
            named.TryAdd(shape.NameOf(item), item);
        }

        return named;
    }
}
