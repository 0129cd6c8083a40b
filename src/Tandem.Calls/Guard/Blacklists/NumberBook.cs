using System.Collections.Concurrent;
using System.Numerics;
using Tandem.Calls.Live;
using Tandem.Routing.Blacklists;

namespace Tandem.Calls.Guard.Blacklists;

/// <summary>A line to be stored; null: there is none any more.</summary>
public readonly record struct NumberToStore(NumberKey Key, NumberLine? Line);

/// <summary>
/// The black and white lists of numbers; any thread, and calls look without a lock. Standalone lines live as long as the process, all others are to be stored. Bounded: 65,536 lines; when there are more,
/// of those that a detector has made the ones that end first go. People may put 10,000 there.
/// </summary>
public sealed class NumberBook(TimeProvider time) : ILiveNumbers
{
    /// <summary>Lines of all lists.</summary>
    public const int MostLines = 65_536;

    /// <summary>Lines by hand.</summary>
    public const int MostByHand = 10_000;

    private const int MostNews = 4096;
    private static readonly NumberReason[] Reasons = Enum.GetValues<NumberReason>();
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<NumberKey, NumberLine> _lines = new();
    private readonly GroupLengths _groups = new();
    private readonly HashSet<NumberKey> _unstored = [];
    private readonly NumberChange[] _news = new NumberChange[MostNews];
    private readonly long[] _added = new long[Reasons.Length];
    private volatile int _count;
    private int _byHand;
    private long _newsCount;

    int ILiveNumbers.MostByHand => MostByHand;

    /// <summary>There is no line at all.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Lines of all lists.</summary>
    public int Count => _count;

    /// <summary>What the run before has left.</summary>
    public void Load(IEnumerable<NumberLine> lines)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (NumberLine line in lines.Where(line => line.IsInForce(now)).OrderBy(static line => line.Reason != NumberReason.Manual).ThenByDescending(static line => line.Until).Take(MostLines))
            {
                Set(line);
            }
        }
    }

    public NumberLine? Find(NumberSide side, string number, bool isStandalone)
    {
        if (IsEmpty)
        {
            return null;
        }

        NumberLine? line = Current(new(true, side, number, IsStandalone: false)) ?? (isStandalone ? Current(new(true, side, number, IsStandalone: true)) : null);
        return line is not null && !IsWhite(side, number) ? line : null;
    }

    /// <summary>A number that is never refused and never counted.</summary>
    public bool IsWhite(NumberSide side, string number) => !IsEmpty && Current(new(false, side, number, IsStandalone: false)) is not null;

    /// <summary>A detector has seen too much of a number. A line that is there already stays as it is.</summary>
    public NumberLine Detected(in NumberKey key, NumberReason reason, int count, int seconds)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            if (Current(key) is { } there)
            {
                return there;
            }

            if (_count >= MostLines)
            {
                MakeRoom();
            }

            return Begin(new(key, reason, now, now.AddSeconds(seconds), count, "", ""));
        }
    }

    /// <summary>Puts a line there by hand. False: there are too many.</summary>
    public bool Put(NumberLine line)
    {
        lock (_gate)
        {
            bool isNew = !_lines.TryGetValue(line.Key, out NumberLine? before) || before.Reason != NumberReason.Manual;
            if (isNew && _byHand >= MostByHand)
            {
                return false;
            }

            Begin(line);
            return true;
        }
    }

    /// <summary>Ends a line; null: there is none.</summary>
    public NumberLine? Lift(in NumberKey key)
    {
        lock (_gate)
        {
            return End(key, "lifted");
        }
    }

    /// <summary>About once a second: ends what is over.</summary>
    public void Sweep()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((NumberKey key, NumberLine line) in _lines)
        {
            if (!line.IsInForce(now))
            {
                lock (_gate)
                {
                    if (_lines.TryGetValue(key, out NumberLine? still) && !still.IsInForce(now))
                    {
                        End(key, "expired");
                    }
                }
            }
        }
    }

    /// <summary>Those in force, newest first.</summary>
    public IReadOnlyList<NumberLine> All()
    {
        DateTimeOffset now = time.GetUtcNow();
        return [.. _lines.Values.Where(line => line.IsInForce(now)).OrderByDescending(static line => line.From).ThenBy(static line => line.Key.Number, StringComparer.Ordinal)];
    }

    /// <summary>Lines since the start by what made them.</summary>
    public IReadOnlyDictionary<string, long> Added()
    {
        lock (_gate)
        {
            return Reasons.ToDictionary(static reason => reason.ToString(), reason => _added[(int)reason]);
        }
    }

    /// <summary>What has changed since it was last taken, to be stored.</summary>
    public IReadOnlyList<NumberToStore> TakeChanges()
    {
        lock (_gate)
        {
            List<NumberToStore> changes = [.. _unstored.Select(key => new NumberToStore(key, _lines.GetValueOrDefault(key)))];
            _unstored.Clear();
            return changes;
        }
    }

    /// <summary>What could not be stored; what has changed again meanwhile is to be stored as it is now.</summary>
    public void GiveBack(IEnumerable<NumberToStore> changes)
    {
        lock (_gate)
        {
            _unstored.UnionWith(changes.Select(static change => change.Key));
        }
    }

    /// <summary>What has happened since <paramref name="seen"/> (−1: nothing yet, from now on), as far as it is still known; moves it on.</summary>
    public IReadOnlyList<NumberChange> ChangesSince(ref long seen)
    {
        lock (_gate)
        {
            var news = new List<NumberChange>();
            for (long from = seen < 0 ? _newsCount : Math.Max(seen, _newsCount - MostNews); from < _newsCount; from++)
            {
                news.Add(_news[from % MostNews]);
            }

            seen = _newsCount;
            return news;
        }
    }

    /// <summary>The number's own line, else that of the smallest group which it belongs to.</summary>
    private NumberLine? Current(in NumberKey key)
    {
        NumberLine? line = InForce(key);
        for (ulong lengths = _groups.Of(key); line is null && lengths != 0;)
        {
            int length = BitOperations.Log2(lengths);
            lengths &= ~(1UL << length);
            line = InForce(key with { Number = NumberKey.GroupOf(key.Number.AsSpan(0, length)) });
        }

        return line;
    }

    private NumberLine? InForce(in NumberKey key) => _lines.TryGetValue(key, out NumberLine? line) && line.IsInForce(time.GetUtcNow()) ? line : null;

    private NumberLine Begin(NumberLine line)
    {
        Set(line);
        _added[(int)line.Reason]++;
        Store(line.Key);
        Tell("added", line);
        return line;
    }

    private void Set(NumberLine line)
    {
        if (_lines.TryGetValue(line.Key, out NumberLine? before))
        {
            _byHand -= before.Reason == NumberReason.Manual ? 1 : 0;
        }
        else
        {
            _count++;
            _groups.Add(line.Key);
        }

        _byHand += line.Reason == NumberReason.Manual ? 1 : 0;
        _lines[line.Key] = line;
    }

    private NumberLine? End(in NumberKey key, string how)
    {
        if (!_lines.TryRemove(key, out NumberLine? line))
        {
            return null;
        }

        _count--;
        _groups.Remove(key);
        _byHand -= line.Reason == NumberReason.Manual ? 1 : 0;
        Store(key);
        Tell(how, line);
        return line;
    }

    private void Store(in NumberKey key)
    {
        if (!key.IsStandalone)
        {
            _unstored.Add(key);
        }
    }

    private void Tell(string what, NumberLine line) => _news[_newsCount++ % MostNews] = new(what, line);

    /// <summary>A sixteenth of all go, of those that a detector has made the ones that end first, so that room is seldom made.</summary>
    private void MakeRoom()
    {
        foreach (NumberLine line in _lines.Values.Where(static line => line.Reason != NumberReason.Manual).OrderBy(static line => line.Until).Take(MostLines / 16).ToList())
        {
            End(line.Key, "expired");
        }
    }
}
