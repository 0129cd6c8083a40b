using Tandem.Billing.Accounts;
using Tandem.Routing.Plan;
using Tandem.Server.Options;
using Tandem.Store.Accounts;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Plan;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Wiring;

/// <summary>What is kept: database, journals, plans, ledger. Opened first, closed last.</summary>
internal sealed class StoreWiring : IDisposable
{
    public StoreWiring(UpOptions options, string dataDirectory, TimeProvider time, ILoggerFactory logs)
    {
        Database = SqliteStore.Open(dataDirectory, time);
        try
        {
            Journals = JournalFolder.Open(dataDirectory, options.Shards, time, JournalOptions.Default, logs.CreateLogger<JournalFolder>());
            Recovery = Journals.Recover(Database, TakingBack.LongestAbsence);
        }
        catch
        {
            Journals?.Dispose();
            Database.Dispose();
            throw;
        }

        Plans = new(Database, Holder, Credit, time);
        Ledger = new(Database, Credit, time);
        Cdrs = new(Database);
        IllegalCalls = new(Database);
        Writer = new(Database, Journals, time, logs.CreateLogger<CdrWriter>());
    }

    public SqliteStore Database { get; }

    public JournalFolder Journals { get; }

    /// <summary>What the run before left open.</summary>
    public RecoveryNote Recovery { get; }

    public PlanHolder Holder { get; } = new(SwitchPlan.Empty);

    public CreditBook Credit { get; } = new();

    public PlanStore Plans { get; }

    public Ledger Ledger { get; }

    public CdrQuery Cdrs { get; }

    public IllegalCallQuery IllegalCalls { get; }

    public CdrWriter Writer { get; }

    public void Dispose()
    {
        Writer.Dispose();
        Plans.Dispose();
        Journals.Dispose();
        Database.Dispose();
    }
}
