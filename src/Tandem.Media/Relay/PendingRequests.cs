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

    /// <summary>Its time was over when it was last looked at.</summary>
    public bool IsOver { get; set; }

    /// <summary>Who asked has been told that there is no answer; it goes on until it has been heard, as what it ends would not end otherwise.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>It has no answer yet.</summary>
    public bool IsWaiting { get; set; }
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
        lock (request)
        {
            request.IsForgotten = false; // nobody sends it any more
        }

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
            request.IsWaiting = true;
            _byNumber[request.Number] = request;
            _nextDueAt = Math.Min(_nextDueAt, now);
        }
    }

    /// <summary>Sends while the request still waits, so that its bytes are not another's by then. Who asks does not wait for who else sends.</summary>
    public void Send(PendingRequest request, ulong number, LocalSocket socket, LocalPath to, long retryAt)
    {
        lock (request)
        {
            if (!request.IsWaiting || request.Number != number || socket.Send(request.Bytes.AsSpan(0, request.Length), to))
            {
                return;
            }

            // The other side's queue is full (ten messages, by Linux's default) or it is not there: again soon.
            request.DueAt = retryAt;
            request.Sendings = Math.Max(1, request.Sendings);
        }

        lock (_gate)
        {
            _nextDueAt = Math.Min(_nextDueAt, retryAt);
        }
    }

    /// <summary>The answer is there. False for one that nobody waits for (any more).</summary>
    public bool TryFinish(ulong number, RelayVerb verb, [NotNullWhen(true)] out PendingRequest? request)
    {
        lock (_gate)
        {
            if (!_byNumber.TryGetValue(number, out request) || request.Verb != verb)
            {
                return false;
            }

            request.IsWaiting = false;
            return _byNumber.Remove(number);
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
    /// Adds those that are to be sent again, with their next time set, and those whose time is over (<see cref="PendingRequest.IsOver"/>), which are taken out.
    /// </summary>
    public void TakeDue(long now, RelayClientOptions options, TimeProvider time, List<PendingRequest> due)
    {
        lock (_gate)
        {
            if (now < _nextDueAt)
            {
                return;
            }

            _nextDueAt = long.MaxValue;
            foreach (PendingRequest request in _byNumber.Values)
            {
                if (request.DueAt <= now)
                {
                    bool isFirst = request.Sendings == 0; // sent when it was asked
                    TimeSpan wait = options.FirstRepeat * (1 << Math.Min(request.Sendings, 10));
                    TimeSpan left = request.IsForgotten ? options.LongestRepeat : options.GiveUp - time.GetElapsedTime(request.AskedAt, now);
                    request.IsOver = left <= TimeSpan.Zero;
                    request.Sendings++;
                    request.DueAt = now + (long)((wait < left ? wait : left).TotalSeconds * time.TimestampFrequency);
                    if (request.IsOver || !isFirst)
                    {
                        due.Add(request);
                    }
                }

                _nextDueAt = Math.Min(_nextDueAt, request.DueAt);
            }

            foreach (PendingRequest request in due)
            {
                request.IsWaiting = !request.IsOver || !_byNumber.Remove(request.Number);
            }
        }
    }
}
