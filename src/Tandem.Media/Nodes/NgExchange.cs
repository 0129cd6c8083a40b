using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Tandem.Media.Nodes;

/// <summary>
/// Questions under way to one rtpengine over the NG protocol: cookies, repeats, the end of patience, and whether the node is alive. The socket and the clock are the owner's: bytes go out through
/// <c>send</c>, time comes in as milliseconds. Thread-safe.
/// </summary>
internal sealed class NgExchange(string cookiePrefix, NgExchange.Sender send, NgTimes times)
{
    private readonly ConcurrentDictionary<long, Question> _open = new();
    private readonly byte[] _prefix = Encoding.ASCII.GetBytes(cookiePrefix);
    private long _nextCookie;
    private long _nextPingMs;
    private int _missedPings;
    private volatile bool _isUp;

    /// <summary>Sends a datagram to the node. From any thread.</summary>
    public delegate void Sender(ReadOnlySpan<byte> datagram);

    public bool IsUp => _isUp;

    /// <summary>Questions without their answer.</summary>
    public int Open => _open.Count;

    /// <summary>Answers that came twice, late or from nowhere.</summary>
    public long Strays { get; private set; }

    public long Repeats { get; private set; }

    /// <summary>Sends a question: a bencoded dictionary. Exactly one of the two is called later, on the thread that brings the answer or the time.</summary>
    public void Ask(ReadOnlySpan<byte> dictionary, long nowMs, Action<byte[]> answered, Action silent)
    {
        long cookie = Interlocked.Increment(ref _nextCookie);
        byte[] head = Encoding.ASCII.GetBytes(cookie.ToString(CultureInfo.InvariantCulture) + " ");
        byte[] datagram = [.. _prefix, .. head, .. dictionary];
        _open[cookie] = new(datagram, answered, silent) { NextMs = nowMs + times.FirstRepeatMs, IntervalMs = times.FirstRepeatMs, EndMs = nowMs + times.PatienceMs };
        send(datagram);
    }

    /// <summary>A datagram from the node's address.</summary>
    public void OnDatagram(ReadOnlySpan<byte> datagram)
    {
        int space = datagram.IndexOf((byte)' ');
        if (space < _prefix.Length || !datagram.StartsWith(_prefix)
            || !long.TryParse(datagram[_prefix.Length..space], NumberStyles.None, CultureInfo.InvariantCulture, out long cookie)
            || !_open.TryRemove(cookie, out Question? question))
        {
            Strays++;
            return;
        }

        (_isUp, _missedPings) = (true, 0);
        question.Answered(datagram[(space + 1)..].ToArray());
    }

    /// <summary>Repeats what is due, gives up what has waited too long, and pings.</summary>
    public void OnTime(long nowMs)
    {
        foreach ((long cookie, Question question) in _open)
        {
            if (nowMs >= question.EndMs)
            {
                if (_open.TryRemove(cookie, out _))
                {
                    question.Silent();
                }
            }
            else if (nowMs >= question.NextMs)
            {
                question.IntervalMs *= 2;
                question.NextMs = nowMs + question.IntervalMs;
                Repeats++;
                send(question.Datagram);
            }
        }

        if (nowMs >= _nextPingMs)
        {
            _nextPingMs = nowMs + times.PingMs;
            Ask("d7:command4:pinge"u8, nowMs, static _ => { }, OnNoPong);
        }
    }

    /// <summary>A question of a call was not answered: no new calls until it answers a ping again.</summary>
    public void TakeDown() => _isUp = false;

    private void OnNoPong() => _isUp &= ++_missedPings < times.MissedPings;

    private sealed class Question(byte[] datagram, Action<byte[]> answered, Action silent)
    {
        public byte[] Datagram => datagram;
        public Action<byte[]> Answered => answered;
        public Action Silent => silent;
        public long NextMs { get; set; }
        public long IntervalMs { get; set; }
        public long EndMs { get; init; }
    }
}

/// <summary>How long a node is waited for.</summary>
internal sealed record NgTimes
{
    /// <summary>Until the first repeat; each next one waits twice as long.</summary>
    public int FirstRepeatMs { get; init; } = 200;

    /// <summary>Until the question is given up. A caller waits for it, so it is short.</summary>
    public int PatienceMs { get; init; } = 2000;
    public int PingMs { get; init; } = 2000;

    /// <summary>Pings without an answer that take a node down.</summary>
    public int MissedPings { get; init; } = 2;
}
