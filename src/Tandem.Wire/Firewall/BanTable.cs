using System.Collections.Concurrent;
using Tandem.Wire.Flows;

namespace Tandem.Wire.Firewall;

/// <summary>
/// Whose packets are dropped before anything of them is looked at: single sources for a time, and networks that people have listed. Readers take no lock and allocate nothing. An IPv6 source is its
/// /64, which is what one subscriber has. Bounded in number; why somebody is here, others know.
/// </summary>
public sealed class BanTable(TimeProvider time)
{
    /// <summary>Sources at a time; those beyond are not taken.</summary>
    public const int MostSources = 65_536;

    private static readonly UInt128 Subscriber = UInt128.MaxValue << 64;
    private readonly ConcurrentDictionary<UInt128, Barred> _sources = new();
    private readonly long _ticksPerMs = Math.Max(1, time.TimestampFrequency / 1000);
    private Lists _lists = new(SourceTable.Empty, SourceTable.Empty, IsEmpty: true);
    private ISourceJudge? _judge;
    private long _dropped;
    private int _count;

    /// <summary>Nobody is barred.</summary>
    public bool IsEmpty => Volatile.Read(ref _count) == 0 && Volatile.Read(ref _lists).IsEmpty && Volatile.Read(ref _judge) is null;

    /// <summary>Sources that are barred, or were until lately.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>All packets and streams that were turned away.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    private long NowMs => time.GetTimestamp() / _ticksPerMs;

    /// <summary>From now on: networks that are barred, and those that never are.</summary>
    public void Publish(IReadOnlyCollection<SourceNetwork> black, IReadOnlyCollection<SourceNetwork> spared) =>
        Volatile.Write(ref _lists, new(new SourceTable(black), new SourceTable(spared), black.Count == 0));

    /// <summary>From now on sources are judged by where they are too; null: not.</summary>
    public void Publish(ISourceJudge? judge) => Volatile.Write(ref _judge, judge);

    /// <summary>Bars a source for so long from now on, also when it is barred already. False: there is no room.</summary>
    public bool Add(UInt128 ip, TimeSpan length)
    {
        UInt128 key = KeyOf(new NetAddress(ip, 0));
        if (_sources.TryGetValue(key, out Barred? known))
        {
            Volatile.Write(ref known.UntilMs, NowMs + (long)length.TotalMilliseconds);
            return true;
        }

        if (Count >= MostSources)
        {
            return false;
        }

        _sources[key] = new Barred { UntilMs = NowMs + (long)length.TotalMilliseconds };
        Volatile.Write(ref _count, _sources.Count);
        return true;
    }

    /// <summary>Lets a source through again; answers how many of its packets were dropped.</summary>
    public long Remove(UInt128 ip)
    {
        bool wasThere = _sources.TryRemove(KeyOf(new NetAddress(ip, 0)), out Barred? barred);
        Volatile.Write(ref _count, _sources.Count);
        return wasThere && barred is not null ? Interlocked.Read(ref barred.Dropped) : 0;
    }

    /// <summary>Packets of a source that were dropped while it is barred.</summary>
    public long DroppedOf(UInt128 ip) => _sources.TryGetValue(KeyOf(new NetAddress(ip, 0)), out Barred? barred) ? Interlocked.Read(ref barred.Dropped) : 0;

    /// <summary>Is a packet of this source to be dropped? It counts as dropped then.</summary>
    internal bool Bars(in NetAddress source, SourceTable known)
    {
        Lists lists = Volatile.Read(ref _lists);
        bool isBarred = _sources.TryGetValue(KeyOf(source), out Barred? barred) && Volatile.Read(ref barred.UntilMs) > NowMs;
        bool isNamed = isBarred || (!lists.IsEmpty && lists.Black.Knows(source));
        ISourceJudge? judge = Volatile.Read(ref _judge);
        if ((!isNamed && judge is null) || known.Knows(source) || lists.Spared.Knows(source))
        {
            return false;
        }

        if (judge?.Judge(source.Ip) is { } verdict && (verdict == PlaceVerdict.Spares || (verdict == PlaceVerdict.None && !isNamed)))
        {
            return false;
        }

        if (isBarred && barred is not null)
        {
            Interlocked.Increment(ref barred.Dropped);
        }

        Interlocked.Increment(ref _dropped);
        return true;
    }

    private static UInt128 KeyOf(in NetAddress source) => source.IsIPv4 ? source.Ip : source.Ip & Subscriber;

    /// <summary>Two tables that change together.</summary>
    private sealed record Lists(SourceTable Black, SourceTable Spared, bool IsEmpty);

    private sealed class Barred
    {
        public long UntilMs;
        public long Dropped;
    }
}
