using Tandem.Billing.Rating;

namespace Tandem.Billing.Cdrs;

/// <summary>Turns what happened into what is owed: fills hold time and each party's charge from talk time, rates and rules. Pure: the same record gives the same charge for ever.</summary>
public static class CdrMaker
{
    /// <summary>
    /// Hold time and charges, from the facts on the record alone; doing it twice changes nothing. The customer pays for no second past
    /// <see cref="Cdr.FundedSeconds"/>; the vendor is paid for all of them.
    /// </summary>
    public static void Charge(Cdr record)
    {
        record.HoldTime = record.Answered ? HoldTime.FromMilliseconds(record.TalkMs, record.Rules.HoldTimePrecision) : 0;

        bool somebodyPays = record.BillingMode is not (BillingMode.Free or BillingMode.IllegalCall);
        long funded = record.FundedSeconds < 0 ? record.HoldTime : Math.Min(record.HoldTime, record.FundedSeconds);
        Charge(record.Customer, somebodyPays ? funded : 0, record.Rules);
        Charge(record.Vendor, record.HoldTime, record.Rules);
    }

    /// <summary>False when the parameters say that this call leaves no record (BI §1.1, §10 number 4). Billed calls always do.</summary>
    public static bool IsRecorded(Cdr record, bool zeroHoldTime, bool serverHangUp)
    {
        bool isBilled = record.HoldTime > 0 || record.Customer.Total != 0m || record.Vendor.Total != 0m;
        if (isBilled || record.BillingMode == BillingMode.IllegalCall)
        {
            return true; // SERVER_BILLING_RECORD_ILLEGAL_CALL was asked before there was a record
        }

        return zeroHoldTime && (serverHangUp || record.EndDirection != EndDirection.Switch);
    }

    private static void Charge(PartyCharge party, long seconds, BillingRules rules)
    {
        Charge charge = party.Rate is { } rate ? Rater.Price(rate, seconds, rules) : default;
        party.FeeTime = charge.FeeTime;
        party.Fee = charge.Fee;
        party.Tax = charge.Tax;
    }
}
