using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Calls.Control;
using Tandem.Routing.Phones;

namespace Tandem.Calls.Services;

/// <summary>What one phone's forwarding of one call costs it, and the record of it.</summary>
internal sealed class ForwardLeg(Forwarding by, CreditWatch credit)
{
    public Forwarding By { get; } = by;

    public CreditWatch Credit { get; } = credit;

    public Cdr Record { get; } = new();

    /// <summary>Null: nobody pays.</summary>
    public Rate? Rate => By.Call.BillingMode == BillingMode.Free ? null : By.Call.Rate.Rate;
}
