using Tandem.Billing.Accounts;
using Tandem.Calls.Alarms;
using Tandem.Calls.Live;
using Tandem.Routing.Alarms;
using Tandem.Routing.Plan;
using Tandem.Store.Archive;
using Tandem.Store.Cdrs;
using Tandem.Store.Reports;

namespace Tandem.Server.Alarms;

/// <summary>What alarms look at.</summary>
internal sealed record AlarmSources(ILiveSwitch Live, ILiveTraffic Traffic, CdrWriter Writer, CreditBook Credit, PlanHolder Plan, string DataDirectory, MachineSigns Machine, TimeProvider Time)
{
    /// <summary>The archive that is kept; null: none is.</summary>
    public ArchiveKeeping? Archive { get; init; }
}

/// <summary>
/// Measures what the settings of alarms ask for. What is over time is kept in samples, for each setting and object; what nobody asks for is not measured. Used by one thread, once a second.
/// </summary>
internal sealed class AlarmSigns(AlarmSources from)
{
    /// <summary>Below so many calls a ratio says nothing.</summary>
    private const long FewestCalls = 10;

    /// <summary>Settings and objects with samples of their own; beyond, nothing is told.</summary>
    private const int MostSamples = 50_000;

    private const decimal BitsPerOctet = 8m / 1_000_000m;
    private static readonly TimeSpan CallsEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AccountsEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(long Setting, int Period, string Object, int Part), AlarmSamples> _samples = [];
    private readonly ClockSteps _clock = new(from.Time);
    private IReadOnlyList<AlarmSetting> _settings = [];
    private TimeSpan _passed;
    private SwitchCounters? _counters;
    private IReadOnlyList<LiveLine>? _lines;
    private NetworkCounts? _networks;
    private (long Busy, long All)? _processors;
    private decimal _step;
    private long _failures;
    private TimeSpan? _databaseDownSince;
    private string _databaseFault = "";
    private (TimeSpan At, decimal Seconds, string Detail) _longest = (-CallsEvery, 0, "");
    private TimeSpan _accountsAt = -AccountsEvery;
    private List<AlarmReading> _accounts = [];

    /// <summary>Begins a look. <paramref name="passed"/> is monotonic; <paramref name="isDatabaseWell"/> is what the look before has seen of it.</summary>
    public async Task BeginAsync(TimeSpan passed, IReadOnlyList<AlarmSetting> settings, bool isDatabaseWell, CancellationToken stop)
    {
        _passed = passed;
        _counters = null;
        _lines = null;
        _networks = from.Machine.Networks();
        _processors = from.Machine.Processors();
        _step = Math.Abs((decimal)(_clock.Look() ?? TimeSpan.Zero).TotalSeconds);
        long failures = from.Writer.Failures;
        bool isWell = isDatabaseWell && (failures == _failures || from.Writer.Waiting == 0);
        _failures = failures;
        _databaseDownSince = isWell ? null : _databaseDownSince ?? passed;
        _databaseFault = isWell ? "" : from.Writer.Waiting > 0 ? "the database takes no records; the journal holds them" : "the database can't be read or written";
        if (!ReferenceEquals(settings, _settings))
        {
            _settings = settings;
            HashSet<(long, int)> known = [.. settings.Select(static setting => (setting.Id, setting.Period))];
            foreach ((long Setting, int Period, string Object, int Part) gone in _samples.Keys.Where(key => !known.Contains((key.Setting, key.Period))).ToArray())
            {
                _samples.Remove(gone);
            }
        }

        if (settings.Any(static setting => setting.Type == AlarmType.CallDuration && setting.IsOn) && passed - _longest.At >= CallsEvery)
        {
            LiveCall? longest = (await from.Live.CallsAsync(stop)).MaxBy(static call => call.TalkMs);
            _longest = (passed, (longest?.TalkMs ?? 0) / 1000, longest is null ? "" : $"call {longest.Id}");
        }
    }

    /// <summary>What a setting asks for, now.</summary>
    public IEnumerable<AlarmReading> Read(AlarmSetting setting) => setting.Type switch
    {
        AlarmType.EgressAsr => Ratios(setting, isEgress: true, isDuration: false),
        AlarmType.EgressAcd => Ratios(setting, isEgress: true, isDuration: true),
        AlarmType.IngressAsr => Ratios(setting, isEgress: false, isDuration: false),
        AlarmType.IngressAcd => Ratios(setting, isEgress: false, isDuration: true),
        AlarmType.EgressDrop => Lines(setting, LiveLineKind.EgressTrunk, isDrop: true),
        AlarmType.IngressDrop => Lines(setting, LiveLineKind.IngressTrunk, isDrop: true),
        AlarmType.EgressRise => Lines(setting, LiveLineKind.EgressTrunk, isDrop: false),
        AlarmType.IngressRise => Lines(setting, LiveLineKind.IngressTrunk, isDrop: false),
        AlarmType.Cpu => Processors(setting),
        AlarmType.Memory => from.Machine.Memory() is { } memory ? [new("", memory.Used, memory.Free)] : [],
        AlarmType.Disk => MachineSigns.Disk(from.DataDirectory) is { } disk ? [new("", disk.Used, disk.Free)] : [],
        AlarmType.RecordsWaiting => Waiting(),
        AlarmType.Balance => Balances(setting),
        AlarmType.PacketsIn => Network(setting, static counts => counts.PacketsIn, 1m),
        AlarmType.RateIn => Network(setting, static counts => counts.OctetsIn, BitsPerOctet),
        AlarmType.PacketsOut => Network(setting, static counts => counts.PacketsOut, 1m),
        AlarmType.RateOut => Network(setting, static counts => counts.OctetsOut, BitsPerOctet),
        AlarmType.CallDuration => [new("", _longest.Seconds, _longest.Detail)],
        AlarmType.Database => [new("", _databaseDownSince is { } since ? Math.Round((decimal)(_passed - since).TotalSeconds) : 0, _databaseFault)],
        AlarmType.ProcessEnded => Ended(setting),
        AlarmType.IllegalCalls => Illegal(setting),
        AlarmType.ClockOffset => Clock(setting),
        AlarmType.Archive => from.Archive is { } archive ? [new("", Math.Round((decimal)archive.Behind.TotalSeconds), archive.Failure)] : [],
        _ => [],
    };

    private long Counter(string name) => (_counters ??= from.Live.Counters()).Values.GetValueOrDefault(name);

    /// <summary>The samples of a setting and an object with the value of this look; null when there are too many.</summary>
    private AlarmSamples? Sample(AlarmSetting setting, string @object, decimal value, int part = 0)
    {
        (long, int, string, int) key = (setting.Id, setting.Period, @object, part);
        if (!_samples.TryGetValue(key, out AlarmSamples? samples))
        {
            if (_samples.Count >= MostSamples)
            {
                return null;
            }

            _samples.Add(key, samples = new(TimeSpan.FromSeconds(setting.Period)));
        }

        samples.Add(_passed, value);
        return samples;
    }

    private AlarmReading[] Waiting()
    {
        long waiting = from.Writer.Waiting;
        return [new("", waiting, waiting == 0 ? "" : FormattableString.Invariant($"the journal holds {waiting} call records that the database has not taken yet"))];
    }

    private AlarmReading[] Illegal(AlarmSetting setting) => Sample(setting, "", Counter("illegal_calls")) is { } samples
        ? [new("", samples.Growth, FormattableString.Invariant($"{Counter("illegal_calls")} since the start"))]
        : [];

    private AlarmReading[] Processors(AlarmSetting setting)
    {
        if (_processors is not { } now || Sample(setting, "", now.Busy) is not { } busy || Sample(setting, "", now.All, 1) is not { IsWhole: true, Growth: > 0 } all)
        {
            return [];
        }

        decimal percent = Math.Round(100m * busy.Growth / all.Growth, 1);
        return [new("", percent, FormattableString.Invariant($"{percent} % of {Environment.ProcessorCount} processors were busy over {setting.Period} s"))];
    }

    private AlarmReading[] Network(AlarmSetting setting, Func<NetworkCounts, long> count, decimal scale) =>
        _networks is { } counts && Sample(setting, "", count(counts)) is { IsWhole: true } samples
            ? [new("", Math.Round(samples.GrowthPerSecond * scale, 3), FormattableString.Invariant($"on average over {setting.Period} s"))]
            : [];

    private AlarmReading[] Ended(AlarmSetting setting)
    {
        string[] down = [.. from.Live.MediaNodes().Where(static node => !node.IsUp).Select(static node => node.Name)];
        decimal restarts = Sample(setting, "", Counter("media_process_restarts"))?.Growth ?? 0;
        string detail = down.Length > 0 ? $"no answer from {string.Join(", ", down)}" : restarts > 0 ? "the media process was started anew" : "";
        return [new("", down.Length + restarts, detail)];
    }

    private AlarmReading[] Clock(AlarmSetting setting) =>
        Sample(setting, "", _step)?.Most is { } most ? [new("", most, most == 0 ? "" : FormattableString.Invariant($"the clock was set by {most:0.000} s"))] : [];

    private IEnumerable<AlarmReading> Lines(AlarmSetting setting, LiveLineKind kind, bool isDrop)
    {
        foreach (LiveLine line in _lines ??= from.Traffic.Lines())
        {
            if (line.Kind == kind && IsAsked(setting, line.Name) && Sample(setting, line.Name, line.Calls) is { } samples)
            {
                yield return new(line.Name, isDrop ? samples.Most - line.Calls : line.Calls - samples.Least, FormattableString.Invariant($"{line.Calls} calls at once now"));
            }
        }
    }

    private IEnumerable<AlarmReading> Ratios(AlarmSetting setting, bool isEgress, bool isDuration)
    {
        foreach ((string trunk, EndedCount count) in from.Writer.Ended.Of(isEgress))
        {
            if (!IsAsked(setting, trunk) || Sample(setting, trunk, isDuration ? count.TalkMs : count.Answered) is not { } part
                || Sample(setting, trunk, isDuration ? count.Answered : count.Attempts, 1) is not { } whole || whole.Growth < FewestCalls)
            {
                continue;
            }

            yield return isDuration
                ? new(trunk, Math.Round(part.Growth / 1000m / whole.Growth, 1), FormattableString.Invariant($"{whole.Growth} answered calls"))
                : new(trunk, Math.Round(100m * part.Growth / whole.Growth, 1), FormattableString.Invariant($"{part.Growth} of {whole.Growth} were answered"));
        }
    }

    private IEnumerable<AlarmReading> Balances(AlarmSetting setting)
    {
        if (_passed - _accountsAt >= AccountsEvery)
        {
            _accountsAt = _passed;
            _accounts = [.. from.Plan.Current.Document.Accounts.Where(account => from.Credit.TryGetAvailable(account.Name, out _))
                .Select(account => new AlarmReading(account.Name, from.Credit.Balance(account.Name)))];
        }

        return _accounts.Where(reading => IsAsked(setting, reading.Object));
    }

    private static bool IsAsked(AlarmSetting setting, string name) => setting.Object.Length == 0 || setting.Object == name;
}
