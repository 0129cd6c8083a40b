namespace Tandem.Store.Accounts;

/// <summary>The kinds of ledger entries that calls make; payments have those of <see cref="PaymentKind"/>.</summary>
public static class EntryKinds
{
    /// <summary>Fee and tax of a call, taken from the customer.</summary>
    public const string Call = "call";

    /// <summary>What a call cost, booked on the vendor's clearing account.</summary>
    public const string Cost = "cost";

    public static string Of(PaymentKind kind) => kind switch
    {
        PaymentKind.Recharge => "recharge",
        PaymentKind.Deduct => "deduct",
        PaymentKind.Opening => "opening",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
