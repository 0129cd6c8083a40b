using Microsoft.Extensions.Logging;
using Tandem.Store.Backups;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Backups;

/// <summary>A backup that is being made, or could not be.</summary>
internal sealed class BackupRun(string name, DateTimeOffset began, BackupMaking making) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile string _failure = "";
    private volatile bool _isOver;

    public string Name { get; } = name;

    public DateTimeOffset Began { get; } = began;

    public bool IsOver => _isOver;

    /// <summary>Why it could not be made; empty while it is, and once it is done.</summary>
    public string Failure => _failure;

    public long DoneBytes => making.DoneBytes;

    public long TotalBytes => making.TotalBytes;

    public Task Work { get; private set; } = Task.CompletedTask;

    /// <summary>On a thread of its own: it reads and packs for minutes, and HTTP's threads are few.</summary>
    public void Begin(string file, ILogger logger) =>
        Work = Task.Factory.StartNew(() => Run(file, logger), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Cancel() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    private void Run(string file, ILogger logger)
    {
        try
        {
            BackupManifest made = making.Make(file, _stop.Token);
            logger.BackedUp(Name, made.Files.Count);
        }
        catch (OperationCanceledException)
        {
            _failure = "It was cancelled.";
        }
        catch (Exception failure) when (failure is BackupUnusableException or IOException or UnauthorizedAccessException || StoreFaults.TryExplain(failure, out _))
        {
            _failure = StoreFaults.TryExplain(failure, out string words) ? $"The database can't be read: {words}." : failure.Message;
            logger.NotBackedUp(Name, _failure);
        }
        finally
        {
            _isOver = true;
        }
    }
}
