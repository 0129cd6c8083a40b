using System.Runtime;

namespace Tandem.Api.Metrics;

/// <summary>
/// The longest stop of all threads for a garbage collection since the switch started. The runtime tells the sum only; a finalizer that
/// renews itself runs after each collection and reads how long that one took.
/// </summary>
public sealed class CollectionPauses : IDisposable
{
    private long _longest;
    private volatile bool _stopped;

    private CollectionPauses()
    {
    }

    /// <summary>Zero until the first collection has been seen.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Interlocked.Read(ref _longest));

    public static CollectionPauses Watch()
    {
        var pauses = new CollectionPauses();
        pauses.Renew();
        return pauses;
    }

    public void Dispose() => _stopped = true;

    private void Renew() => _ = new AfterCollection(this);

    private void Note()
    {
        // A background collection stops the threads twice, and each stop counts for itself. Only the finalizer's thread writes.
        foreach (TimeSpan pause in GC.GetGCMemoryInfo(GCKind.Any).PauseDurations)
        {
            Interlocked.Exchange(ref _longest, Math.Max(_longest, pause.Ticks));
        }
    }

    private sealed class AfterCollection(CollectionPauses owner)
    {
#pragma warning disable MA0055 // The runtime tells of the end of a collection in no other way that costs nothing between two of them.
        ~AfterCollection()
        {
            if (!owner._stopped)
            {
                owner.Note();
                owner.Renew();
            }
        }
#pragma warning restore MA0055
    }
}
