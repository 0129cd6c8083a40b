namespace Tandem.Routing.Plan;

/// <summary>
/// Which currency each account has. The ledger keeps one balance for each account and no currency beside it, so that all rate tables that can price an account's
/// calls must share one.
/// </summary>
public static class AccountCurrencies
{
    /// <summary>The currency of each account that has a rate table: its own, or one of a trunk or phone that bills it.</summary>
    public static IReadOnlyDictionary<string, string> Of(PlanDocument plan)
    {
        Dictionary<string, string> tables = Tables(plan);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string account, string table, _) in Uses(plan))
        {
            if (tables.TryGetValue(table, out string? currency))
            {
                found.TryAdd(account, currency);
            }
        }

        return found;
    }

    internal static void Check(PlanDocument plan, PlanCheck check)
    {
        Dictionary<string, string> tables = Tables(plan);
        var first = new Dictionary<string, (string Table, string Currency)>(StringComparer.Ordinal);
        foreach ((string account, string table, string path) in Uses(plan))
        {
            if (!tables.TryGetValue(table, out string? currency) || first.TryAdd(account, (table, currency)) || first[account].Currency == currency)
            {
                continue;
            }

            check.Add(path, $"'{table}' is in {currency}, and account '{account}' has {first[account].Currency} by '{first[account].Table}'; an account has one currency");
        }
    }

    /// <summary>Every place that says by which table an account's calls are priced; the account's own first.</summary>
    private static IEnumerable<(string Account, string Table, string Path)> Uses(PlanDocument plan)
    {
        for (int i = 0; i < plan.Accounts.Count; i++)
        {
            yield return (plan.Accounts[i].Name, plan.Accounts[i].RateTable, $"accounts[{i}].rateTable");
        }

        for (int i = 0; i < plan.IngressTrunks.Count; i++)
        {
            yield return (plan.IngressTrunks[i].Account, plan.IngressTrunks[i].RateTable, $"ingressTrunks[{i}].rateTable");
        }

        for (int i = 0; i < plan.Phones.Count; i++)
        {
            yield return (plan.Phones[i].Account, plan.Phones[i].RateTable, $"phones[{i}].rateTable");
        }

        for (int i = 0; i < plan.EgressTrunks.Count; i++)
        {
            yield return (plan.EgressTrunks[i].Account, plan.EgressTrunks[i].RateTable, $"egressTrunks[{i}].rateTable");
        }
    }

    private static Dictionary<string, string> Tables(PlanDocument plan)
    {
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (RateDeck deck in plan.RateTables)
        {
            tables.TryAdd(deck.Name, deck.Currency);
        }

        return tables;
    }
}
