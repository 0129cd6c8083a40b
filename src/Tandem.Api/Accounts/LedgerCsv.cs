using System.Text;
using Tandem.Api.Cdrs;
using Tandem.Api.Json;

namespace Tandem.Api.Accounts;

/// <summary>Entries of the ledger as CSV, its columns named as the fields of the JSON.</summary>
internal static class LedgerCsv
{
    private const string Header = "id,at,account,kind,amount,balance,currency,reference,cdrId";

    public static string Of(IEnumerable<LedgerEntryView> entries, bool withHeader)
    {
        var text = new StringBuilder();
        if (withHeader)
        {
            text.Append(Header).Append('\n');
        }

        foreach (LedgerEntryView entry in entries)
        {
            string[] cells =
            [
                entry.Id, TimeConverter.Text(entry.At), entry.Account, entry.Kind, MoneyConverter.Text(entry.Amount), MoneyConverter.Text(entry.Balance), entry.Currency,
                entry.Reference, entry.CdrId ?? "",
            ];
            text.AppendJoin(',', cells.Select(CdrCsv.Quoted)).Append('\n');
        }

        return text.ToString();
    }
}
