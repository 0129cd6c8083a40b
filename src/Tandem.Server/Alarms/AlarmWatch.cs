using Tandem.Calls.Alarms;
using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Alarms;

/// <summary>
/// Once a second: measures what the settings ask for, has the board decide, keeps what it says in the book, stores it, and hands on who is to be told. A database that takes nothing, a mail server or a webhook that does not
/// answer, is in the way of none of the others.
/// </summary>
internal sealed class AlarmWatch : IAsyncDisposable
{
    private const int SecondsBetweenSweeps = 600;
    private readonly AlarmBoard _board = new();
    private readonly AlarmSigns _signs;
    private readonly AlarmBook _book;
    private readonly AlarmStore _store;
    private readonly AlarmSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly long _origin;
    private readonly AlarmHook _hook;
    private readonly AlarmOutbox _mails;
    private readonly AlarmOutbox _calls;
    private readonly AlarmVoice? _voice;
    private readonly PeriodicTimer _second;
    private readonly CancellationTokenSource _stop = new();
    private AlarmDelivery _delivery;
    private Task _watching = Task.CompletedTask;
    private long _seen = -1;
    private int _untilSweep;
    private bool _canRead = true;
    private bool _canWrite = true;
    private bool _isFailing;

    public AlarmWatch(string node, AlarmSources sources, AlarmBook book, AlarmStore store, AlarmSettings settings, ILogger log, AlarmVoice? voice = null)
    {
        _signs = new(sources);
        _book = book;
        _store = store;
        _settings = settings;
        _time = sources.Time;
        _log = log;
        _voice = voice;
        _origin = _time.GetTimestamp();
        _delivery = settings.Delivery();
        _ = settings.All; // from now on it is in memory, whatever becomes of the database
        _hook = new(node, () => Volatile.Read(ref _delivery), _time);
        var mail = new AlarmMail(node, () => Volatile.Read(ref _delivery), book.Mailed);
        _mails = new("mail", 50, mail.SendAsync, outcome => book.Mail = outcome, _time, log);
        _calls = new("webhook", 1, (notices, stop) => _hook.SendAsync(notices[0], stop), outcome => book.Webhook = outcome, _time, log);
        _second = new(TimeSpan.FromSeconds(1), _time);
    }

    /// <summary>After the book has been loaded.</summary>
    public void Start()
    {
        _mails.Start();
        _calls.Start();
        _book.NewsSince(ref _seen);

        // The run before may have ended before its mail had gone.
        foreach (Alarm alarm in _book.Open().Where(static alarm => alarm.MailedAt is null))
        {
            TellByMail(new AlarmNews(0, AlarmNewsKind.Raised, _time.GetUtcNow(), alarm));
        }

        _watching = WatchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _second.Dispose();
        await _stop.CancelAsync();
        await _watching;
        await _mails.DisposeAsync();
        await _calls.DisposeAsync();
        await SaveAsync(CancellationToken.None);
        _hook.Dispose();
        _voice?.Dispose();
        _stop.Dispose();
    }

    /// <summary>One look.</summary>
    internal async Task LookAsync(CancellationToken stop)
    {
        ReadDelivery();
        IReadOnlyList<AlarmSetting> settings = _settings.All;
        TimeSpan passed = _time.GetElapsedTime(_origin);
        await _signs.BeginAsync(passed, settings, _canRead && _canWrite, stop);
        foreach (AlarmStep step in _board.Look(_time.GetUtcNow(), passed, settings, _book.ByObject(), _signs.Read))
        {
            Take(step);
        }

        foreach (AlarmNews news in _book.NewsSince(ref _seen))
        {
            Note(news);
            TellByMail(news);
            TellByWebhook(news);
        }

        if (_voice is not null)
        {
            await _voice.LookAsync(passed, ToTell, stop);
        }

        await SaveAsync(stop);
        await SweepAsync(stop);
    }

    private async Task WatchAsync()
    {
        while (await _second.WaitForNextTickAsync())
        {
            try
            {
                await LookAsync(_stop.Token);
                _isFailing = false;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (!_isFailing)
                {
                    _log.LookFailed(failure);
                }

                _isFailing = true;
            }
        }
    }

    private void Take(AlarmStep step)
    {
        switch (step.Kind)
        {
            case AlarmStepKind.Raise:
                _book.Raise(Of(step, new Alarm(0, step.Type, step.Object, AlarmLevel.General, 0, _time.GetUtcNow())));
                break;
            case AlarmStepKind.Change or AlarmStepKind.Update:
                _book.Change(step.Type, step.Object, alarm => Of(step, alarm));
                break;
            default:
                _book.Clear(step.Type, step.Object);
                break;
        }
    }

    private static Alarm Of(AlarmStep step, Alarm alarm) => step.By is not { } by ? alarm : alarm with
    {
        Setting = by.Id,
        Level = by.Level,
        Value = step.Reading.Value,
        Lower = by.Lower,
        Upper = by.Upper,
        Detail = step.Reading.Detail,
    };

    private void Note(AlarmNews news)
    {
        string what = new AlarmNotice("", news.Kind, news.Alarm, []).Headline();
        if (news.Kind == AlarmNewsKind.Raised)
        {
            _log.Raised(news.Alarm.Id, what, news.Alarm.Value);
        }
        else if (news.Kind == AlarmNewsKind.Cleared)
        {
            _log.Cleared(news.Alarm.Id, what);
        }
    }

    private void TellByMail(AlarmNews news)
    {
        if (news.Kind != AlarmNewsKind.Acknowledged && SettingOf(news.Alarm) is { Mail: true } setting && _delivery.SmtpHost.Length > 0)
        {
            _mails.Post(new(NumberOf(news), news.Kind, news.Alarm, setting.MailTo));
        }
    }

    private void TellByWebhook(AlarmNews news)
    {
        if (_delivery.WebhookUrl.Length > 0 && SettingOf(news.Alarm) is { Webhook: true })
        {
            _calls.Post(new(NumberOf(news), news.Kind, news.Alarm, []));
        }
    }

    /// <summary>Alarms of which somebody is to hear by voice: of those from outside the ones that are as grave as their setting says.</summary>
    private IEnumerable<AlarmToTell> ToTell()
    {
        foreach (Alarm alarm in _book.Open())
        {
            if (alarm.ConfirmedAt is null && SettingOf(alarm) is { Voice: true } setting && alarm.Level >= setting.Level)
            {
                yield return new(alarm, setting.VoiceTo);
            }
        }
    }

    private static string NumberOf(AlarmNews news) => FormattableString.Invariant($"{news.Alarm.Id}-{news.At.ToUnixTimeMilliseconds()}-{news.Kind.ToString().ToLowerInvariant()}");

    /// <summary>The setting that it came by; for one from outside that of its object, else that of all.</summary>
    private AlarmSetting? SettingOf(Alarm alarm) => alarm.IsOutside
        ? _settings.All.Where(setting => setting.Type == AlarmType.Outside && (setting.Object.Length == 0 || setting.Object == alarm.Object) && setting.Watches(_time.GetUtcNow()))
            .MaxBy(static setting => setting.Object.Length)
        : _settings.Find(alarm.Setting);

    /// <summary>Also shows whether the database can be read.</summary>
    private void ReadDelivery()
    {
        try
        {
            Volatile.Write(ref _delivery, _settings.Delivery());
            _canRead = true;
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out _))
        {
            _canRead = false;
        }
    }

    private async Task SaveAsync(CancellationToken stop)
    {
        try
        {
            await _book.SaveAsync(stop);
            _canWrite = true;
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out string words))
        {
            if (_canWrite)
            {
                _log.AlarmsWait(words);
            }

            _canWrite = false;
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        if (--_untilSweep < 0 && _canRead && _canWrite && _delivery.HistoryDays > 0)
        {
            int swept = await _store.SweepAsync(_time.GetUtcNow().AddDays(-_delivery.HistoryDays), stop);
            _untilSweep = swept > 0 ? 0 : SecondsBetweenSweeps;
        }
    }
}
