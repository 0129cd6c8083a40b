using System.Globalization;
using Tandem.Store.Accounts;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Audit;

/// <summary>
/// What must have an audit line: each revision of the plan, and each payment. The chain of hashes shows a line that was taken out of the middle; that the newest
/// ones were cut off shows only in what they were about.
/// </summary>
internal static class AuditProof
{
    private const string Payment = "payment";

    /// <summary>The line of a payment, within its transaction.</summary>
    public static void Paid(Database database, LedgerEntry entry, Author author)
    {
        string detail = string.Create(
            CultureInfo.InvariantCulture, $"{entry.Kind} {entry.Account} {entry.Amount} → {entry.Balance} {entry.Reference}").TrimEnd();
        AuditTrail.Append(database, entry.At, author, Payment, $"ledger entry {entry.Id}", detail,
            old: (entry.Balance - entry.Amount).ToString(CultureInfo.InvariantCulture), @new: entry.Balance.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What should have a line and has none. Payments of a time before they had lines are left out: older than the first that has one.</summary>
    public static IEnumerable<string> Missing(Database database)
    {
        Statement revisions = database.Sql(
            """
            SELECT 'revision ' || p.revision FROM plan_revision p
            LEFT JOIN (SELECT subject FROM audit WHERE action = 'plan') a ON a.subject = 'revision ' || p.revision
            WHERE a.subject IS NULL ORDER BY p.revision
            """);
        while (revisions.Step())
        {
            yield return $"plan {revisions.Text(0)}";
        }

        Statement payments = database.Sql(
            """
            SELECT 'ledger entry ' || l.id FROM ledger l
            LEFT JOIN (SELECT subject FROM audit WHERE action = 'payment') a ON a.subject = 'ledger entry ' || l.id
            WHERE l.kind IN ('recharge', 'deduct', 'reset') AND a.subject IS NULL
              AND l.id > (SELECT min(CAST(substr(subject, length('ledger entry ') + 1) AS INTEGER)) FROM audit WHERE action = 'payment')
            ORDER BY l.id
            """);
        while (payments.Step())
        {
            yield return payments.Text(0);
        }
    }
}
