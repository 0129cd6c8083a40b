using Tandem.Routing.Alarms;
using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Alarms;

/// <summary>
/// The alarms that are there, in memory, so that one about the database is there when the database is not. What changes is stored by <see cref="SaveAsync"/>, again and again until the database takes it. What somebody
/// does is stored at once, with its audit line, or is not done. Any thread.
/// </summary>
public sealed class AlarmBook(SqliteStore database, AlarmStore store, TimeProvider time)
{
    /// <summary>Alarms from outside that are there at once; a further one is refused.</summary>
    public const int MostOutside = 1000;

    private const int NewsKept = 1000;

    /// <summary>Alarms that wait for the database. Beyond, those that have gone already are let go, oldest first.</summary>
    private const int MostUnstored = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Type, string Object), Alarm> _open = [];
    private readonly Dictionary<long, Alarm> _unstored = [];
    private readonly Queue<AlarmNews> _news = new();
    private long _nextId = 1;
    private long _newsNumber;

    /// <summary>How the last mail went; null before the first.</summary>
    public DeliveryOutcome? Mail { get; set; }

    /// <summary>How the last call of the webhook went; null before the first.</summary>
    public DeliveryOutcome? Webhook { get; set; }

    /// <summary>How the last voice call went; null before the first.</summary>
    public DeliveryOutcome? Voice { get; set; }

    /// <summary>What the run before left; at the start.</summary>
    public void Load()
    {
        lock (_gate)
        {
            _nextId = store.NextId();
            foreach (Alarm alarm in store.Open())
            {
                _open[(alarm.Type, alarm.Object)] = alarm;
            }
        }
    }

    /// <summary>The alarms that are there, gravest first, then newest.</summary>
    public IReadOnlyList<Alarm> Open()
    {
        lock (_gate)
        {
            return [.. _open.Values.OrderByDescending(static alarm => alarm.Level).ThenByDescending(static alarm => alarm.Id)];
        }
    }

    /// <summary>The same by type and object.</summary>
    public IReadOnlyDictionary<(int Type, string Object), Alarm> ByObject()
    {
        lock (_gate)
        {
            return new Dictionary<(int, string), Alarm>(_open);
        }
    }

    /// <summary>How many are there of a type and a level.</summary>
    public IReadOnlyList<(int Type, AlarmLevel Level, int Count)> Counts()
    {
        lock (_gate)
        {
            return [.. _open.Values.GroupBy(static alarm => (alarm.Type, alarm.Level)).Select(static group => (group.Key.Type, group.Key.Level, group.Count())).Order()];
        }
    }

    /// <summary>One that is there, or was; null when there is none of that number.</summary>
    public Alarm? Find(long id)
    {
        lock (_gate)
        {
            if (OpenOf(id) is { } open)
            {
                return open;
            }

            if (_unstored.TryGetValue(id, out Alarm? waiting))
            {
                return waiting;
            }
        }

        return store.Find(id);
    }

    /// <summary>An alarm comes. Its number is given here.</summary>
    public Alarm Raise(Alarm alarm)
    {
        lock (_gate)
        {
            return Set(alarm with { Id = _nextId++ }, AlarmNewsKind.Raised);
        }
    }

    /// <summary>
    /// An alarm that is there has another value; told when its level is another one too. When it has become graver nobody has taken note of that yet, whoever did of what it was before. Null when it is not there any more.
    /// </summary>
    public Alarm? Change(int type, string @object, Func<Alarm, Alarm> change)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue((type, @object), out Alarm? before))
            {
                return null;
            }

            Alarm after = Anew(before, change(before));
            if (after.Level != before.Level)
            {
                return Set(after, AlarmNewsKind.Raised);
            }

            _open[(type, @object)] = after; // what it is worth from second to second is for who looks; kept when something else is
            return after;
        }
    }

    /// <summary>An alarm goes by itself. Null when it is not there any more.</summary>
    public Alarm? Clear(int type, string @object)
    {
        lock (_gate)
        {
            return _open.TryGetValue((type, @object), out Alarm? before) ? Set(before with { StoppedAt = time.GetUtcNow() }, AlarmNewsKind.Cleared) : null;
        }
    }

    /// <summary>The mail server has taken the mail about an alarm.</summary>
    public void Mailed(long id)
    {
        lock (_gate)
        {
            if (OpenOf(id) is { } alarm)
            {
                Alarm after = alarm with { MailedAt = time.GetUtcNow() };
                _open[(alarm.Type, alarm.Object)] = after;
                _unstored[id] = after;
            }
        }
    }

    /// <summary>A program outside raises an alarm, or says more of one that is there. Null when there are too many.</summary>
    public async Task<(Alarm Alarm, bool IsNew)?> RaiseOutsideAsync(Alarm alarm, Author author, CancellationToken stop)
    {
        (int, string) key = (AlarmType.Outside, alarm.Object);
        Alarm after;
        bool isNew;
        lock (_gate)
        {
            isNew = !_open.TryGetValue(key, out Alarm? before);
            if (isNew && _open.Values.Count(static open => open.IsOutside) >= MostOutside)
            {
                return null;
            }

            after = before is null ? alarm with { Id = _nextId++ } : Said(before, alarm);
        }

        await DoAsync(after, author, isNew ? "raised" : "said again", after.Detail, stop);
        lock (_gate)
        {
            if (isNew && _open.TryGetValue(key, out Alarm? other))
            {
                // Somebody was quicker; his takes its place in the database too.
                (after, isNew) = (Said(other, alarm), false);
            }

            return (Set(after, AlarmNewsKind.Raised), isNew);
        }
    }

    /// <summary>Somebody takes note of an alarm that is there. Null when it is not.</summary>
    public Task<Alarm?> AcknowledgeAsync(long id, string memo, Author author, CancellationToken stop) => DoAsync(
        id, AlarmNewsKind.Acknowledged, alarm => alarm with { ConfirmedBy = author.Name, ConfirmedAt = time.GetUtcNow(), Memo = memo }, author, "acknowledged", memo, stop);

    /// <summary>Somebody ends an alarm that is there. Null when it is not.</summary>
    public Task<Alarm?> ClearAsync(long id, Author author, CancellationToken stop) => DoAsync(
        id, AlarmNewsKind.Cleared, alarm => alarm with { StoppedAt = time.GetUtcNow(), ClearedBy = author.Name }, author, "cleared", "", stop);

    /// <summary>What has become of alarms since <paramref name="seen"/> (−1: nothing yet, from now on), and moves it on.</summary>
    public IReadOnlyList<AlarmNews> NewsSince(ref long seen)
    {
        lock (_gate)
        {
            long from = seen < 0 ? _newsNumber : seen;
            seen = _newsNumber;
            return [.. _news.Where(news => news.Number > from)];
        }
    }

    /// <summary>Stores what has changed. Throws what the database throws; what was not stored waits.</summary>
    public async Task SaveAsync(CancellationToken stop)
    {
        Alarm[] waiting;
        lock (_gate)
        {
            if (_unstored.Count == 0)
            {
                return;
            }

            waiting = [.. _unstored.Values];
        }

        await store.SaveAsync(waiting, stop);
        lock (_gate)
        {
            foreach (Alarm alarm in waiting)
            {
                if (_unstored.TryGetValue(alarm.Id, out Alarm? now) && ReferenceEquals(now, alarm))
                {
                    _unstored.Remove(alarm.Id);
                }
            }
        }
    }

    private async Task<Alarm?> DoAsync(long id, AlarmNewsKind kind, Func<Alarm, Alarm> change, Author author, string deed, string words, CancellationToken stop)
    {
        Alarm? before;
        lock (_gate)
        {
            before = OpenOf(id);
        }

        if (before is null)
        {
            return null;
        }

        Alarm after = change(before);
        await DoAsync(after, author, deed, words, stop);
        lock (_gate)
        {
            // It may have gone by itself while the database was asked; or become graver, of which nobody has taken note.
            if (OpenOf(id) is not { } now)
            {
                return after;
            }

            if (kind != AlarmNewsKind.Acknowledged || now.Level <= before.Level)
            {
                return Set(change(now), kind);
            }

            _unstored[id] = now; // over what has just been stored
            return now;
        }
    }

    /// <summary>What a program outside says more of an alarm that is there.</summary>
    private static Alarm Said(Alarm before, Alarm said) => Anew(before, before with { Level = said.Level, Value = said.Value, Detail = said.Detail });

    /// <summary>What somebody took note of was less grave than this.</summary>
    private static Alarm Anew(Alarm before, Alarm after) => after.Level > before.Level ? after with { ConfirmedBy = "", ConfirmedAt = null, Memo = "" } : after;

    private Task DoAsync(Alarm after, Author author, string deed, string words, CancellationToken stop) => database.WriteAsync(
        open =>
        {
            AlarmStore.Save(open, after);
            AuditTrail.Append(open, time.GetUtcNow(), author, "alarm", $"{after.Id}", words.Length > 0 ? $"{deed}: {words}" : deed);
            return true;
        },
        stop);

    private Alarm Set(Alarm after, AlarmNewsKind kind)
    {
        (int, string) key = (after.Type, after.Object);
        if (after.StoppedAt is null)
        {
            _open[key] = after;
        }
        else
        {
            _open.Remove(key);
        }

        // What somebody did is stored already; again, for what was on its way to the database meanwhile may have been older.
        _unstored[after.Id] = after;
        if (_unstored.Count > MostUnstored && _unstored.Values.Where(static alarm => alarm.StoppedAt is not null).MinBy(static alarm => alarm.Id) is { } oldest)
        {
            _unstored.Remove(oldest.Id);
        }

        _news.Enqueue(new(++_newsNumber, kind, time.GetUtcNow(), after));
        if (_news.Count > NewsKept)
        {
            _news.Dequeue();
        }

        return after;
    }

    private Alarm? OpenOf(long id) => _open.Values.FirstOrDefault(alarm => alarm.Id == id);
}
