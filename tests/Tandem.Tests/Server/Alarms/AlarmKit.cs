using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Routing.Alarms;
using Tandem.Server.Alarms;
using Tandem.Store.Alarms;
using Tandem.Tests.Api;
using Tandem.Tests.Store;

namespace Tandem.Tests.Server.Alarms;

/// <summary>The watch over a real store, with a switch and a machine that the test makes up, and its time.</summary>
internal sealed class AlarmKit : IAsyncDisposable
{
    private readonly TempFolder _proc = new();
    private AlarmWatch? _watch;

    public AlarmKit()
    {
        Live.Nodes.Clear();
        Live.Nodes.Add(("local", true));
        Directory.CreateDirectory(_proc.File("net"));
        Machine(busy: 0, all: 0, memoryUsed: 10);
        Store = new(Kit.Store);
        Settings = new(Kit.Store, Kit.Time);
        Book = new(Kit.Store, Store, Kit.Time);
        Book.Load();
        Kit.Writer.Start();
    }

    public StoreKit Kit { get; } = new();

    public FakeSwitch Live { get; } = new();

    public FakeTraffic Traffic { get; } = new();

    public AlarmStore Store { get; }

    public AlarmSettings Settings { get; }

    public AlarmBook Book { get; }

    public AlarmWatch Watch => _watch ??= new(
        "n1", new(Live, Traffic, Kit.Writer, Kit.Credit, Kit.Holder, Kit.Path, new MachineSigns(_proc.Path), Kit.Time), Book, Store, Settings, NullLogger.Instance);

    /// <summary>Instead of what is there from the start.</summary>
    public async Task<AlarmSetting> OnlyAsync(AlarmSetting setting)
    {
        foreach (AlarmSetting old in Settings.All)
        {
            await Settings.ChangeAsync(old.Id, null, static _ => null, "test", CancellationToken.None);
        }

        return (await Settings.AddAsync(setting, "test", CancellationToken.None)).Made!;
    }

    /// <summary>So many seconds, a look at the end of each; <paramref name="each"/> is done before it.</summary>
    public async Task PassAsync(int seconds, Action<int>? each = null)
    {
        for (int i = 0; i < seconds; i++)
        {
            Kit.Time.Advance(TimeSpan.FromSeconds(1));
            each?.Invoke(i);
            await Watch.LookAsync(CancellationToken.None);
        }
    }

    /// <summary>What is there, in words.</summary>
    public IEnumerable<string> Open(int? type = null) => Book.Open().Where(alarm => type is null || alarm.Type == type).Select(static alarm => string.Create(CultureInfo.InvariantCulture, $"{alarm.Type} {alarm.Object} {alarm.Value:0.###}"));

    public void Count(string name, long value) => Live.Counts = new(new Dictionary<string, long>(Live.Counts.Values) { [name] = value }, Live.Counts.ByReason);

    /// <summary>So much has been tried of what the firewall's rules count.</summary>
    public void Offences(BanReason reason, long value) => Live.Counts = new(
        Live.Counts.Values, new Dictionary<string, IReadOnlyDictionary<string, long>>(Live.Counts.ByReason) { [SwitchCounters.Offences] = new Dictionary<string, long> { [reason.ToString()] = value } });

    public void Calls(LiveLineKind kind, string trunk, int calls)
    {
        Traffic.Now.Clear();
        Traffic.Now.Add(LiveLine.Idle(kind, trunk) with { Calls = calls });
    }

    /// <summary>What the kernel says: busy hundredths of a second of all, percent of memory in use, and what the network has carried.</summary>
    public void Machine(long busy, long all, int memoryUsed, long packets = 0, long octets = 0)
    {
        File.WriteAllText(_proc.File("stat"), string.Create(CultureInfo.InvariantCulture, $"cpu  {busy} 0 0 {all - busy} 0 0 0 0 0 0\ncpu0 1 2 3 4\n"));
        File.WriteAllText(_proc.File("meminfo"), string.Create(CultureInfo.InvariantCulture, $"MemTotal:       1000 kB\nMemFree:         5 kB\nMemAvailable:    {1000 - (10 * memoryUsed)} kB\n"));
        File.WriteAllText(
            _proc.File("net/dev"),
            string.Create(CultureInfo.InvariantCulture, $"Inter-|   Receive\n face |bytes\n    lo: 999999 999999 0 0 0 0 0 0 999999 999999 0 0 0 0 0 0\n  eth0: {octets} {packets} 0 0 0 0 0 0 {octets} {packets} 0 0 0 0 0 0\n"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        Kit.Dispose();
        _proc.Dispose();
    }
}
