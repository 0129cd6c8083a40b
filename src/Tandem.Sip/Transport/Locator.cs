using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Sip.Transport;

/// <summary>
/// Where the plan's egress addresses lead (RFC 3263). A shard asks <see cref="TryGet"/> first, which knows literal addresses and
/// what is cached; else <see cref="Resolve"/>, which looks the name up elsewhere and posts a <see cref="Located"/> to the shard.
/// Answers count for their TTL and are refreshed before it ends while they are in use; old ones are used while no server can be
/// reached.
/// </summary>
public sealed class Locator : IAsyncDisposable
{
    private const int Workers = 8;

    // Ready-made orders of an SRV set, taken in turn: shares come out by weight, and nothing is allocated or drawn per call.
    private const int Orders = 32;

    private readonly LocatorOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger<Locator> _log;
    private readonly NameLookup _lookup;
    private readonly long _startedAt;
    private readonly ConcurrentDictionary<string, LocatorEntry> _entries = new();
    private readonly Channel<LocatorEntry> _queue = Channel.CreateUnbounded<LocatorEntry>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _workers;
    private long _lookups;
    private long _failures;
    private long _staleAnswers;

    public Locator(LocatorOptions options, TimeProvider time, Random random, ILogger<Locator> log)
    {
        _options = options;
        _time = time;
        _random = random;
        _log = log;
        _lookup = new(options);
        _startedAt = time.GetTimestamp();
        _workers = [.. Enumerable.Range(0, Workers).Select(_ => WorkAsync())];
    }

    /// <summary>Names looked up at a name server.</summary>
    public long Lookups => Volatile.Read(ref _lookups);

    /// <summary>Lookups to which no server gave a useful answer.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Lookups that failed while there was an old answer to go on with.</summary>
    public long StaleAnswers => Volatile.Read(ref _staleAnswers);

    /// <summary>
    /// At once and from any thread: the targets of a literal address or of a name that is known now, in the order to try them.
    /// True and empty: known to lead nowhere. False: ask <see cref="Resolve"/>. Allocates nothing for what is cached.
    /// </summary>
    public bool TryGet(string address, out IReadOnlyList<Target> targets)
    {
        LocatorEntry? entry = EntryOf(address);
        if (entry is null)
        {
            targets = [];
            return true; // no address at all
        }

        long nowMs = NowMs;
        if (!entry.TryGet(nowMs, out targets, out bool isAging))
        {
            return false;
        }

        if (isAging)
        {
            Ask(entry);
        }

        return true;
    }

    /// <summary>From any thread: looks the address up and posts a <see cref="Located"/> with this token to the shard.</summary>
    public void Resolve(string address, Shard shard, object token)
    {
        LocatorEntry? entry = EntryOf(address);
        if (entry is null)
        {
            shard.Post(new Located(token, address, []));
        }
        else if (entry.TryGetOrWait(NowMs, shard, token, out IReadOnlyList<Target> targets))
        {
            shard.Post(new Located(token, address, targets));
        }
        else
        {
            Ask(entry);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await Task.WhenAll(_workers);
        _stop.Dispose();
    }

    private long NowMs => (long)_time.GetElapsedTime(_startedAt).TotalMilliseconds;

    /// <summary>Null: the text is no address.</summary>
    private LocatorEntry? EntryOf(string address)
    {
        if (_entries.TryGetValue(address, out LocatorEntry? known))
        {
            return known;
        }

        if (!Destination.TryParse(address, out Destination? parsed))
        {
            return null;
        }

        var entry = new LocatorEntry(address, parsed);
        if (parsed.Literal is not null)
        {
            int port = parsed.Port == 0 ? parsed.DefaultPort : parsed.Port;
            var target = new Target(parsed.Transport, NetAddress.From(parsed.Literal, port));
            entry.Keep([[target]], long.MaxValue, long.MaxValue, long.MaxValue);
        }

        if (_entries.Count >= _options.MostNames)
        {
            Forget();
        }

        return _entries.GetOrAdd(address, entry);
    }

    /// <summary>
    /// Makes room: first what nobody could use any more, else anything that nobody waits for; it will be asked for again.
    /// </summary>
    private void Forget()
    {
        long nowMs = NowMs;
        int tooMany = (_options.MostNames / 10) + 1;
        IEnumerable<LocatorEntry> free = _entries.Values.Where(static entry => !entry.IsBusy);
        foreach (LocatorEntry entry in free.OrderBy(entry => entry.IsUseful(nowMs)).Take(tooMany))
        {
            _entries.TryRemove(new(entry.Name, entry));
        }
    }

    private void Ask(LocatorEntry entry)
    {
        // Each entry is in the queue once at most, so the queue is bounded by the entries.
        if (entry.TryBegin() && !_queue.Writer.TryWrite(entry))
        {
            Answer(entry, Lookup.Unreachable);
        }
    }

    private async Task WorkAsync()
    {
        await foreach (LocatorEntry entry in _queue.Reader.ReadAllAsync())
        {
            Lookup found = Lookup.Unreachable;
            try
            {
                Interlocked.Increment(ref _lookups);
                found = await _lookup.FindAsync(entry.Address, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                // We stop: whoever waits is answered that it leads nowhere.
            }
            catch (Exception fault)
            {
                _log.LookupFailed(fault, entry.Name);
            }

            Answer(entry, found);
        }
    }

    private void Answer(LocatorEntry entry, Lookup found)
    {
        long nowMs = NowMs;
        bool isPoor = found.Outcome is LookupOutcome.Unreachable or LookupOutcome.Degraded;
        if (isPoor)
        {
            Interlocked.Increment(ref _failures);
        }

        if (isPoor && entry.HasStale(nowMs))
        {
            Interlocked.Increment(ref _staleAnswers);
            entry.Prolong(nowMs + Ms(_options.RetryPause));
            _log.UsingStaleAnswer(entry.Name);
        }
        else if (found.Choices.Count == 0)
        {
            TimeSpan pause = found.Outcome == LookupOutcome.Nothing ? _options.NegativeTtl : _options.RetryPause;
            entry.Keep([[]], nowMs + Ms(pause), nowMs + Ms(pause), nowMs);
            _log.LeadsNowhere(entry.Name, found.Outcome);
        }
        else
        {
            TimeSpan ttl = TimeSpan.FromTicks(Math.Clamp(found.Ttl.Ticks, _options.ShortestTtl.Ticks, _options.LongestTtl.Ticks));
            long freshMs = Ms(isPoor ? _options.RetryPause : ttl);
            entry.Keep(OrdersOf(found.Choices), nowMs + (freshMs * 4 / 5), nowMs + freshMs, nowMs + freshMs + Ms(_options.LongestStale));
        }

        entry.End();
    }

    private Target[][] OrdersOf(IReadOnlyList<SrvChoice> choices)
    {
        lock (_random)
        {
            return [.. Enumerable.Range(0, SrvOrder.IsRandom(choices) ? Orders : 1).Select(_ => SrvOrder.Shuffle(choices, _random))];
        }
    }

    private static long Ms(TimeSpan span) => (long)span.TotalMilliseconds;
}
