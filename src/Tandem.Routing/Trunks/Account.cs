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
    /// <summary>Its name, by which trunks and phones refer to it.</summary>
    public required string Name { get; init; }

    /// <summary>Who it is: pays for calls, is paid for them, or sells them on.</summary>
    public AccountKind Kind { get; init; }

    /// <summary>What it has when it is made; changes later nothing, payments do.</summary>
    public decimal OpeningBalance { get; init; }

    /// <summary>How far the balance may go below zero (VOS3000 <c>limitMoney</c>).</summary>
    public decimal CreditLimit { get; init; }

    /// <summary>The balance below which its callers are told that it is low, where they are told; null = SS_BALANCE_ALARM_AMOUNT.</summary>
    public decimal? BalanceAlarm { get; init; }

    /// <summary>Its prices, where trunk or phone has none of its own.</summary>
    public string RateTable { get; init; } = "";

    /// <summary>Which of its calls are refused.</summary>
    public LockType Lock { get; init; }

    /// <summary>From when on its calls are refused; left out, never.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Highest class of call this account may make.</summary>
    public Billing.Rating.CallClass CallLevel { get; init; } = Billing.Rating.CallClass.International;
}
