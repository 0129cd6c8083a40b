using CsCheck;
using Tandem.Billing.Rating;

namespace Tandem.Tests.Billing.Rating;

/// <summary>Rates and rules of every shape, and short ways to write the ones of the tables.</summary>
internal static class Rates
{
    public static readonly Gen<Rate> Any =
        from price in Gen.Int[0, 2000]
        from scale in Pick(1m, 0.01m, 0.0001m, 0.000001m, 0.00000001m)
        from cycle in Pick(1, 6, 10, 30, 60, 7)
        from connect in Pick(0m, 0m, 0.001m, 0.02m)
        from tax in Pick(0m, 0m, 5m, 7.25m, 20m)
        from sections in Gen.Select(Gen.Int[0, 90], Gen.Int[0, 100]).Select(static (seconds, fee) => new RateSection(seconds, fee * 0.0013m)).List[0, 3]
        select new Rate
        {
            Price = price * scale,
            CycleSeconds = cycle,
            ConnectFee = connect,
            TaxPercent = tax,
            Sections = sections,
        };

    public static readonly Gen<BillingRules> AnyRules =
        from free in Pick(0, 0, 6, 60)
        from precision in Gen.Int[0, 8]
        from unit in Pick(0m, 0m, 0.01m, 0.03m, 0.0005m)
        from mode in Gen.Enum<MoneyRoundingMode>()
        select new BillingRules { FreeTime = free, FeePrecision = precision, FeeUnit = unit, Rounding = mode };

    public static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Rate Of(string price, int cycle, params RateSection[] sections) =>
        new() { Price = decimal.Parse(price), CycleSeconds = cycle, Sections = sections };
}
