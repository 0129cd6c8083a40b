namespace Tandem.Store.Accounts;

/// <summary>Which entries of the ledger are asked for; null = any. From inclusive, to exclusive.</summary>
public sealed record LedgerFilter
{
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }

    /// <summary>Only entries of these; none of an empty list.</summary>
    public IReadOnlyCollection<string>? Accounts { get; init; }

    /// <summary>Only entries of accounts whose money is in it.</summary>
    public string? Currency { get; init; }

    /// <summary>A <see cref="PaymentKind"/> or one of <see cref="EntryKinds"/> by its word.</summary>
    public string? Kind { get; init; }

    /// <summary>Without what calls took and cost: payments, opening balances, and what else moved money.</summary>
    public bool WithoutCalls { get; init; }

    /// <summary>The same amount, onto the account or off it.</summary>
    public decimal? Amount { get; init; }

    /// <summary>One that ends in <c>*</c> is a beginning.</summary>
    public string? Reference { get; init; }
}
