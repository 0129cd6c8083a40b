using Tandem.Routing.Alarms;

namespace Tandem.Calls.Alarms;

/// <summary>
/// Decides which alarms come and go. One comes when a value is outside a bound, and goes when the value has been inside for the setting's period, so that one that swings about the bound is one
/// alarm. One for an object and a type: of several settings that are overstepped the gravest counts, and a setting for one object replaces those for all. One that somebody has ended does
/// not come back before the value has been inside. Used by one thread.
/// </summary>
public sealed class AlarmBoard
{
    /// <summary>Alarms that are there at once; further ones do not come.</summary>
    public const int MostOpen = 10_000;

    private readonly Dictionary<(int Type, string Object), Watched> _raised = [];

    private record struct Watched(TimeSpan Period, TimeSpan? BackSince);

    /// <summary>Alarms that did not come because too many were there.</summary>
    public long PassedOver { get; private set; }

    /// <summary>One look.</summary>
    /// <param name="now">By the clock: settings have times of day.</param>
    /// <param name="passed">By the monotonic clock: a clock that is set neither keeps an alarm nor ends it.</param>
    /// <param name="settings">All settings.</param>
    /// <param name="open">The alarms that are there.</param>
    /// <param name="read">What is measured for a setting: of its object, or of all.</param>
    public IReadOnlyList<AlarmStep> Look(
        DateTimeOffset now, TimeSpan passed, IReadOnlyList<AlarmSetting> settings, IReadOnlyDictionary<(int Type, string Object), Alarm> open, Func<AlarmSetting, IEnumerable<AlarmReading>> read)
    {
        Dictionary<(int Type, string Object), (AlarmSetting By, AlarmReading Reading)> outside = Outside(now, settings, read);
        var steps = new List<AlarmStep>();
        foreach (((int Type, string Object) key, (AlarmSetting by, AlarmReading reading)) in outside)
        {
            bool wasRaised = _raised.ContainsKey(key);
            if (open.TryGetValue(key, out Alarm? alarm))
            {
                Raised(key, by);
                if (alarm.Level != by.Level)
                {
                    steps.Add(new(AlarmStepKind.Change, key.Type, key.Object, by, reading));
                }
                else if (alarm.Value != reading.Value || alarm.Detail != reading.Detail)
                {
                    steps.Add(new(AlarmStepKind.Update, key.Type, key.Object, by, reading));
                }
            }
            else if (wasRaised)
            {
                Raised(key, by); // somebody has ended it
            }
            else if (open.Count + steps.Count >= MostOpen)
            {
                PassedOver++;
            }
            else
            {
                Raised(key, by);
                steps.Add(new(AlarmStepKind.Raise, key.Type, key.Object, by, reading));
            }
        }

        AddThoseThatGo(passed, settings, open, outside, steps);
        return steps;
    }

    private void Raised((int Type, string Object) key, AlarmSetting by) => _raised[key] = new(TimeSpan.FromSeconds(by.Period), null);

    private static Dictionary<(int Type, string Object), (AlarmSetting By, AlarmReading Reading)> Outside(
        DateTimeOffset now, IReadOnlyList<AlarmSetting> settings, Func<AlarmSetting, IEnumerable<AlarmReading>> read)
    {
        HashSet<(int, string)> own = [.. settings.Where(static setting => setting.Object.Length > 0).Select(static setting => (setting.Type, setting.Object))];
        Dictionary<(int Type, string Object), (AlarmSetting By, AlarmReading Reading)> outside = [];
        foreach (AlarmSetting setting in settings)
        {
            if (setting.Type == AlarmType.Outside || !setting.Watches(now))
            {
                continue;
            }

            foreach (AlarmReading reading in read(setting))
            {
                (int, string) key = (setting.Type, reading.Object);
                if (setting.IsOutside(reading.Value) && (setting.Object.Length > 0 || !own.Contains(key))
                    && (!outside.TryGetValue(key, out (AlarmSetting By, AlarmReading Reading) known) || setting.Level > known.By.Level))
                {
                    outside[key] = (setting, reading);
                }
            }
        }

        return outside;
    }

    private void AddThoseThatGo(
        TimeSpan passed, IReadOnlyList<AlarmSetting> settings, IReadOnlyDictionary<(int Type, string Object), Alarm> open, Dictionary<(int Type, string Object), (AlarmSetting By, AlarmReading Reading)> outside, List<AlarmStep> steps)
    {
        // Those of the run before: their value may be inside already.
        foreach (((int Type, string Object) key, Alarm alarm) in open)
        {
            if (!alarm.IsOutside && !_raised.ContainsKey(key))
            {
                AlarmSetting? by = settings.FirstOrDefault(setting => setting.Id == alarm.Setting);
                _raised[key] = new(TimeSpan.FromSeconds(by?.Period ?? AlarmRules.ShortestPeriod), null);
            }
        }

        foreach (((int Type, string Object) key, Watched watched) in _raised.ToArray())
        {
            if (outside.ContainsKey(key))
            {
                continue;
            }

            TimeSpan since = watched.BackSince ?? passed;
            if (passed - since < watched.Period)
            {
                _raised[key] = watched with { BackSince = since };
                continue;
            }

            _raised.Remove(key);
            if (open.ContainsKey(key))
            {
                steps.Add(new(AlarmStepKind.Clear, key.Type, key.Object, null, default));
            }
        }
    }
}
