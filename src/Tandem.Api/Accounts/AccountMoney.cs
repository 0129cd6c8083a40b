using System.Text.Json.Nodes;
using Tandem.Api.Json;
using Tandem.Billing.Accounts;

namespace Tandem.Api.Accounts;

/// <summary>
/// An account's money beside what the plan says of it. In the plan file <c>balance</c> is the opening balance, which counts once; whoever reads the account
/// wants to know what it has now.
/// </summary>
internal static class AccountMoney
{
    private const string Balance = "balance";
    private const string Opening = "openingBalance";
    private const string Available = "available";
    private const string Currency = "currency";

    /// <summary>Adds its money to an account that is read.</summary>
    /// <param name="account">The account as the plan has it.</param>
    /// <param name="credit">What there is.</param>
    /// <param name="currency">In what; empty while no rate table prices its calls.</param>
    public static void Show(JsonObject account, CreditBook credit, string currency)
    {
        string name = account["name"]?.ToString() ?? "";
        account[Opening] = account[Balance]?.ToString() ?? "0";
        bool known = credit.TryGetAvailable(name, out decimal available);
        account[Balance] = MoneyConverter.Text(known ? credit.Balance(name) : 0m);
        account[Available] = MoneyConverter.Text(available);
        account[Currency] = currency;
    }

    /// <summary>
    /// A balance that is written back changes nothing: an account that exists keeps its opening balance, later changes are payments. A new one
    /// (<paramref name="current"/> is null) may have it under either name.
    /// </summary>
    public static void Keep(JsonObject written, JsonObject? current)
    {
        JsonNode? opens = written[Opening];
        written.Remove(Opening);
        written.Remove(Available);
        written.Remove(Currency);
        if (current is null)
        {
            if (opens is not null)
            {
                // What was read of an account may make it again elsewhere: it opens with what it opened with.
                written[Balance] = opens;
            }

            return;
        }

        written.Remove(Balance);
        if (current[Balance] is JsonNode opening)
        {
            written[Balance] = opening.DeepClone();
        }
    }
}
