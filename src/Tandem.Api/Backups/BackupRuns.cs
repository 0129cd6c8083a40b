using Microsoft.Extensions.Logging;
using Tandem.Store.Backups;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Backups;

/// <summary>Backups of the switch that runs, one at a time. Ends with the switch, and leaves no half of one.</summary>
internal sealed class BackupRuns(SqliteStore store, JournalFolder journals, TimeProvider time, ILogger<BackupRuns> logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private BackupRun? _run;
    private bool _isClosed;

    public BackupFolder Folder { get; } = new(store.DataDirectory, time);

    /// <summary>The one that is made, or the last one that could not be; null when there is nothing to say.</summary>
    public BackupRun? Run
    {
        get
        {
            lock (_gate)
            {
                return _run is { IsOver: true, Failure.Length: 0 } ? null : _run;
            }
        }
    }

    /// <summary>Begins one; null while another one is made.</summary>
    public BackupRun? Begin(bool withRecordings, bool withSealKey)
    {
        lock (_gate)
        {
            if (_isClosed || _run is { IsOver: false })
            {
                return null;
            }

            _run?.Dispose();
            string name = Folder.NewName();
            _run = new(name, time.GetUtcNow(), new(store, journals, withRecordings, time, withSealKey));
            _run.Begin(Folder.PathOf(name), logger);
            return _run;
        }
    }

    /// <summary>Forgets one that could not be made.</summary>
    public void Forget(BackupRun run)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_run, run) && run.IsOver)
            {
                _run = null;
                run.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        BackupRun? run;
        lock (_gate)
        {
            _isClosed = true;
            run = _run;
        }

        if (run is not null)
        {
            run.Cancel();
            await run.Work; // its thread looks at each page and each buffer
            run.Dispose();
        }
    }
}
