using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Audit;

/// <summary>
/// Audit lines of what is done outside the database: a call ended, a source banned, a recording deleted. It is done already when its line is written, so a database that takes nothing is no failure of the deed: a call of a
/// swindler can be ended while the disk is full. Its line waits then, with the moment of the deed, and is written as soon as the database takes it; the log has it too, in case that the process is killed before.
/// </summary>
internal sealed class Deeds(AuditLog audit, TimeProvider time, ILogger<Deeds> logger) : BackgroundService
{
    /// <summary>Lines that wait; those beyond are in the log alone.</summary>
    public const int MostWaiting = 10_000;

    private static readonly TimeSpan TryEvery = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<Deed> _waiting = new();

    public async Task NoteAsync(Author author, string action, string subject, string detail)
    {
        var deed = new Deed(time.GetUtcNow(), author, action, subject, detail);
        string refusal = _waiting.IsEmpty ? await TryWriteAsync(deed) : "others wait";
        if (refusal.Length == 0)
        {
            return;
        }

        if (_waiting.Count < MostWaiting)
        {
            logger.AuditWaits(author.Name, author.Address, action, subject, detail, refusal);
            _waiting.Enqueue(deed);
        }
        else
        {
            logger.NotAudited(author.Name, author.Address, action, subject, detail, refusal);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        string refusal = await WriteWaitingAsync();
        foreach (Deed deed in _waiting)
        {
            logger.NotAudited(deed.Author.Name, deed.Author.Address, deed.Action, deed.Subject, deed.Detail, refusal);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var second = new PeriodicTimer(TryEvery, time);
        while (await second.WaitForNextTickAsync(stoppingToken))
        {
            await WriteWaitingAsync();
        }
    }

    /// <summary>Why one could not be written, those behind it wait on; empty: all are.</summary>
    private async Task<string> WriteWaitingAsync()
    {
        while (_waiting.TryPeek(out Deed? deed))
        {
            if (await TryWriteAsync(deed) is { Length: > 0 } refusal)
            {
                return refusal;
            }

            _waiting.TryDequeue(out _);
        }

        return "";
    }

    private async Task<string> TryWriteAsync(Deed deed)
    {
        try
        {
            // Whoever asked may have gone meanwhile; what he did stays to be noted.
            await audit.AppendAsync(deed.Author, deed.Action, deed.Subject, deed.Detail, CancellationToken.None, at: deed.At);
            return "";
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out string words))
        {
            return words;
        }
    }

    private sealed record Deed(DateTimeOffset At, Author Author, string Action, string Subject, string Detail);
}
