using Tandem.Store.Archive;

namespace Tandem.Api.Backups;

/// <summary>Looks at the archive's folder. Its disk may hang, as that of an NFS server that is away: those who ask meanwhile wait for the same look, and not for long, so that one thread hangs at most.</summary>
internal sealed class ArchiveLooks(TimeProvider time, ArchiveKeeping? archive = null)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private Task<IReadOnlyList<ArchiveSpan>>? _look;

    /// <summary>The spans; null when the archive does not answer.</summary>
    public async Task<IReadOnlyList<ArchiveSpan>?> SpansAsync(CancellationToken stop)
    {
        Task<IReadOnlyList<ArchiveSpan>> look;
        lock (_gate)
        {
            look = _look ??= Task.Run(() => archive is null ? [] : ArchiveReach.Spans(archive.Place), CancellationToken.None);
        }

        try
        {
            return await look.WaitAsync(Longest, time, stop);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (_gate)
            {
                if (look.IsCompleted && ReferenceEquals(_look, look))
                {
                    _look = null;
                }
            }
        }
    }
}
