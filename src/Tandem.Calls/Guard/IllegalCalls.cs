using Tandem.Billing.Cdrs;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard;

/// <summary>
/// The evidence of strangers' calls, of one shard: up to ten attempts a second of one source are a record each; beyond that the source is folded into one record a minute with
/// <see cref="Cdr.Attempts"/>. Memory is bounded: when too many sources send at once, those beyond are folded by network. So is the disk: when many sources together leave too many
/// records in a second, all are folded for a minute. No attempt is lost: the sum of Attempts over the records is the number of attempts. While the journal
/// can't be written its memory is for calls that are charged: all attempts are folded, and wait here until it can.
/// </summary>
public sealed class IllegalCalls(ICallJournal journal, TimeProvider time, Func<long> nextId, string node)
{
    /// <summary>Records of their own that one source gets in a second.</summary>
    public const int PerSourceSecond = 10;

    /// <summary>Records of their own that all sources of the shard get in a second.</summary>
    public const int PerSecond = 200;

    /// <summary>Sources told apart; those beyond are folded by network (24 bits of IPv4, 64 of IPv6) under its first address.</summary>
    public const int MostSources = 8192;

    /// <summary>Networks told apart; those beyond are folded into one record without an address.</summary>
    public const int MostNetworks = 1024;

    private const int FoldSeconds = 60;
    private static readonly NetAddress Everybody = new(UInt128.MaxValue, 0);

    private readonly Dictionary<UInt128, StrangerSource> _sources = [];
    private readonly Dictionary<UInt128, StrangerSource> _networks = [];
    private readonly Stack<StrangerSource> _spare = new();
    private readonly FoldedRecord _folded = new(node);
    private long _second;
    private int _inSecond;
    private long _floodUntil;

    /// <summary>Sources and networks that are watched now.</summary>
    public int Watched => _sources.Count + _networks.Count;

    /// <summary>One refused attempt. <paramref name="record"/> is filled by the caller and copied or counted here; its id is given here.</summary>
    public void Seen(UInt128 sourceIp, Cdr record)
    {
        DateTimeOffset now = time.GetUtcNow();
        long second = BeginSecond(now);
        StrangerSource source = SourceOf(sourceIp, out bool isNetwork);
        source.LastSecond = second;
        bool mayStandAlone = journal.IsWritable && !isNetwork && !source.IsFolding && second >= _floodUntil;
        if (mayStandAlone && source.CountIn(second) <= PerSourceSecond && ++_inSecond <= PerSecond)
        {
            record.Id = nextId();
            journal.Ended(record);
            return;
        }

        if (_inSecond > PerSecond && second >= _floodUntil)
        {
            _floodUntil = second + FoldSeconds;
        }

        source.Fold(now, record);
        WriteIfFull(source);
    }

    /// <summary>Messages of a source that the packet gate let fall before they were read: evidence without numbers.</summary>
    public void SeenDropped(UInt128 sourceIp, long count)
    {
        if (count <= 0)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        StrangerSource source = SourceOf(sourceIp, out _);
        source.LastSecond = BeginSecond(now);
        for (long left = count; left > 0; left -= StrangerSource.MostAttempts)
        {
            source.Fold(now, Math.Min(left, StrangerSource.MostAttempts));
            WriteIfFull(source);
        }
    }

    /// <summary>Writes folded records that are a minute old, and forgets sources that are quiet. Called about once a second.</summary>
    public void Tick()
    {
        DateTimeOffset now = time.GetUtcNow();
        Tick(_sources, now);
        Tick(_networks, now);
    }

    /// <summary>Writes all that is still folded; at the end.</summary>
    public void Flush()
    {
        Flush(_sources);
        Flush(_networks);
    }

    private static UInt128 NetworkOf(UInt128 address)
    {
        int host = new NetAddress(address, 0).IsIPv4 ? 8 : 64;
        return address >> host << host;
    }

    private long BeginSecond(DateTimeOffset now)
    {
        long second = now.ToUnixTimeSeconds();
        if (second != _second)
        {
            _second = second;
            _inSecond = 0;
            if (_floodUntil > second + FoldSeconds)
            {
                _floodUntil = 0; // the clock was set back
            }
        }

        return second;
    }

    private StrangerSource SourceOf(UInt128 address, out bool isNetwork)
    {
        isNetwork = false;
        if (_sources.TryGetValue(address, out StrangerSource? known))
        {
            return known;
        }

        if (_sources.Count < MostSources)
        {
            return Watch(_sources, address);
        }

        isNetwork = true;
        UInt128 network = NetworkOf(address);
        if (_networks.TryGetValue(network, out known))
        {
            return known;
        }

        UInt128 place = _networks.Count < MostNetworks ? network : Everybody.Ip;
        return _networks.TryGetValue(place, out known) ? known : Watch(_networks, place);
    }

    private StrangerSource Watch(Dictionary<UInt128, StrangerSource> among, UInt128 address)
    {
        if (!_spare.TryPop(out StrangerSource? source))
        {
            source = new StrangerSource();
        }

        source.Begin(new NetAddress(address, 0));
        among.Add(address, source);
        return source;
    }

    private void Tick(Dictionary<UInt128, StrangerSource> among, DateTimeOffset now)
    {
        long second = now.ToUnixTimeSeconds();
        foreach ((UInt128 address, StrangerSource source) in among)
        {
            if (source.Attempts > 0 && journal.IsWritable && (now - source.FirstAt).Duration().TotalSeconds >= FoldSeconds)
            {
                Write(source);
            }

            // A source that still sends stays folded for the next minute; one that was quiet for a minute is a stranger again.
            if (source.Attempts == 0 && Math.Abs(second - source.LastSecond) >= (source.IsFolding ? FoldSeconds : 2))
            {
                among.Remove(address);
                _spare.Push(source);
            }
        }
    }

    private void Flush(Dictionary<UInt128, StrangerSource> among)
    {
        foreach (StrangerSource source in among.Values)
        {
            if (source.Attempts > 0)
            {
                Write(source);
            }
        }

        among.Clear();
    }

    private void WriteIfFull(StrangerSource source)
    {
        if (source.Attempts >= StrangerSource.MostAttempts)
        {
            Write(source);
        }
    }

    private void Write(StrangerSource source)
    {
        journal.Ended(_folded.Of(source, nextId()));
        source.Written();
    }
}
