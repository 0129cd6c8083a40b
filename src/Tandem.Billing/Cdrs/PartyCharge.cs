using Tandem.Billing.Rating;

namespace Tandem.Billing.Cdrs;

/// <summary>The money of one party of a call: the customer who pays, or the vendor who is paid. The rate is kept as it was applied.</summary>
public sealed class PartyCharge
{
    public string Account { get; set; } = "";
    public string RateTable { get; set; } = "";
    public string Currency { get; set; } = "";
    public string RatePrefix { get; set; } = "";
    public string Area { get; set; } = "";

    /// <summary>The rate that applies, or null when this party is not charged.</summary>
    public Rate? Rate { get; set; }

    /// <summary>Seconds charged: whole sections and cycles.</summary>
    public long FeeTime { get; set; }

    public decimal Fee { get; set; }
    public decimal Tax { get; set; }

    /// <summary>What leaves (or, for a vendor, comes to) the account.</summary>
    public decimal Total => Fee + Tax;

    public void Clear()
    {
        Account = RateTable = Currency = RatePrefix = Area = "";
        Rate = null;
        FeeTime = 0;
        Fee = Tax = 0m;
    }
}
