using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Accounts;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Accounts;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Plan;
using Tandem.Store.Retention;
using Tandem.Store.Sqlite;

namespace Tandem.Tests.Store;

/// <summary>A whole store in a directory of its own, as the server wires it; may be killed and started again.</summary>
internal sealed class StoreKit : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly JournalOptions _options;

    public StoreKit(JournalOptions? options = null)
    {
        _options = options ?? JournalOptions.Default;
        Open();
    }

    public FakeTimeProvider Time { get; } = new(Samples.Start);
    public string Path => _folder.Path;
    public SqliteStore Store { get; private set; } = null!;
    public JournalFolder Journals { get; private set; } = null!;
    public CdrWriter Writer { get; private set; } = null!;
    public CreditBook Credit { get; private set; } = null!;
    public PlanHolder Holder { get; private set; } = null!;
    public PlanStore Plans { get; private set; } = null!;
    public RetentionSweep Retention { get; private set; } = null!;
    public RecoveryNote Recovered { get; private set; } = null!;

    public Ledger Ledger => new(Store, Credit, Time);
    public CdrQuery Cdrs => new(Store);
    public ICallJournal Journal => Journals.ForShard(0);

    /// <summary>A plan with one customer of 10.00, one vendor, and nothing else.</summary>
    public static PlanDocument Accounts => new()
    {
        Accounts =
        [
            new Account { Name = "acme", OpeningBalance = 10m },
            new Account { Name = "carrier-a", Kind = AccountKind.Vendor, CreditLimit = 1000m },
        ],
    };

    /// <summary>Closes everything and starts again on the same directory.</summary>
    public async Task RestartAsync()
    {
        Close();
        Open();
        Writer.Start();
        await Writer.DrainAsync(CancellationToken.None);
        Plans.LoadNewest(Journals);
    }

    /// <summary>Closes everything, has something done to the directory, and starts again as the server does, nothing stored yet.</summary>
    public void Reopen(Action<string>? meanwhile = null)
    {
        Close();
        meanwhile?.Invoke(Path);
        Open();
        Plans.LoadNewest(Journals);
    }

    public async Task StoreAsync(params Cdr[] records)
    {
        foreach (Cdr record in records)
        {
            Journal.Ended(record);
        }

        await Writer.DrainAsync(CancellationToken.None);
    }

    public decimal Balance(string account) => Balances()[account];

    public Dictionary<string, decimal> Balances() => Store.Read(PlanRows.Balances);

    public PlanDocument? Plan(long revision) => Store.Read(database => PlanRows.Read(database, revision))?.Document;

    /// <summary>The audit lines of one kind, oldest first.</summary>
    public List<(string Actor, string Subject, string Detail)> Audit(string action) => Store.Read(database =>
    {
        var lines = new List<(string, string, string)>();
        Statement rows = database.Sql("SELECT actor, subject, detail FROM audit WHERE action = ? ORDER BY id").Bind(action);
        while (rows.Step())
        {
            lines.Add((rows.Text(0), rows.Text(1), rows.Text(2)));
        }

        return lines;
    });

    /// <summary>Does to the database what no code of ours does.</summary>
    public void Tamper(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, "tandem.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private void Open()
    {
        Store = SqliteStore.Open(Path, Time);
        Journals = JournalFolder.Open(Path, 2, Time, _options, NullLogger.Instance);
        Recovered = Journals.Recover(Store);
        Writer = new CdrWriter(Store, Journals, Time);
        Credit = new CreditBook();
        Holder = new PlanHolder(SwitchPlan.Empty);
        Plans = new PlanStore(Store, Holder, Credit, Time);
        Retention = new RetentionSweep(Store, Journals, Holder, Time, NullLogger.Instance);
    }

    private void Close()
    {
        Retention.Dispose();
        Writer.Dispose();
        Journals.Dispose();
        Plans.Dispose();
        Store.Dispose();
    }
}
