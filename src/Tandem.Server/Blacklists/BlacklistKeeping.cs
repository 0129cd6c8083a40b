using Tandem.Calls.Guard.Blacklists;
using Tandem.Calls.Live;
using Tandem.Store.Blacklists;
using Tandem.Store.Sqlite;

namespace Tandem.Server.Blacklists;

/// <summary>Once a second: lines of the number lists that are over end, callers with too many calls at once are found, and what has changed is stored. A database that takes nothing is asked again.</summary>
internal sealed class BlacklistKeeping : IAsyncDisposable
{
    private const int LinesAtOnce = 10;
    private readonly NumberWatch _watch;
    private readonly NumberLineStore _store;
    private readonly ILogger _log;
    private readonly PeriodicTimer _tick;
    private Task _working = Task.CompletedTask;
    private long _seen = -1;
    private bool _isWaiting;

    public BlacklistKeeping(NumberWatch watch, NumberLineStore store, TimeProvider time, ILogger<BlacklistKeeping> log)
    {
        _watch = watch;
        _store = store;
        _log = log;
        _tick = new(TimeSpan.FromSeconds(1), time);
    }

    private NumberBook Book => _watch.Book;

    /// <summary>Before the first message: what the run before left is in force again.</summary>
    public void Start()
    {
        Book.Load(_store.Load());
        Book.ChangesSince(ref _seen);
        _working = WorkAsync();
    }

    /// <summary>After the last message.</summary>
    public async ValueTask DisposeAsync()
    {
        _tick.Dispose();
        await _working;
        await SaveAsync();
    }

    private async Task WorkAsync()
    {
        bool hasFailed = false;
        while (await _tick.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                Book.Sweep();
                _watch.Sweep();
                Say();
                await SaveAsync();
                hasFailed = false;
            }
            catch (Exception failure)
            {
                // It goes on: the next tick is another. Said once in a row.
                if (!hasFailed)
                {
                    _log.ListsFailed(failure);
                }

                hasFailed = true;
            }
        }
    }

    /// <summary>What detectors have found, some lines at a time.</summary>
    private void Say()
    {
        int said = 0;
        foreach (NumberChange change in Book.ChangesSince(ref _seen))
        {
            if (change.What == "added" && change.Line.By.Length == 0 && said++ < LinesAtOnce)
            {
                _log.Listed(change.Line.Key.Side, change.Line.Key.Number, change.Line.Reason, change.Line.Count, change.Line.Until);
            }
        }

        if (said > LinesAtOnce)
        {
            _log.MoreListed(said - LinesAtOnce);
        }
    }

    private async Task SaveAsync()
    {
        IReadOnlyList<NumberToStore> changes = Book.TakeChanges();
        if (changes.Count == 0)
        {
            return;
        }

        try
        {
            await _store.SaveAsync([.. changes.Select(static change => (change.Key, change.Line))], CancellationToken.None);
            _isWaiting = false;
        }
        catch (Exception refused) when (StoreFaults.TryExplain(refused, out string words))
        {
            Book.GiveBack(changes);
            if (!_isWaiting)
            {
                _log.ListsWait(words);
            }

            _isWaiting = true;
        }
    }
}
