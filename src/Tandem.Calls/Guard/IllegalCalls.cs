using Tandem.Billing.Cdrs;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard;

/// <summary>
/// The evidence of strangers' calls, of one shard: up to ten attempts a second of one source, over all shards, are a record each; beyond that the
/// source is folded into one record a minute with <see cref="Cdr.Attempts"/>.
/// <para>
/// What reaches the disk is bounded, whatever comes: over the whole switch <see cref="AlonePerMinute"/> records of single attempts
/// in a minute of the clock, and <see cref="FoldedPerMinute"/> folded ones in any 60 seconds; together as many as 60 calls a second
/// would leave. Each shard has an equal part of both. When the first is used up, all is folded. When more sources are folded than
/// the second has room for, the heaviest get their own records (<see cref="FoldedSources"/>), the others are added up by network, and
/// what that leaves in one record without an address. Memory is bounded likewise: sources beyond <see cref="MostSources"/> are
/// counted by network from the start.
/// </para>
/// <para>
/// While the journal can't be written its memory is for calls that are charged: all attempts are folded, and all that is folded waits
/// here until it can.
/// </para>
/// No attempt is lost: the sum of Attempts over the records is the number of attempts.
/// </summary>
public sealed class IllegalCalls
{
    /// <summary>Records of their own that one source gets in a second.</summary>
    public const int PerSourceSecond = 10;

    /// <summary>Records of their own that all sources of the shard get in a second.</summary>
    public const int PerSecond = 200;

    /// <summary>Records of single attempts that the whole switch writes in a minute of the clock.</summary>
    public const int AlonePerMinute = 1200;

    /// <summary>Folded records that the whole switch writes in a minute.</summary>
    public const int FoldedPerMinute = 2400;

    /// <summary>Sources told apart; those beyond are folded by network (24 bits of IPv4, 64 of IPv6) under its first address.</summary>
    public const int MostSources = 8192;

    /// <summary>Networks told apart; those beyond are folded into one record without an address.</summary>
    public const int MostNetworks = 1024;

    private const int FoldSeconds = 60;
    private const int LeastFolded = 8;

    private readonly ICallJournal _journal;
    private readonly TimeProvider _time;
    private readonly Func<long> _nextId;
    private readonly FoldedRecord _folded;
    private readonly int _mostAlone;
    private readonly Dictionary<UInt128, StrangerSource> _sources = [];
    private readonly StrangerNetworks _networks;
    private readonly FoldedSources _due;
    private readonly StrangerRates _rates;
    private readonly Stack<StrangerSource> _spare = new();
    private long _second;
    private int _inSecond;
    private long _minute;
    private int _inMinute;
    private long _floodUntil;
    private DateTimeOffset? _foldedSince;

    /// <summary>The evidence of one of <paramref name="shards"/> shards, which have the rates in common.</summary>
    public IllegalCalls(ICallJournal journal, TimeProvider time, Func<long> nextId, string node, StrangerRates rates, int shards = 1)
    {
        _rates = rates;
        _journal = journal;
        _time = time;
        _nextId = nextId;
        _folded = new FoldedRecord(node);
        _mostAlone = Math.Max(1, AlonePerMinute / shards);
        _networks = new StrangerNetworks(_spare);
        _due = new FoldedSources(Math.Max(LeastFolded, FoldedPerMinute / shards), _spare);
    }

    /// <summary>Sources and networks that are watched now.</summary>
    public int Watched => _sources.Count + _networks.Count;

    /// <summary>
    /// One refused attempt. <paramref name="record"/> is filled by the caller and copied or counted here; its id is given here.
    /// </summary>
    public void Seen(UInt128 sourceIp, Cdr record)
    {
        DateTimeOffset now = _time.GetUtcNow();
        long second = BeginSecond(now);
        StrangerSource source = SourceOf(sourceIp, out bool isNetwork);
        source.LastSecond = second;
        bool mayStandAlone = _journal.IsWritable && !isNetwork && !source.IsFolding && second >= _floodUntil && _inMinute < _mostAlone;
        if (mayStandAlone && _rates.CountIn(sourceIp, second) <= PerSourceSecond && ++_inSecond <= PerSecond)
        {
            _inMinute++;
            record.Id = _nextId();
            _journal.Ended(record);
            return;
        }

        if (_inSecond > PerSecond && second >= _floodUntil)
        {
            _floodUntil = second + FoldSeconds;
        }

        source.Fold(now, record);
        Folded(source, now);
    }

    /// <summary>Messages of a source that the packet gate let fall before they were read: evidence without numbers.</summary>
    public void SeenDropped(UInt128 sourceIp, long count)
    {
        if (count <= 0)
        {
            return;
        }

        DateTimeOffset now = _time.GetUtcNow();
        StrangerSource source = SourceOf(sourceIp, out _);
        source.LastSecond = BeginSecond(now);
        for (long left = count; left > 0; left -= StrangerSource.MostAttempts)
        {
            source.Fold(now, Math.Min(left, StrangerSource.MostAttempts));
            Folded(source, now);
        }
    }

    /// <summary>
    /// Writes what was folded in the last minute, some at a time, and forgets sources that are quiet. Called about once a second.
    /// </summary>
    public void Tick()
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (_journal.IsWritable)
        {
            if (_foldedSince is { } since && (now - since).Duration().TotalSeconds >= FoldSeconds)
            {
                Close();
            }

            _due.Write(_due.PerTick, Write);
        }
        else if (_foldedSince is not null && !_due.IsEmpty)
        {
            // A minute that is half written is written first; the next one closes a minute later, so that no 60 seconds hold both.
            _foldedSince = now;
        }

        long second = now.ToUnixTimeSeconds();
        Forget(_sources, second);
        Forget(_networks.All, second);
    }

    /// <summary>Writes all that is still folded; at the end.</summary>
    public void Flush()
    {
        Close();
        _due.Write(int.MaxValue, Write);
        _sources.Clear();
        _networks.All.Clear();
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

        if (second / 60 != _minute)
        {
            _minute = second / 60;
            _inMinute = 0;
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
            StrangerSource source = StrangerSource.From(_spare, new NetAddress(address, 0));
            _sources.Add(address, source);
            return source;
        }

        isNetwork = true;
        return _networks.Of(address);
    }

    private void Folded(StrangerSource source, DateTimeOffset now)
    {
        _foldedSince ??= now;
        if (source.Attempts >= StrangerSource.MostAttempts && _journal.IsWritable)
        {
            Write(source);
        }
    }

    /// <summary>The minute is over: what is written of it is decided.</summary>
    private void Close()
    {
        _foldedSince = null;
        _due.Choose(_sources.Values, _networks.All.Values);
    }

    private void Forget(Dictionary<UInt128, StrangerSource> among, long second)
    {
        foreach ((UInt128 address, StrangerSource source) in among)
        {
            // A source that still sends stays folded for the next minute; one that was quiet for a minute is a stranger again.
            if (source.Attempts == 0 && !source.IsDue && Math.Abs(second - source.LastSecond) >= (source.IsFolding ? FoldSeconds : 2))
            {
                among.Remove(address);
                _spare.Push(source);
            }
        }
    }

    private void Write(StrangerSource source)
    {
        for (long left = source.Attempts; left > 0; left -= StrangerSource.MostAttempts)
        {
            _journal.Ended(_folded.Of(source, (int)Math.Min(left, StrangerSource.MostAttempts), _nextId()));
        }

        source.Written();
    }
}
