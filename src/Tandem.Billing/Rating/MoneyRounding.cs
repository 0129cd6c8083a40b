namespace Tandem.Billing.Rating;

/// <summary>The one place where money is rounded (BI §3.7).</summary>
public static class MoneyRounding
{
    private static readonly decimal[] PowersOfTen = [1m, 0.1m, 0.01m, 0.001m, 0.0001m, 0.00001m, 0.000001m, 0.0000001m, 0.00000001m];

    /// <summary>The smallest step of a finished fee: the fee unit when there is one, else one unit of the last decimal.</summary>
    public static decimal Unit(BillingRules rules) => rules.FeeUnit > 0m ? rules.FeeUnit : PowersOfTen[rules.FeePrecision];

    /// <summary>
    /// A raw fee as a whole number of units. Exact: it takes the remainder and never divides. Up means away from zero and Down towards it, so that a
    /// correction of −x undoes a fee of x.
    /// </summary>
    public static decimal Finish(decimal raw, BillingRules rules)
    {
        decimal unit = Unit(rules);
        decimal rest = raw % unit;
        if (rest == 0m)
        {
            return raw;
        }

        decimal step = raw < 0m ? -unit : unit;
        bool away = rules.Rounding switch
        {
            MoneyRoundingMode.Up => true,
            MoneyRoundingMode.Down => false,
            _ => Math.Abs(rest) >= unit - Math.Abs(rest),
        };
        return away ? raw - rest + step : raw - rest;
    }
}
