namespace Tandem.Billing.Rating;

/// <summary>How a raw fee becomes money.</summary>
public enum MoneyRoundingMode
{
    HalfAwayFromZero,
    Up,
    Down,
}

/// <summary>The system parameters that decide a charge (VOS3000 manual §4.3.5.1), as one value that a call keeps from its start.</summary>
public sealed record BillingRules
{
    public static readonly BillingRules Default = new();

    /// <summary>SERVER_BILLING_HOLD_TIME_PRECISION: the millisecond remainder at which talk time goes up to the next second. 1–1000.</summary>
    public int HoldTimePrecision { get; init; } = 50;

    /// <summary>SERVER_BILLING_FREE_TIME: seconds taken off every call before cycles are counted.</summary>
    public int FreeTime { get; init; }

    /// <summary>SERVER_BILLING_FEE_PRECISTION: decimals of a finished fee. 0–8.</summary>
    public int FeePrecision { get; init; } = 6;

    /// <summary>SERVER_BILLING_FEE_UNIT: smallest step of a finished fee; 0 leaves it to the precision.</summary>
    public decimal FeeUnit { get; init; }

    /// <summary>SERVER_BILLING_FEE_ROUNDING: our own; VOS3000's direction is not known.</summary>
    public MoneyRoundingMode Rounding { get; init; } = MoneyRoundingMode.HalfAwayFromZero;

    /// <summary>SERVER_BILLING_PREVENT_OVERDRAFT_ADVANCE_TIME: minutes of cost held by a running call. 1–15.</summary>
    public int AdvanceMinutes { get; init; } = 1;
}
