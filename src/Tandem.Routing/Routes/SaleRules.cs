using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;

namespace Tandem.Routing.Routes;

/// <summary>
/// Whether a call may be sold to a trunk at its cost: currency, dearest allowed second, smallest profit (BI §3.8). Pure.
/// </summary>
internal static class SaleRules
{
    /// <summary>True when nothing speaks against it, or when no cost is booked on the trunk.</summary>
    public static bool Allow(in Admitted call, CompiledEgress egress, RateMatch cost, RouteReasons why)
    {
        if (cost.Rate is not { } costRate)
        {
            return true;
        }

        var costOfSecond = SecondPrice.Of(costRate);
        decimal? dearest = Lower(call.Ingress.Trunk?.MaxSecondRate, egress.Trunk.MaxSecondRate);
        if (dearest is { } limit && costOfSecond.IsMoreThan(limit))
        {
            why.Add(ReasonCode.CostTooHigh, egress.Name, "", costOfSecond.PerSecond, limit);
            return false;
        }

        // A free call earns nothing on purpose: whoever made the number free wants it carried.
        if (call.BillingMode == BillingMode.Free || call.Rate.Rate is not { } price)
        {
            return true;
        }

        if (egress.Rates?.Currency is { } currency && call.Ingress.Rates?.Currency is { } sold && currency != sold)
        {
            why.Add(ReasonCode.CurrencyMismatch, egress.Name, currency);
            return false;
        }

        var priceOfSecond = SecondPrice.Of(price);
        decimal smallest = Higher(call.Ingress.Trunk?.MinProfitPercent, egress.Trunk.MinProfitPercent) ?? 0m;
        if (!priceOfSecond.Leaves(smallest, costOfSecond))
        {
            why.Add(ReasonCode.ProfitTooLow, egress.Name, "", priceOfSecond.ProfitPercent(costOfSecond), smallest);
            return false;
        }

        return true;
    }

    private static decimal? Lower(decimal? one, decimal? other) =>
        one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);

    private static decimal? Higher(decimal? one, decimal? other) =>
        one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);
}
