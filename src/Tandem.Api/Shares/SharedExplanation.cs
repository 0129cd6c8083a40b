using System.Text.Json;
using Tandem.Api.Cdrs;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;

namespace Tandem.Api.Shares;

/// <summary>
/// Why a call went as it went, for whoever has a link: what carriers cost, their accounts and what was earned are never in it; what the customer paid, and from what, only on wish.
/// </summary>
internal static class SharedExplanation
{
    /// <summary>Draws it from the record.</summary>
    /// <param name="cdr">Its numbers are hidden already, where they are to be.</param>
    /// <param name="isOwn">Nothing of the way behind the switch.</param>
    /// <param name="hasCharge">With what the customer paid.</param>
    /// <param name="hide">Hides numbers and carriers' names in the values of a sentence; null to show them.</param>
    public static Explanation Of(Cdr cdr, bool isOwn, bool hasCharge, Func<string, string>? hide)
    {
        Explanation whole = Explanation.Of(cdr, isLimited: true);
        IReadOnlyList<FactView> facts = cdr.Why.IsEmpty ? whole.Facts : [.. RouteReasons.Read(cdr.Why.Span).Where(reason => MayTell(reason.Code, hasCharge)).Select(reason => FactView.Of(Shown(reason, hide)))];
        return whole with
        {
            Result = isOwn ? whole.Result : Explanation.Of(cdr).Result,
            Sentences = [.. facts.Select(static fact => fact.Sentence)],
            Facts = facts,
            Decisions = JsonElement.Parse("[]"),
            Customer = hasCharge ? whole.Customer : null,
        };
    }

    /// <summary>The cost of a route is its offer's last value.</summary>
    private static RouteReason Shown(RouteReason reason, Func<string, string>? hide)
    {
        RouteReason shown = reason.Code == ReasonCode.RouteOffered ? reason with { Limit = null } : reason;
        return hide is null ? shown : shown with { Subject = hide(shown.Subject), Value = hide(shown.Value) };
    }

    private static bool MayTell(ReasonCode code, bool hasCharge) => code switch
    {
        ReasonCode.VendorLocked or ReasonCode.VendorExpired or ReasonCode.VendorCreditUsedUp or ReasonCode.CostNotFound or ReasonCode.CostLocked or ReasonCode.CostTooHigh
            or ReasonCode.ProfitTooLow or ReasonCode.CurrencyMismatch => false,
        ReasonCode.NoRateTable or ReasonCode.RateNotFound or ReasonCode.RateLocked or ReasonCode.RateFound or ReasonCode.CreditHeld or ReasonCode.CreditRefused or ReasonCode.CreditExtended
            or ReasonCode.CreditEnded or ReasonCode.AccountExpired or ReasonCode.AccountLocked or ReasonCode.ForwardPaidBy => hasCharge,
        _ => true,
    };
}
