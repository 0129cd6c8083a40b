namespace Tandem.Billing.Rating;

/// <summary>What one party is charged: seconds charged, the finished fee, and the tax on it.</summary>
public readonly record struct Charge(long FeeTime, decimal Fee, decimal Tax)
{
    /// <summary>What leaves the account.</summary>
    public decimal Total => Fee + Tax;
}

/// <summary>The price of a call (VOS3000 manual; BI §3.4–3.7). Pure.</summary>
public static class Rater
{
    // Nobody's balance is larger; below it no step of the inverse can leave the range of decimal.
    private const decimal MostMoney = 1_000_000_000_000_000m;

    /// <summary>The finished charge for a talk time in whole seconds: free time, sections, cycles, connect fee, rounding, tax.</summary>
    public static Charge Price(Rate rate, long holdTime, BillingRules rules)
    {
        long left = holdTime - rules.FreeTime;
        if (left <= 0)
        {
            return default;
        }

        long feeTime = 0;
        decimal raw = rate.ConnectFee;
        IReadOnlyList<RateSection> sections = rate.Sections;
        for (int i = 0; i < sections.Count && left > 0; i++)
        {
            raw += sections[i].Fee;
            feeTime += sections[i].Seconds;
            left -= sections[i].Seconds;
        }

        if (left > 0)
        {
            long cycles = ((left - 1) / rate.CycleSeconds) + 1;
            raw += cycles * rate.Price;
            feeTime += cycles * rate.CycleSeconds;
        }

        return Finish(rate, raw, feeTime, rules);
    }

    /// <summary>
    /// The longest talk time in whole seconds whose <see cref="Charge.Total"/> is no more than <paramref name="money"/>; <see cref="long.MaxValue"/> when
    /// time costs nothing (any more). Exact: one second more would cost more. 0 when the money is negative.
    /// </summary>
    public static long SecondsFor(Rate rate, decimal money, BillingRules rules)
    {
        if (money < 0m)
        {
            return 0;
        }

        money = Math.Min(money, MostMoney);
        long seconds = rules.FreeTime;
        decimal raw = rate.ConnectFee;
        IReadOnlyList<RateSection> sections = rate.Sections;
        for (int i = 0; i < sections.Count; i++)
        {
            raw += sections[i].Fee;
            if (Finish(rate, raw, 0, rules).Total > money)
            {
                return seconds;
            }

            seconds += sections[i].Seconds;
        }

        if (rate.Price <= 0m)
        {
            return Finish(rate, raw, 0, rules).Total > money ? seconds : long.MaxValue;
        }

        long cycles = CyclesFor(rate, raw, money, rules);
        return cycles > (long.MaxValue - seconds) / rate.CycleSeconds ? long.MaxValue : seconds + (cycles * rate.CycleSeconds);
    }

    /// <summary>
    /// The most cycles that fit. Rounding moves the fee by less than a unit, and the tax by less than another, so the answer lies between
    /// two divisions; the charge itself decides between them.
    /// </summary>
    private static long CyclesFor(Rate rate, decimal raw, decimal money, BillingRules rules)
    {
        decimal unit = MoneyRounding.Unit(rules);
        decimal withTax = 1m + (rate.TaxPercent / 100m);
        long low = CyclesWithin(((money - unit) / withTax) - unit - raw, rate.Price, -1);
        long high = CyclesWithin(((money + unit) / withTax) + unit - raw, rate.Price, 1);
        while (low < high)
        {
            long middle = low + ((high - low + 1) / 2);
            if (Finish(rate, raw + (middle * rate.Price), 0, rules).Total <= money)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private static long CyclesWithin(decimal money, decimal price, long correction) =>
        (long)Math.Clamp(decimal.Floor(money / price) + correction, 0m, long.MaxValue);

    private static Charge Finish(Rate rate, decimal raw, long feeTime, BillingRules rules)
    {
        decimal fee = MoneyRounding.Finish(raw, rules);
        decimal tax = rate.TaxPercent == 0m ? 0m : MoneyRounding.Finish(fee * rate.TaxPercent / 100m, rules);
        return new Charge(feeTime, fee, tax);
    }
}
