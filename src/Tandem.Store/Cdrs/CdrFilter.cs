namespace Tandem.Store.Cdrs;

/// <summary>
/// The filters of contract §2. Null = any. Times are of the call's start: from inclusive, to exclusive. A number that ends in <c>*</c> is a prefix.
/// </summary>
public sealed record CdrFilter
{
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public string? Account { get; init; }

    /// <summary>Several of them; none else are found.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <summary>The same as filters of one account each, which have an index to go by; itself where it does not ask for several.</summary>
    internal IEnumerable<CdrFilter> ByAccount => Accounts?.Select(account => this with { Account = account, Accounts = null }) ?? [this];
    public string? CallingNumber { get; init; }
    public string? CalledNumber { get; init; }
    public string? IngressTrunk { get; init; }
    public string? EgressTrunk { get; init; }
    public string? SourceIp { get; init; }
    public int? BillingMode { get; init; }
    public int? EndReason { get; init; }
    public int? EndDirection { get; init; }
    public bool? Answered { get; init; }
}
