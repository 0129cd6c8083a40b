using Tandem.Billing.Accounts;
using Tandem.Routing.Plan;
using Tandem.Server.Options;
using Tandem.Sip.Auth;
using Tandem.Store.Accounts;
using Tandem.Store.Alarms;
using Tandem.Store.Cdrs;
using Tandem.Store.Audit;
using Tandem.Store.Blacklists;
using Tandem.Store.Firewall;
using Tandem.Store.Journal;
using Tandem.Store.People;
using Tandem.Store.Plan;
using Tandem.Store.Recordings;
using Tandem.Store.Soaks;
using Tandem.Store.Registrations;
using Tandem.Store.Reports;
using Tandem.Store.Retention;
using Tandem.Store.Shares;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Wiring;

/// <summary>What is kept: database, journals, plans, ledger. Opened first, closed last.</summary>
internal sealed class StoreWiring : IDisposable
{
    private readonly RecordingRetention _retention;

    public StoreWiring(UpOptions options, string dataDirectory, TimeProvider time, ILoggerFactory logs)
    {
        Database = SqliteStore.Open(dataDirectory, time, options.Seal);
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

        Secrets = new(
            (user, password) => SealedPassword.Seal(user, options.Node, password),
            (user, kept) => !SealedPassword.IsSealed(kept) || SealedPassword.TryOpen(kept, user, options.Node, out _));
        Plans = new(Database, Holder, Credit, time, Secrets);
        History = new(Database);
        Ledger = new(Database, Credit, time);
        Cdrs = new(Database);
        CdrTotals = new(Database);
        IllegalCalls = new(Database);
        Registrations = new(Database);
        Traffic = new(Database);
        People = new(Database, time);
        Sessions = new(Database, time);
        OpenId = new(Database, time);
        Audit = new(Database, time);
        Bans = new(Database, time);
        Offences = new(Database, time);
        FirewallLines = new(Database, time);
        NumberLines = new(Database);
        IllegalReports = new(Database);
        IllegalAttempts = new(Database);
        Shares = new(Database, time);
        NatChecks = new(Database, time);
        Alarms = new(Database);
        AlarmSettings = new(Database, time);
        AlarmBook = new(Database, Alarms, time);
        Recordings = new(RecordingsOf(dataDirectory), time);
        Soaks = new(Path.Combine(dataDirectory, "soaks"));
        _retention = new(Recordings, Holder, time, logs.CreateLogger<RecordingRetention>());
        Writer = new(Database, Journals, time, logs.CreateLogger<CdrWriter>(), source => Holder.Current.Parameters.IsWhiteListed(source));
        Retention = new(Database, Journals, Holder, time, logs.CreateLogger<RetentionSweep>());
    }

    public SqliteStore Database { get; }

    public JournalFolder Journals { get; }

    /// <summary>What the run before left open.</summary>
    public RecoveryNote Recovery { get; }

    public PlanHolder Holder { get; } = new(SwitchPlan.Empty);

    public CreditBook Credit { get; } = new();

    /// <summary>How passwords are kept: as digests of this node's realm.</summary>
    public PlanSecrets Secrets { get; }

    public PlanStore Plans { get; }

    public PlanHistory History { get; }

    public Ledger Ledger { get; }

    public CdrQuery Cdrs { get; }

    public CdrTotalsQuery CdrTotals { get; }

    public IllegalCallQuery IllegalCalls { get; }

    public RegistrationStore Registrations { get; }

    public CdrWriter Writer { get; }

    public RetentionSweep Retention { get; }

    public TrafficQuery Traffic { get; }

    public PeopleStore People { get; }

    public SessionStore Sessions { get; }

    public OpenIdStore OpenId { get; }

    public AuditLog Audit { get; }

    public BanStore Bans { get; }

    public OffenceStore Offences { get; }

    public FirewallLineStore FirewallLines { get; }

    public NumberLineStore NumberLines { get; }

    public IllegalReportQuery IllegalReports { get; }

    public IllegalAttemptQuery IllegalAttempts { get; }

    public ShareStore Shares { get; }

    public NatCheckStore NatChecks { get; }

    public AlarmStore Alarms { get; }

    public AlarmSettings AlarmSettings { get; }

    /// <summary>The alarms that are there.</summary>
    public AlarmBook AlarmBook { get; }

    public RecordingFolder Recordings { get; }

    public SoakFolder Soaks { get; }

    /// <summary>Where the media process records to.</summary>
    public static string RecordingsOf(string dataDirectory) => Path.Combine(dataDirectory, "recordings");

    public void Dispose()
    {
        Retention.Dispose();
        _retention.Dispose();
        Writer.Dispose();
        Plans.Dispose();
        Journals.Dispose();
        Database.Dispose();
    }
}
