using Microsoft.Extensions.Logging;
using Tandem.Routing.Plan;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Archive;

/// <summary>The generations of an archive that are being written: one, and while its successor's backup is made two, of which each can fail without the other. One thread, but where it says so.</summary>
internal sealed class ArchiveGenerations(
    SqliteStore store, JournalFolder journals, string directory, Func<SystemParameters> parameters, TimeProvider time, ILogger log, ArchiveLimits limits, ArchiveHealth health)
{
    /// <summary>Even when nothing is stored a piece says so, so that one knows how far the archive reaches.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenBases = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);
    private volatile ArchiveGeneration[] _generations = [];
    private ArchiveClaim? _claim;
    private long _nextBase = time.GetTimestamp();
    private long _nextSweep = time.GetTimestamp();

    public bool IsEmpty => _generations.Length == 0;

    /// <summary>Until the backup that is being made is there, or has failed. From any thread.</summary>
    public void WaitForBase() => Array.ForEach(_generations, static one => one.WaitForBase());

    /// <summary>From any thread: nothing is kept for them any more, neither log nor journals. They have to end.</summary>
    public void LetGo()
    {
        Array.ForEach(_generations, static one => one.LetGo());
        store.KeepLog(keeps: false);
    }

    /// <summary>One look; <paramref name="must"/>: a piece in any case. Throws whatever ends all of them: <see cref="End"/> follows.</summary>
    public void Step(bool must)
    {
        if (_generations.Length == 0)
        {
            Begin();
        }

        foreach (ArchiveGeneration one in _generations)
        {
            bool wasWhole = one.IsWhole;
            Do(one, () => one.Step(must || time.GetUtcNow() - one.LastAt >= LongestSilence));
            if (one.IsWhole && !wasWhole)
            {
                health.BaseMade();
            }
        }

        if (_generations is [var old, { IsWhole: true }])
        {
            Drop(old);
        }
        else if (_generations is [{ IsWhole: true } only] && time.GetUtcNow() - only.BeganAt >= TimeSpan.FromHours(parameters().ArchiveBaseHours) && time.GetTimestamp() >= _nextBase)
        {
            BeginNext();
        }

        if (_generations.Max(static one => one.WalBytes) > limits.WalBytes)
        {
            EmptyLog();
        }

        Sweep();
    }

    /// <summary>Tells how far they lead.</summary>
    public void Tell()
    {
        if (Array.Find(_generations, static one => one.IsWhole) is { } whole)
        {
            health.Reached(whole.UpTo);
        }
        else if (_generations is [.., var last])
        {
            health.Progressed(last.BaseOctets);
        }
    }

    /// <summary>No more of them.</summary>
    public void End()
    {
        Array.ForEach(_generations, Drop);
        _claim?.Dispose();
        _claim = null;
        store.KeepLog(keeps: false);
    }

    private void Begin()
    {
        _claim ??= ArchiveClaim.Take(directory, store.DataDirectory);
        ArchiveFolder.DeleteUnfinished(directory);
        Add();
    }

    private void Add()
    {
        store.KeepLog(keeps: true);
        _generations = [.. _generations, new(directory, store, journals, time, limits.PiecePages)];
    }

    private void BeginNext()
    {
        try
        {
            Add();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NoBase(failure);
        }
    }

    /// <summary>One that fails is given up alone, while there is another.</summary>
    private void Do(ArchiveGeneration one, Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (_generations.Length > 1)
        {
            bool isNext = one == _generations[^1];
            Drop(one);
            if (isNext)
            {
                NoBase(failure);
            }
            else
            {
                health.Failed(failure.Message); // until the next one is whole
            }
        }
    }

    private void NoBase(Exception failure)
    {
        _nextBase = After(BetweenBases);
        health.BaseFailed(failure.Message);
    }

    /// <summary>While nobody writes all that is in the log is read; then it may go into the database.</summary>
    private void EmptyLog()
    {
        var read = new List<(ArchiveGeneration One, WalPages Pages, IDisposable Held)>();
        try
        {
            bool isEmptied = store.EmptyLog(() =>
            {
                foreach (ArchiveGeneration one in _generations)
                {
                    IDisposable held = journals.Hold();
                    read.Add((one, new(store.WalPath), held));
                    read[^1] = (one, one.ReadRest(), held);
                }

                return read.TrueForAll(static rest => ArchiveGeneration.IsAll(rest.Pages));
            });
            if (isEmptied)
            {
                read.ForEach(static rest => rest.One.MayRestart());
            }

            read.ForEach(rest => Do(rest.One, () => rest.One.WriteRest(rest.Pages, rest.Held)));
        }
        finally
        {
            read.ForEach(static rest => rest.Held.Dispose());
        }
    }

    private void Sweep()
    {
        if (time.GetTimestamp() < _nextSweep || parameters().ArchiveExpireDays is not (> 0 and var days))
        {
            return;
        }

        _nextSweep = After(BetweenSweeps);
        try
        {
            ArchiveFolder.Sweep(directory, time.GetUtcNow().AddDays(-days));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.NotSwept(directory, failure.Message);
        }
    }

    private void Drop(ArchiveGeneration one)
    {
        _generations = [.. _generations.Where(other => other != one)];
        one.Dispose();
    }

    private long After(TimeSpan pause) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
}
