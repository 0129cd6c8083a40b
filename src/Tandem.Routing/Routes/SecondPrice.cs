using Tandem.Billing.Rating;

namespace Tandem.Routing.Routes;

/// <summary>
/// What a second costs, kept as a fraction so that comparing rounds nothing. For comparing routes and margins only (BI §3.8),
/// never to charge.
/// </summary>
/// <remarks>
/// A plain rate counts as price ÷ cycle, as in VOS3000. With a connect fee or sections that would hide what a short call costs,
/// and a call could be sold at a
/// loss with a profit on paper; such a rate counts as its first minute ÷ 60.
/// </remarks>
internal readonly record struct SecondPrice(decimal Amount, int Seconds)
{
    private const int Minute = 60;

    public static SecondPrice Of(Rate rate) =>
        rate.ConnectFee == 0m && rate.Sections.Count == 0
            ? new SecondPrice(rate.Price, rate.CycleSeconds)
            : new SecondPrice(FirstMinute(rate), Minute);

    /// <summary>Rounded for reading.</summary>
    public decimal PerSecond => Math.Round(Amount / Seconds, 10, MidpointRounding.ToEven);

    /// <summary>Below zero when the first is the cheaper one.</summary>
    public static int Compare(SecondPrice one, SecondPrice other) => (one.Amount * other.Seconds).CompareTo(other.Amount * one.Seconds);

    public bool IsMoreThan(decimal perSecond) => Amount > perSecond * Seconds;

    /// <summary>
    /// Whether selling at this price and buying at <paramref name="cost"/> leaves at least that profit, in percent of the
    /// selling price.
    /// </summary>
    public bool Leaves(decimal percent, SecondPrice cost)
    {
        decimal price = Amount * cost.Seconds;
        return (price - (cost.Amount * Seconds)) * 100m >= percent * price;
    }

    /// <summary>Profit in percent of this selling price, rounded for reading; null when it sells for nothing.</summary>
    public decimal? ProfitPercent(SecondPrice cost)
    {
        decimal price = Amount * cost.Seconds;
        return price == 0m ? null : Math.Round((price - (cost.Amount * Seconds)) * 100m / price, 2, MidpointRounding.ToEven);
    }

    private static decimal FirstMinute(Rate rate)
    {
        decimal amount = rate.ConnectFee;
        int left = Minute;
        foreach (RateSection section in rate.Sections)
        {
            if (left <= 0)
            {
                return amount;
            }

            amount += section.Fee;
            left -= section.Seconds;
        }

        int cycles = left <= 0 ? 0 : (left + rate.CycleSeconds - 1) / rate.CycleSeconds;
        return amount + (cycles * rate.Price);
    }
}
