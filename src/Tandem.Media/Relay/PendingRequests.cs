using System.Diagnostics.CodeAnalysis;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>A request until its answer; pooled, as each call has several.</summary>
internal sealed class PendingRequest
{
    private const int LargestRequest = 2048;

    public byte[] Bytes { get; } = new byte[LargestRequest];

    public int Length { get; set; }

    public RelayVerb Verb { get; set; }

    public RelayKey Key { get; set; }

    public ulong Number { get; set; }

    /// <summary>Which loop a list is at.</summary>
    public int Loop { get; set; }

    public long AskedAt { get; set; }

    public long DueAt { get; set; }

    public int Sendings { get; set; }
}

/// <summary>Requests without an answer, of many threads that ask and one that reads.</summary>
internal sealed class PendingRequests
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, PendingRequest> _byNumber = [];
    private readonly Stack<PendingRequest> _free = new();
    private long _nextDueAt = long.MaxValue;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byNumber.Count;
            }
        }
    }

    public PendingRequest Rent()
    {
        lock (_gate)
        {
            return _free.TryPop(out PendingRequest? free) ? free : new();
        }
    }

    public void Return(PendingRequest request)
    {
        lock (_gate)
        {
            _free.Push(request);
        }
    }

    public void Add(PendingRequest request, long now)
    {
        request.AskedAt = now;
        request.DueAt = now;
        request.Sendings = 0;
        lock (_gate)
        {
            _byNumber[request.Number] = request;
            _nextDueAt = Math.Min(_nextDueAt, now);
        }
    }

    /// <summary>Sends while the request still waits, so that its bytes are not another's by then.</summary>
    public void Send(PendingRequest request, LocalSocket socket, LocalPath to, long retryAt)
    {
        lock (_gate)
        {
            if (_byNumber.TryGetValue(request.Number, out PendingRequest? waiting) && waiting == request)
            {
                if (!socket.Send(request.Bytes.AsSpan(0, request.Length), to))
                {
                    // The other side's queue is full (ten messages, by Linux's default) or it is not there: again soon.
                    request.DueAt = retryAt;
                    request.Sendings = Math.Max(1, request.Sendings);
                    _nextDueAt = Math.Min(_nextDueAt, retryAt);
                }
            }
        }
    }

    /// <summary>The answer is there. False for one that nobody waits for (any more).</summary>
    public bool TryFinish(ulong number, RelayVerb verb, [NotNullWhen(true)] out PendingRequest? request)
    {
        lock (_gate)
        {
            return _byNumber.TryGetValue(number, out request) && request.Verb == verb && _byNumber.Remove(number);
        }
    }

    /// <summary>Everything is to be sent at the next turn.</summary>
    public void MakeDue(long now)
    {
        lock (_gate)
        {
            foreach (PendingRequest request in _byNumber.Values)
            {
                request.DueAt = now;
                request.Sendings = Math.Max(1, request.Sendings);
            }

            _nextDueAt = now;
        }
    }

    /// <summary>
    /// The next one that is to be sent again, with its next time set; or one whose time is over, which is taken out.
    /// </summary>
    public bool TryTakeDue(long now, RelayClientOptions options, TimeProvider time, [NotNullWhen(true)] out PendingRequest? due, out bool isOver)
    {
        due = null;
        isOver = false;
        lock (_gate)
        {
            if (now < _nextDueAt)
            {
                return false;
            }

            long nextDueAt = long.MaxValue;
            foreach (PendingRequest request in _byNumber.Values)
            {
                if (request.DueAt > now)
                {
                    nextDueAt = Math.Min(nextDueAt, request.DueAt);
                    continue;
                }

                isOver = time.GetElapsedTime(request.AskedAt, now) >= options.GiveUp;
                bool isFirst = request.Sendings == 0; // sent when it was asked
                double wait = options.FirstRepeat.TotalSeconds * (1 << Math.Min(request.Sendings, 10));
                request.Sendings++;
                request.DueAt = now + (long)(wait * time.TimestampFrequency);
                nextDueAt = Math.Min(nextDueAt, request.DueAt);
                if (isOver)
                {
                    _byNumber.Remove(request.Number);
                }

                if (isOver || !isFirst)
                {
                    due = request;
                    return true; // there may be more: the next due time stays
                }
            }

            _nextDueAt = nextDueAt;
            return false;
        }
    }
}
