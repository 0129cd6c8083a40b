using Microsoft.Extensions.Logging;
using Tandem.Api.Audit;
using Tandem.Store.Archive;
using Tandem.Store.Audit;
using Tandem.Store.Backups;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Backups;

/// <summary>What is done about the restore that the next start brings, one after another: a backup is unpacked, what an archive has of a time is put together, or it is called off.</summary>
internal sealed class RestoreRuns(SqliteStore store, TimeProvider time, Deeds deeds, ILogger<RestoreRuns> logger, ArchiveKeeping? archive = null) : IAsyncDisposable
{
    /// <summary>An archive's disk may hang.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private RestoreRun? _run;
    private bool _isClosed;

    public string DataDirectory => store.DataDirectory;

    /// <summary>The archive that this switch keeps; null: none.</summary>
    public ArchiveKeeping? Archive => archive;

    /// <summary>What is being prepared from the archive, or the last that could not be; null when there is nothing to say.</summary>
    public RestoreRun? Run
    {
        get
        {
            lock (_gate)
            {
                return _run is { IsOver: true, Failure.Length: 0 } ? null : _run;
            }
        }
    }

    /// <summary>Prepares a backup. Null while something else is prepared.</summary>
    public Task<RestoreNote?> PrepareAsync(string file, Author author, CancellationToken stop) =>
        InTurnAsync(() => PreparedRestore.Prepare(DataDirectory, file, author, time, stop, store.SealPlace), stop);

    /// <summary>Begins to prepare what the archive has of an instant. Null while something else is prepared.</summary>
    public RestoreRun? Begin(ArchiveInstant to, Author author)
    {
        lock (_gate)
        {
            if (_isClosed || archive is null || !_turn.Wait(TimeSpan.Zero))
            {
                return null;
            }

            _run?.Dispose();
            var run = _run = new(to, author.Name, time.GetUtcNow());
            run.Begin(
                (progress, stop) =>
                {
                    try
                    {
                        PreparedRestore.PrepareArchive(DataDirectory, archive.Place, to.At, author, time, stop, store.SealPlace, progress);
                    }
                    finally
                    {
                        _turn.Release();
                    }
                },
                words => deeds.NoteAsync(author, "restore", ArchiveWords.Of(to), words),
                logger);
            return run;
        }
    }

    /// <summary>Cancels the run, or forgets one that failed. False when there is none.</summary>
    public async Task<bool> EndAsync()
    {
        if (Run is not { } run)
        {
            return false;
        }

        run.Cancel();
        if (await Task.WhenAny(run.Work, Task.Delay(LongestStop, time)) != run.Work)
        {
            return true; // its disk hangs: it ends when that answers
        }

        lock (_gate)
        {
            if (ReferenceEquals(_run, run))
            {
                _run = null;
                run.Dispose();
            }
        }

        return true;
    }

    /// <summary>The next start restores nothing. Null while something is prepared; else whether it would have.</summary>
    public async Task<bool?> CallOffAsync(CancellationToken stop) => await InTurnAsync(() => (object)PreparedRestore.Cancel(DataDirectory), stop) as bool?;

    public async ValueTask DisposeAsync()
    {
        RestoreRun? run;
        lock (_gate)
        {
            _isClosed = true;
            run = _run;
        }

        if (run is not null)
        {
            run.Cancel();

            // What it has half prepared is deleted when something is prepared next.
            await Task.WhenAny(run.Work, Task.Delay(LongestStop, time));
        }
    }

    private async Task<T?> InTurnAsync<T>(Func<T> work, CancellationToken stop)
        where T : class
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, stop))
        {
            return null;
        }

        try
        {
            return await Task.Run(work, stop);
        }
        finally
        {
            _turn.Release();
        }
    }
}
