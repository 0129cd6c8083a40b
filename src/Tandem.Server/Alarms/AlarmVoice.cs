using System.Globalization;
using System.Text;
using Tandem.Calls.Alarms;
using Tandem.Calls.Live;
using Tandem.Media.Sounds;
using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;
using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Alarms;

/// <summary>An alarm that nobody has acknowledged, and the numbers to call about it.</summary>
internal readonly record struct AlarmToTell(Alarm Alarm, IReadOnlyList<string> Numbers);

/// <summary>
/// Calls people about alarms until one of them presses the key (BI §1.5). Alarms for the same numbers are told together, gravest first, and acknowledged together: those that the call was about, no others. What it does
/// is decided once a second by what is there then, so that an alarm that goes, or that somebody else acknowledges, is not called about any more; a call that is up goes on. One thread.
/// </summary>
internal sealed class AlarmVoice : IDisposable
{
    /// <summary>Alarms in one call: more of them nobody would count.</summary>
    internal const int MostTold = 3;

    /// <summary>Calls at once, of all settings together.</summary>
    internal const int MostCalls = 5;

    /// <summary>How long a message is said, again and again, to who has answered.</summary>
    internal const int TalkSeconds = 60;

    /// <summary>The longest that a call is waited for: ringing at one carrier after another, the message, and the time to end. One of which nothing was heard by then has failed; its numbers must not wait for ever.</summary>
    internal static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(300 + TalkSeconds + 30);

    private readonly Func<VoiceCallRequest, CancellationToken, Task<VoiceCallResult>> _place;
    private readonly Func<AlarmCallRules> _rules;
    private readonly AlarmBook _book;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Telling> _tellings = new(StringComparer.Ordinal);

    /// <summary>Begins with nothing to tell.</summary>
    /// <param name="place">Places a call; done when it is over.</param>
    /// <param name="rules">The parameters as they are now.</param>
    /// <param name="book">Where an alarm is acknowledged, and how the last call went is kept.</param>
    /// <param name="time">The clock of what is kept.</param>
    public AlarmVoice(Func<VoiceCallRequest, CancellationToken, Task<VoiceCallResult>> place, Func<AlarmCallRules> rules, AlarmBook book, TimeProvider time)
    {
        _place = place;
        _rules = rules;
        _book = book;
        _time = time;
    }

    /// <summary>One look at this moment: takes what calls have come to, asks what is still to be told, and places the calls that are due.</summary>
    public async Task LookAsync(TimeSpan now, Func<IEnumerable<AlarmToTell>> wanted, CancellationToken stop)
    {
        AlarmCallRules rules = _rules();
        foreach (Telling telling in _tellings.Values)
        {
            await TakeAsync(telling, now, rules, stop);
            telling.Alarms.Clear();
        }

        foreach (AlarmToTell one in wanted().Where(static one => one.Alarm is { ConfirmedAt: null, StoppedAt: null }).OrderByDescending(static one => one.Alarm.Level).ThenBy(static one => one.Alarm.Id))
        {
            string key = string.Join('\n', one.Numbers);
            if (!_tellings.TryGetValue(key, out Telling? telling))
            {
                _tellings[key] = telling = new(one.Numbers, new(now));
            }

            telling.Alarms.Add(one.Alarm);
        }

        foreach ((string key, Telling telling) in _tellings.ToArray())
        {
            if (telling is { Call: null, Alarms.Count: 0 })
            {
                _tellings.Remove(key);
            }
            else if (telling is { Call: null, Alarms.Count: > 0 })
            {
                Place(telling, now, rules);
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>The sounds of a message about these alarms; those that only an operator can have may be missing.</summary>
    internal static string SoundsOf(IEnumerable<Alarm> alarms, AlarmCallRules rules)
    {
        var sounds = new StringBuilder(rules.Language).Append('/');
        sounds.Append(rules.PreAudio).Append(rules.PreAudio.Length > 0 ? "?/" : "");
        foreach (Alarm alarm in alarms)
        {
            sounds.Append(CultureInfo.InvariantCulture, $"alarm-{alarm.Type}?/{AlarmSounds.Level}{(int)alarm.Level}/");
        }

        return sounds.Append(AlarmSounds.Pause).ToString();
    }

    private void Place(Telling telling, TimeSpan now, AlarmCallRules rules)
    {
        if (telling.Round.IsResting && telling.Alarms.Any(alarm => !telling.Told.TryGetValue(alarm.Id, out AlarmLevel told) || alarm.Level > told))
        {
            telling.Round.Begin(now); // one that came meanwhile, or has become graver, is news
        }

        int number = telling.Round.Due(now, telling.Numbers.Count);
        if (number < 0 || _tellings.Values.Count(static one => one.Call is not null) >= MostCalls)
        {
            return;
        }

        telling.InCall = [.. telling.Alarms.Take(MostTold)];
        telling.Told.Clear();
        telling.Alarms.ForEach(alarm => telling.Told[alarm.Id] = alarm.Level);
        telling.CalledAt = now;
        telling.Called = telling.Numbers[number];
        telling.Key = rules.ConfirmKey;
        telling.Call = _place(new(rules.Caller, telling.Called, SoundsOf(telling.InCall, rules), rules.ConfirmKey, TalkSeconds), _stop.Token);
    }

    private async Task TakeAsync(Telling telling, TimeSpan now, AlarmCallRules rules, CancellationToken stop)
    {
        if (telling.Call is not { } over || (!over.IsCompleted && now - telling.CalledAt < LongestCall))
        {
            return;
        }

        VoiceCallResult result = over.IsCompletedSuccessfully ? await over
            : new("", IsAnswered: false, IsConfirmed: false, !over.IsCompleted ? "the call was not heard of any more" : over.Exception?.InnerException?.Message ?? "given up");
        if (result.IsConfirmed && !await TryAcknowledgeAsync(telling, result, stop))
        {
            return; // the database takes nothing: once more in a second
        }

        _book.Voice = new(_time.GetUtcNow(), result.IsConfirmed ? "" : $"{telling.Called}: {result.Problem}");
        telling.Call = null;
        if (result.IsConfirmed)
        {
            telling.Round.Begin(now); // for those that it was not about
        }
        else
        {
            telling.Round.Failed(now, telling.Numbers.Count, rules);
        }
    }

    private async Task<bool> TryAcknowledgeAsync(Telling telling, VoiceCallResult result, CancellationToken stop)
    {
        try
        {
            foreach (Alarm alarm in telling.InCall)
            {
                // What has become graver since it was told is told once more.
                if (_book.Find(alarm.Id) is { ConfirmedAt: null, StoppedAt: null } now && now.Level <= alarm.Level)
                {
                    await _book.AcknowledgeAsync(alarm.Id, $"by the key {telling.Key} in call {result.CdrId}", new Author($"voice {telling.Called}"), stop);
                }
            }

            return true;
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out _))
        {
            return false;
        }
    }

    /// <summary>What is to be told to these numbers, and how far that is.</summary>
    private sealed class Telling(IReadOnlyList<string> numbers, AlarmRound round)
    {
        public IReadOnlyList<string> Numbers => numbers;

        public AlarmRound Round => round;

        /// <summary>All that are to be told now.</summary>
        public List<Alarm> Alarms { get; } = [];

        /// <summary>Those that were there at the last call, as grave as they were then.</summary>
        public Dictionary<long, AlarmLevel> Told { get; } = [];

        /// <summary>The call that is up, its number, its key, and what it is about.</summary>
        public Task<VoiceCallResult>? Call { get; set; }

        public string Called { get; set; } = "";

        public TimeSpan CalledAt { get; set; }

        public char Key { get; set; }

        public IReadOnlyList<Alarm> InCall { get; set; } = [];
    }
}
