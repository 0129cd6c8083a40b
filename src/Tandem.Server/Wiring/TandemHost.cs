using System.Net;
using Tandem.Server.Alarms;
using Tandem.Server.Commands;
using Tandem.Server.DataFolders;
using Tandem.Routing.Plan;
using Tandem.Server.Demo;
using Tandem.Server.Options;
using Tandem.Server.Places;
using Tandem.Server.Telemetry;
using Tandem.Server.Web;
using Tandem.Store.Archive;
using Tandem.Store.Backups;
using Tandem.Store.Journal;
using Tandem.Store.Plan;
using Tandem.Wire.Flows;

namespace Tandem.Server.Wiring;

/// <summary>
/// One running switch, its parts started in order: data directory, store, what the run before left open, plan, listeners, shards, HTTP. Stopped the other way round.
/// </summary>
internal sealed class TandemHost(UpOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(10);
    private const long LargeHeap = 96 << 20;
    private readonly Serilog.Extensions.Logging.SerilogLoggerFactory _logs = Logging.Open(options.Log);
    private DataFolder? _folder;
    private PlaceFiles? _places;
    private StoreWiring? _store;
    private WireWiring? _wire;
    private MediaWiring? _media;
    private CallsWiring? _calls;
    private RegistrationKeeping? _registrations;
    private ApiWiring? _api;
    private AlarmWatch? _alarms;
    private ArchiveKeeping? _archive;
    private DemoTraffic? _demo;
    private OtlpExport? _otlp;
    private ILogger? _log;

    /// <summary>The line that says where calls are taken; after <see cref="StartAsync"/>.</summary>
    public string ReadyLine { get; private set; } = "";

    private ILogger Log => _log ??= _logs.CreateLogger("Tandem");

    public async Task StartAsync()
    {
        _folder = DataFolder.Open(options.DataDirectory);
        if (PreparedRestore.TakeEffect(_folder.FullPath, options.Seal) is (RestoreNote restored, string before))
        {
            Log.Restored(restored.Backup, restored.By, before);
        }

        _places = new PlaceFiles(options.Geo, _folder.FullPath, time, _logs.CreateLogger<PlaceFiles>());
        _places.Start();
        _store = new StoreWiring(options, _folder.FullPath, time, _logs);
        NoteRecovery(_store.Recovery);

        // Before anything is booked: balances are what the ledger says less what the run before left in its journals.
        _store.Plans.LoadNewest(_store.Journals);
        if (_store.Secrets.Useless(_store.Holder.Current.Document) is int useless and > 0)
        {
            Log.PasswordsOfAnotherNode(useless, options.Node);
        }

        _otlp = options.Otlp is { } otlp ? new OtlpExport(otlp, options.Node, time, _logs.CreateLogger<OtlpExport>()) : null;
        _store.Writer.Watcher = _otlp?.Calls;
        _store.Writer.Start();
        using (var late = new CancellationTokenSource(LongestFlush, time))
        {
            await FlushAsync(_store, late.Token);
        }

        _store.Retention.Start();
        _store.AlarmBook.Load();
        if (options.Archive is { } archive)
        {
            _archive = new ArchiveKeeping(_store.Database, _store.Journals, archive, () => _store.Holder.Current.Parameters, time, _logs.CreateLogger<ArchiveKeeping>());
            _archive.Start();
        }

        _wire = new WireWiring(options, _store.Holder, time, _logs);
        if (options.Demo)
        {
            await ApplyDemoAsync(_store, _wire);
        }

        if (options.Plan is string file)
        {
            await ApplyAsync(_store, file, PlanFile.Read(file, _store.Holder.Current.Document));
        }

        _media = new MediaWiring(options, _folder.FullPath, _store.Holder, time, _logs);
        _calls = new CallsWiring(options, _wire, _store, _media, _folder.KeptKeys, _places, time, _logs);
        await _media.StartAsync(_calls.Node, time);
        _api = new ApiWiring(options, _wire.Identities, _folder.AdminKey, _store, _calls, _archive, _places, time, _logs);
        _calls.Live.Otlp = _otlp?.Counts;
        _calls.Live.Browsers = _api.TurnedAway;
        await _api.StartAsync();
        if (ConsoleFolder.OfThisProgram.Find() is null)
        {
            Log.NoConsole(ConsoleFolder.HowToGetIt);
        }

        _registrations = new RegistrationKeeping(_calls.Registrations, _store.Registrations, _store.Holder, time, Log);
        _registrations.Start(_wire.Hub);
        GiveBackWhatReadingLeft();
        await _calls.StartAsync();
        var sources = new AlarmSources(_calls.Live, _calls.Traffic, _store.Writer, _store.Credit, _store.Holder, _folder.FullPath, new MachineSigns(), time) { Archive = _archive };
        _alarms = new AlarmWatch(options.Node, sources, _store.AlarmBook, _store.Alarms, _store.AlarmSettings, _logs.CreateLogger("Tandem.Alarms"),
            new AlarmVoice(_calls.Node.SpeakAsync, () => _store.Holder.Current.Parameters.AlarmCalls, _store.AlarmBook, time));
        _alarms.Start();
        _otlp?.Start(_api.Metrics, _store.Holder);
        _folder.Announce(_api.LocalAddress.ToString());
        _demo?.Start();
        ReadyLine = $"ready {string.Join(' ', _wire.Hub.Listeners.Select(Shown))} {string.Join(' ', _api.Addresses.Select(static address => address.ToString().TrimEnd('/')))} data:{_folder.FullPath}";
    }

    /// <summary>No new calls; running ones may end in their time, or until told not to wait. Then everything is flushed.</summary>
    public async Task DrainAsync(CancellationToken hurry)
    {
        _demo?.StopPlacing();
        if (_calls is not null)
        {
            Log.Draining(options.Drain.TotalSeconds);
            await _calls.DrainAsync(options.Drain, hurry);
        }

        if (_store is not null)
        {
            using var late = new CancellationTokenSource(LongestFlush, time);
            await FlushAsync(_store, late.Token);
        }

        _folder?.KeptKeys.ForgetAll(); // no call is left to be taken back
        Log.Stopped();
    }

    public async ValueTask DisposeAsync()
    {
        _demo?.Dispose();
        _otlp?.Dispose();
        if (_alarms is not null)
        {
            await _alarms.DisposeAsync();
        }

        if (_api is not null)
        {
            await _api.StopAsync();
            await _api.DisposeAsync();
        }

        if (_calls is not null)
        {
            await _calls.DisposeAsync();
        }

        if (_wire is not null)
        {
            await _wire.DisposeAsync();
        }

        if (_registrations is not null)
        {
            await _registrations.DisposeAsync();
        }

        if (_media is not null)
        {
            await _media.DisposeAsync();
        }

        _archive?.Dispose();
        _store?.Dispose();
        if (_places is not null)
        {
            await _places.DisposeAsync();
        }

        _folder?.Dispose();
        _logs.Dispose();
    }

    /// <summary>A large plan and many registrations leave twice their size in holes. They are closed while nobody calls: later, to compact the heap would stop calls for longer than they may wait.</summary>
    private static void GiveBackWhatReadingLeft()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > LargeHeap)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private void NoteRecovery(RecoveryNote note)
    {
        if (note.OpenCallsClosed > 0)
        {
            Log.Recovered(note.OpenCallsClosed);
        }

        foreach (string repair in note.Repairs)
        {
            Log.JournalRepaired(repair);
        }
    }

    private async Task FlushAsync(StoreWiring store, CancellationToken late)
    {
        try
        {
            await store.Writer.DrainAsync(late);
        }
        catch (OperationCanceledException)
        {
            Log.RecordsLeft(store.Writer.Waiting);
        }
    }

    private async Task ApplyDemoAsync(StoreWiring store, WireWiring wire)
    {
        IPEndPoint target = wire.Hub.Listeners
            .Where(listener => listener.Transport == TransportKind.Udp && listener.Local.IsIPv4 && (listener.Local.IsAny || listener.Local.IsLoopback))
            .Select(listener => new IPEndPoint(listener.Local.IsAny ? IPAddress.Loopback : listener.Local.ToIPAddress(), listener.Local.Port))
            .FirstOrDefault() ?? throw new StartFailedException(["--demo needs a udp listener on 0.0.0.0 or 127.0.0.x, such as --sip udp:127.0.0.1:5060"]);
        try
        {
            _demo = new DemoTraffic(target, options.Media, time, _logs.CreateLogger("Tandem.Demo"));
        }
        catch (IOException failure)
        {
            throw new StartFailedException([$"--demo: {failure.Message}"]);
        }

        PlanDocument present = store.Holder.Current.Document;
        PlanReading sample = _demo.Plan(present);
        if (sample.Document is { } read)
        {
            sample = sample with
            {
                Document = DemoPlan.For(options.DataDirectory, present, read)
                    ?? throw new StartFailedException([$"--demo would replace the plan in {options.DataDirectory}; give it a data directory of its own: --data DIR"]),
            };
        }

        await ApplyAsync(store, "demo.yaml", sample);
    }

    private async Task ApplyAsync(StoreWiring store, string file, PlanReading reading)
    {
        if (reading.Problems.Count > 0 || reading.Document is null)
        {
            throw new StartFailedException(PlanFile.Lines(file, reading.Problems));
        }

        if (await store.Plans.SaveAsync(reading.Document, "up", null, dryRun: false, CancellationToken.None) is PlanSaved saved)
        {
            if (saved.Refused.Count > 0)
            {
                throw new StartFailedException(PlanFile.Lines(file, saved.Refused));
            }

            Log.PlanApplied(file, saved.Revision, saved.Changes.Count);
        }
    }

    private static string Shown(BoundListener listener) => $"{listener.Transport.ToString().ToLowerInvariant()}:{new IPEndPoint(listener.Local.ToIPAddress(), listener.Local.Port)}";
}
