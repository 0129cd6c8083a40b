using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tandem.Wire.Flows;
using Tandem.Wire.Timers;

namespace Tandem.Wire.Shards;

/// <summary>
/// One signalling thread: a bounded ring of messages, a queue of posted events, a timer wheel. The handler is set once, before
/// the start. Events run one at a time and to their end; what one throws is logged, counted, and the next one runs. While the
/// thread has nothing to do, a reader that has just put a few messages into the ring may work on them in its place: at 400 calls/s
/// a wake-up costs more than the work it is for.
/// </summary>
public sealed class Shard(int index, TimeProvider time, int ringBytes = 8 << 20, ILogger<Shard>? log = null)
{
    // Messages in a row before the timers and the posted events get their turn.
    private const int BatchSize = 64;

    // A shard with nothing to do looks up this often; it also bounds what a lost wake-up could cost.
    private const int LongestSleepMs = 1000;

    // Timers that are due within this time share one wake-up: SIP's shortest timer is 500 ms.
    private const int ShortestSleepMs = 10;

    // A borrower that meets more work than this leaves the rest to the shard's own thread.
    private const int BorrowedRounds = 2;

    // And so it does after work that took this long, for ten times as long: a reader must read. Not for longer, since a collection or
    // a machine that stood still is what makes most work long, and says nothing about the work to come.
    private const int LongBorrowedMs = 5;
    private const int AlonePerLong = 10;
    private const int LongestAloneMs = 500;

    private const int PumpRounds = 100_000;
    private const long NoMessage = -1;

    private readonly MessageRing _ring = new(ringBytes);
    private readonly ConcurrentQueue<object> _posted = new();
    private readonly Sleeper _sleeper = new();
    private readonly long _startedAt = time.GetTimestamp();
    private readonly long _ticksPerMs = Math.Max(1, time.TimestampFrequency / 1000);
    private readonly FaultLog _faults = new(log, index);
    private long _nowMs;
    private long _messageMs = NoMessage;
    private long _received;
    private long _dropped;
    private long _wakesAtMs;
    private long _aloneUntilMs;
    private Thread? _thread;
    private Thread? _borrower;
    private volatile bool _stopping;

    public int Index => index;

    /// <summary>
    /// Monotonic milliseconds since the shard was made (from <see cref="TimeProvider.GetTimestamp"/>), refreshed once per event.
    /// </summary>
    public long NowMs => _nowMs;

    /// <summary>
    /// How many milliseconds the message in hand has waited for its turn; 0 when none is in hand. What a peer may do in a second is
    /// judged by when it did it, not by when a busy shard gets to it.
    /// </summary>
    public long WaitedMs => _messageMs == NoMessage ? 0 : _nowMs - _messageMs;

    public TimerWheel Wheel { get; } = new(0);

    public IShardHandler? Handler { get; set; }

    /// <summary>From any thread: less than a quarter of the ring is free, which is for what belongs to calls that are up.</summary>
    public bool IsCrowded => _ring.IsCrowded;

    /// <summary>Messages taken into the ring.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Messages refused because the ring was full.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Events that threw.</summary>
    public long HandlerFaults => _faults.Count;

    /// <summary>
    /// How often the thread ran out of work and slept; <see cref="Received"/> over this is the batch that a wake-up got.
    /// </summary>
    public long Sleeps => _sleeper.Sleeps;

    /// <summary>
    /// From any thread: copies the message into the ring. False when the ring is full. A shard that sleeps goes on doing so until
    /// <see cref="Wake"/> or <see cref="Work"/>.
    /// </summary>
    public bool TryPut(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (!_ring.TryWrite(flow, Elapsed(), message))
        {
            Interlocked.Increment(ref _dropped);
            return false;
        }

        return true;
    }

    /// <summary>From any thread: the shard's thread looks at what was put.</summary>
    public void Wake()
    {
        if (!_ring.IsEmpty)
        {
            _sleeper.Wake();
        }
    }

    /// <summary>
    /// From any thread that can spare a moment: works on what was put, in place of the shard's thread if that sleeps. What is more
    /// than a few messages is left to the shard's thread.
    /// </summary>
    public void Work()
    {
        if (_ring.IsEmpty)
        {
            return;
        }

        if (Elapsed() < Volatile.Read(ref _aloneUntilMs))
        {
            _sleeper.Wake();
        }
        else if (_sleeper.TryBorrow())
        {
            Volatile.Write(ref _borrower, Thread.CurrentThread);
            bool isOver = WorkBorrowed();
            Volatile.Write(ref _borrower, null);
            _sleeper.Return();

            // Wake-ups are lost while it is lent, and a timer may have been set that is due before the thread looks up.
            if (!isOver || HasWork || _stopping)
            {
                _sleeper.Wake();
            }
        }
    }

    /// <summary>From any thread; never refused, so only for events bounded by other means.</summary>
    public void Post(object posted)
    {
        _posted.Enqueue(posted);
        _sleeper.Wake();
    }

    /// <summary>
    /// From any thread: the stream is gone. It comes after the messages that came on it, unless the ring is full; it is never
    /// lost.
    /// </summary>
    public void PostClosed(in Flow flow)
    {
        if (_ring.TryWriteClosed(flow, Elapsed()))
        {
            _sleeper.Wake();
        }
        else
        {
            Post(new ClosedStream(flow));
        }
    }

    public void Start()
    {
        if (_thread is not null)
        {
            throw new InvalidOperationException("A shard starts once.");
        }

        _thread = new Thread(Run) { IsBackground = true, Name = $"shard-{index}" };
        _thread.Start();
    }

    /// <summary>Ends the thread after the event in hand, and waits for that unless called from the shard itself.</summary>
    public void Stop()
    {
        _stopping = true;
        _sleeper.Wake();
        if (_thread is not null && _thread != Thread.CurrentThread && Volatile.Read(ref _borrower) != Thread.CurrentThread)
        {
            _thread.Join();
        }
    }

    /// <summary>For tests: runs all waiting events and due timers on the caller's thread.</summary>
    public void Pump()
    {
        for (int round = 0; round < PumpRounds; round++)
        {
            RunOnce();
            if (!HasWork)
            {
                Idle();
                if (!HasWork && Wheel.Wait(_nowMs, 1) > 0)
                {
                    return;
                }
            }
        }

        throw new InvalidOperationException("The shard does not come to rest: an event or a timer of 0 ms sets itself again and again.");
    }

    /// <summary>False when the shard's thread is needed.</summary>
    private bool WorkBorrowed()
    {
        long began = Elapsed();
        for (int round = 0; round < BorrowedRounds && HasWork && !_stopping; round++)
        {
            RunOnce();
        }

        if (HasWork)
        {
            return false;
        }

        Idle();
        long took = Elapsed() - began;
        if (took >= LongBorrowedMs)
        {
            Volatile.Write(ref _aloneUntilMs, began + took + Math.Min(took * AlonePerLong, LongestAloneMs));
        }

        return _nowMs + Math.Max(Wheel.Wait(_nowMs, LongestSleepMs), ShortestSleepMs) >= _wakesAtMs;
    }

    private bool HasWork => !_ring.IsEmpty || !_posted.IsEmpty;

    private void Run()
    {
        while (!_stopping)
        {
            RunOnce();
            if (HasWork)
            {
                continue;
            }

            Idle();
            int wait = Wheel.Wait(_nowMs, LongestSleepMs);
            if (wait == 0)
            {
                continue;
            }

            wait = Math.Max(wait, ShortestSleepMs);
            _wakesAtMs = _nowMs + wait;
            _sleeper.Announce();
            if (HasWork || _stopping)
            {
                _sleeper.Stay();
            }
            else
            {
                _sleeper.Sleep(wait);
            }
        }

        Idle();
    }

    private void RunOnce()
    {
        RefreshNow();
        FireTimers();
        RunPosted();
        RunMessages();
    }

    private void FireTimers()
    {
        try
        {
            Wheel.Advance(_nowMs);
        }
        catch (Exception fault)
        {
            _faults.Add(fault, _nowMs, "timer"); // the wheel keeps the others; Wait says 0, and the next round fires them
        }
    }

    private void RunPosted()
    {
        // What an event posts itself comes in the next round, or a shard that posts to itself would starve its messages.
        for (int left = _posted.Count; left > 0 && !_stopping && _posted.TryDequeue(out object? posted); left--)
        {
            RefreshNow();
            try
            {
                if (posted is ClosedStream closed)
                {
                    Handler?.OnClosed(closed.Flow);
                }
                else
                {
                    Handler?.OnPosted(posted);
                }
            }
            catch (Exception fault)
            {
                _faults.Add(fault, _nowMs, "posted event");
            }
        }
    }

    private void RunMessages()
    {
        for (int left = BatchSize; left > 0 && !_stopping; left--)
        {
            if (!_ring.TryRead(out Flow flow, out _messageMs, out ReadOnlySpan<byte> message, out bool isClosed))
            {
                break;
            }

            RefreshNow();
            try
            {
                if (isClosed)
                {
                    Handler?.OnClosed(flow);
                }
                else
                {
                    _received++;
                    Handler?.OnMessage(flow, message);
                }
            }
            catch (Exception fault)
            {
                _faults.Add(fault, _nowMs, "message");
            }

            _ring.Release();
        }

        _messageMs = NoMessage;
    }

    private void Idle()
    {
        try
        {
            Handler?.OnIdle();
        }
        catch (Exception fault)
        {
            _faults.Add(fault, _nowMs, "idle");
        }
    }

    private void RefreshNow() => _nowMs = Elapsed();

    private long Elapsed() => (time.GetTimestamp() - _startedAt) / _ticksPerMs;

    private sealed record ClosedStream(Flow Flow);
}
