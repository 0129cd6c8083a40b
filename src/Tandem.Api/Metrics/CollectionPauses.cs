using System.Runtime;

namespace Tandem.Api.Metrics;

/// <summary>
/// How long all threads stood still for garbage collections since the switch started: the longest stop, and how many took how long. The
/// runtime tells the sum only; a finalizer that renews itself runs after each collection and reads how long that one took. Of two
/// collections that follow each other faster than the finalizer's thread runs, the later alone is seen.
/// </summary>
public sealed class CollectionPauses : IDisposable
{
    private static readonly double[] Bounds = [1, 2, 5, 10, 20, 50];

    private readonly long[] _counts = new long[Bounds.Length + 1];
    private long _longest;
    private long _total;
    private volatile bool _stopped;

    private CollectionPauses()
    {
    }

    /// <summary>Upper bounds of <see cref="Counts"/>, in milliseconds; the last count has none.</summary>
    public static IReadOnlyList<double> BoundsMs => Bounds;

    /// <summary>Zero until the first collection has been seen.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Interlocked.Read(ref _longest));

    /// <summary>Of those seen.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref _total));

    /// <summary>Stops by their length: no longer than the bound of the same place, longer than the one before it.</summary>
    public IReadOnlyList<long> Counts => Array.ConvertAll(_counts, static count => Interlocked.Read(ref count));

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
            if (pause == TimeSpan.Zero)
            {
                continue;
            }

            Interlocked.Exchange(ref _longest, Math.Max(_longest, pause.Ticks));
            Interlocked.Add(ref _total, pause.Ticks);
            int place = Array.FindIndex(Bounds, bound => pause.TotalMilliseconds <= bound);
            Interlocked.Increment(ref _counts[place < 0 ? Bounds.Length : place]);
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
