using Microsoft.Extensions.Logging;
using Tandem.Store.Archive;
using Tandem.Store.Backups;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Backups;

/// <summary>What an archive has of a time, that is being prepared for the next start, or could not be. Any thread reads it.</summary>
/// <param name="to">Where it leads, as the names of the archive's files tell.</param>
/// <param name="by">Who wants it.</param>
/// <param name="began">When it was begun.</param>
internal sealed class RestoreRun(ArchiveInstant to, string by, DateTimeOffset began) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile string _failure = "";
    private volatile bool _isOver;

    public ArchiveInstant To { get; } = to;

    public string By { get; } = by;

    public DateTimeOffset Began { get; } = began;

    public RestoreProgress Progress { get; } = new();

    public bool IsOver => _isOver;

    /// <summary>Why it could not be prepared; empty while it is, and once it is ready.</summary>
    public string Failure => _failure;

    public Task Work { get; private set; } = Task.CompletedTask;

    /// <summary>On a thread of its own: it reads for minutes, from a disk that may hang.</summary>
    /// <param name="prepare">Does it.</param>
    /// <param name="tell">Told how it went, in words, before the work is done.</param>
    /// <param name="logger">Has a line of it.</param>
    public void Begin(Action<RestoreProgress, CancellationToken> prepare, Func<string, Task> tell, ILogger logger) =>
        Work = Task.Factory.StartNew(() => RunAsync(prepare, tell, logger), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    public void Cancel() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(Action<RestoreProgress, CancellationToken> prepare, Func<string, Task> tell, ILogger logger)
    {
        try
        {
            prepare(Progress, _stop.Token);
            logger.RestorePrepared(To.Generation, To.At);
        }
        catch (OperationCanceledException)
        {
            _failure = "It was cancelled.";
        }
        catch (Exception failure) when (failure is BackupUnusableException or StoreUnusableException or IOException or UnauthorizedAccessException || StoreFaults.TryExplain(failure, out _))
        {
            _failure = StoreFaults.TryExplain(failure, out string words) ? $"The database can't be read: {words}." : failure.Message;
            logger.RestoreNotPrepared(To.Generation, To.At, _failure);
        }
        finally
        {
            _isOver = true;
        }

        await tell(_failure.Length == 0 ? "prepared for the next start" : $"not prepared: {_failure}");
    }
}
