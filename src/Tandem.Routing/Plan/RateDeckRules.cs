using Tandem.Billing.Rating;

namespace Tandem.Routing.Plan;

/// <summary>What a rate deck must be. Runs over decks of any length in one pass.</summary>
internal static class RateDeckRules
{
    public static void Check(PlanDocument plan, PlanCheck check)
    {
        check.Names("rateTables", plan.RateTables.Select(static deck => deck.Name));
        for (int i = 0; i < plan.RateTables.Count; i++)
        {
            RateDeck deck = plan.RateTables[i];
            if (deck.Currency.Length != 3 || !deck.Currency.All(char.IsAsciiLetterUpper))
            {
                check.Add($"rateTables[{i}].currency", $"'{deck.Currency}': a currency is three capital letters (ISO 4217)");
            }

            Check(deck.Rows, $"rateTables[{i}].rates", check);
        }
    }

    private static void Check(IReadOnlyList<RateRow> rows, string path, PlanCheck check)
    {
        var first = new Dictionary<(string Prefix, DateTimeOffset? From), int>(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            RateRow row = rows[i];
            if (row.Prefix.AsSpan().ContainsAnyExceptInRange('0', '9') || row.Prefix.Length > 32)
            {
                check.Add($"{path}[{i}].prefix", $"'{row.Prefix}' is no prefix: up to 32 digits");
            }

            if (!first.TryAdd((row.Prefix, row.EffectiveFrom), i))
            {
                int known = first[(row.Prefix, row.EffectiveFrom)];
                check.Add($"{path}[{i}].prefix", $"'{row.Prefix}' has a rate for the same time already, in {path}[{known}]");
            }

            Rate rate = row.Rate;
            if (!IsPrice(rate.Price) || !IsPrice(rate.ConnectFee) || rate.CycleSeconds is < 1 or > 86_400
                || rate.TaxPercent is < 0m or > 1000m || !Enum.IsDefined(rate.Class) || rate.Sections.Count > 0)
            {
                Explain(rate, $"{path}[{i}]", check);
            }
        }
    }

    /// <summary>Paths are made only for rates that have something to be said.</summary>
    private static void Explain(Rate rate, string path, PlanCheck check)
    {
        Price(rate.Price, $"{path}.price", check);
        Price(rate.ConnectFee, $"{path}.connect", check);
        if (rate.CycleSeconds is < 1 or > 86_400)
        {
            check.Add($"{path}.per", $"{rate.CycleSeconds}: a cycle has 1 to 86400 seconds");
        }

        if (rate.TaxPercent is < 0m or > 1000m)
        {
            check.Add($"{path}.tax", $"{rate.TaxPercent}: 0 to 1000 percent");
        }

        check.Defined(rate.Class, $"{path}.class");
        for (int i = 0; i < rate.Sections.Count; i++)
        {
            RateSection section = rate.Sections[i];
            Price(section.Fee, $"{path}.sections[{i}].fee", check);
            if (section.Seconds is < 0 or > 86_400)
            {
                check.Add($"{path}.sections[{i}].seconds", $"{section.Seconds}: 0 to 86400 seconds");
            }
        }
    }

    private static bool IsPrice(decimal price) => price is >= 0m and <= 1_000_000m && PlanRules.HasMoneyScale(price);

    private static void Price(decimal price, string path, PlanCheck check)
    {
        if (!IsPrice(price))
        {
            check.Add(path, $"{price}: a price is 0 to 1000000 with up to 8 decimals");
        }
    }
}
