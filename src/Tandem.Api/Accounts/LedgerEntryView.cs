using Tandem.Store.Accounts;

namespace Tandem.Api.Accounts;

/// <summary>
/// One entry of the ledger. <c>balance</c> is the account's after it, in the account's <c>currency</c> (empty while it has none); <c>cdrId</c> names the call that it charges.
/// </summary>
public sealed record LedgerEntryView(
    string Id, DateTimeOffset At, string Account, string Kind, decimal Amount, decimal Balance, string Currency, string Reference, string? CdrId)
{
    internal static LedgerEntryView Of(LedgerEntry entry) =>
        new(entry.Id.ToString(), entry.At, entry.Account, entry.Kind, entry.Amount, entry.Balance, entry.Currency, entry.Reference, entry.CdrId?.ToString());
}
