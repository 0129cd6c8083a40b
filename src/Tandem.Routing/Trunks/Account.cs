namespace Tandem.Routing.Trunks;

public enum AccountKind
{
    Customer,
    Vendor,
    Agent,
}

/// <summary>
/// An account as the plan declares it. Its balance lives in the ledger; <see cref="OpeningBalance"/> counts only when it is
/// created.
/// </summary>
public sealed record Account
{
    public required string Name { get; init; }
    public AccountKind Kind { get; init; }
    public decimal OpeningBalance { get; init; }

    /// <summary>How far the balance may go below zero (VOS3000 <c>limitMoney</c>).</summary>
    public decimal CreditLimit { get; init; }

    /// <summary>The balance below which its callers are told that it is low, where they are told; null = SS_BALANCE_ALARM_AMOUNT.</summary>
    public decimal? BalanceAlarm { get; init; }

    public string RateTable { get; init; } = "";
    public LockType Lock { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Highest class of call this account may make.</summary>
    public Billing.Rating.CallClass CallLevel { get; init; } = Billing.Rating.CallClass.International;
}
