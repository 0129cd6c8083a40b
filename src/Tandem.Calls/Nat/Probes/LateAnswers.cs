using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat.Probes;

/// <summary>Answers that were ordered for later: so many, and of one source a few, each of a few hundred bytes. A timer looks once in a while, and only while something waits.</summary>
internal sealed class LateAnswers : IDisposable
{
    public const int Most = 1024;
    public const int MostOfOne = 8;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly IWire _wire;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(Flow Flow, byte[] Answer), long> _waiting = new();
    private readonly Dictionary<UInt128, int> _ofSource = [];

    public LateAnswers(IWire wire, TimeProvider time)
    {
        (_wire, _time) = (wire, time);
        _timer = time.CreateTimer(static state => ((LateAnswers)state!).SendDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>False: there is no room, or this source has its share.</summary>
    public bool TryAdd(in Flow flow, ReadOnlySpan<byte> answer, int seconds)
    {
        lock (_gate)
        {
            int own = _ofSource.GetValueOrDefault(flow.Remote.Ip);
            if (_waiting.Count >= Most || own >= MostOfOne)
            {
                return false;
            }

            _ofSource[flow.Remote.Ip] = own + 1;
            _waiting.Enqueue((flow, answer.ToArray()), _time.GetTimestamp() + (seconds * _time.TimestampFrequency));
            if (_waiting.Count == 1)
            {
                _timer.Change(Look, Look);
            }

            return true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void SendDue()
    {
        long now = _time.GetTimestamp();
        while (TryTake(now, out Flow flow, out byte[] answer))
        {
            _wire.Send(flow, answer);
        }
    }

    private bool TryTake(long now, out Flow flow, out byte[] answer)
    {
        lock (_gate)
        {
            if (!_waiting.TryPeek(out (Flow Flow, byte[] Answer) next, out long due) || due > now)
            {
                (flow, answer) = (default, []);
                return false;
            }

            _waiting.Dequeue();
            (flow, answer) = next;
            int left = _ofSource[flow.Remote.Ip] - 1;
            if (left == 0)
            {
                _ofSource.Remove(flow.Remote.Ip);
            }
            else
            {
                _ofSource[flow.Remote.Ip] = left;
            }

            if (_waiting.Count == 0)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }
}
