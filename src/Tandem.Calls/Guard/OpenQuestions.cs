using System.IO.Hashing;
using Tandem.Billing.Cdrs;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard;

/// <summary>A stranger's INVITE that was asked for a password.</summary>
internal sealed class OpenQuestion
{
    private const int LongestUserAgent = 128;
    private readonly byte[] _userAgent = new byte[LongestUserAgent];
    private int _userAgentLength;

    /// <summary>The attempt as it would be recorded, without its reasons.</summary>
    public Cdr Record { get; } = new();

    /// <summary>Who sent it.</summary>
    public NetAddress Source { get; set; }

    /// <summary>The beginning of what it said it was.</summary>
    public ReadOnlySpan<byte> UserAgent => _userAgent.AsSpan(0, _userAgentLength);

    public ulong Key { get; set; }

    public long AskedMs { get; set; }

    public bool IsAnswered { get; set; }

    /// <summary>Keeps what the message says of its program.</summary>
    public void TakeUserAgent(ReadOnlySpan<byte> userAgent)
    {
        _userAgentLength = Math.Min(userAgent.Length, LongestUserAgent);
        userAgent[.._userAgentLength].CopyTo(_userAgent);
    }
}

/// <summary>
/// Strangers' INVITEs that were asked for a password and have not proved anything yet. Whoever does not answer within <see cref="PatienceMs"/> has tried: his attempt comes back from <see cref="Due"/>, and is an illegal
/// call like any other, so that a number which exists can't be told by leaving no trace from one which does not. A fixed size: in a flood the oldest come back sooner.
/// </summary>
internal sealed class OpenQuestions
{
    /// <summary>A phone answers in a round trip or two.</summary>
    public const long PatienceMs = 4_000;

    /// <summary>Waiting at once.</summary>
    public const int Most = 2048;

    private readonly Dictionary<ulong, OpenQuestion> _open = [];
    private readonly Queue<OpenQuestion> _inOrder = new();
    private readonly Stack<OpenQuestion> _spare = new();

    /// <summary>One more, to be filled by the caller; null: its INVITE was asked already.</summary>
    public OpenQuestion? Begin(SipMessage invite, in NetAddress source, long nowMs)
    {
        ulong key = KeyOf(invite, source);
        if (_open.ContainsKey(key))
        {
            return null;
        }

        OpenQuestion question = _spare.TryPop(out OpenQuestion? spare) ? spare : new();
        (question.Key, question.Source, question.AskedMs, question.IsAnswered) = (key, source, nowMs, false);
        _open.Add(key, question);
        _inOrder.Enqueue(question);
        return question;
    }

    /// <summary>What this INVITE was asked is settled otherwise.</summary>
    public void Answered(SipMessage invite, in NetAddress source)
    {
        if (_open.Count > 0 && _open.Remove(KeyOf(invite, source), out OpenQuestion? question))
        {
            question.IsAnswered = true;
        }
    }

    /// <summary>The next that has not been answered in time, or for which there is no room; to be given back. Null: none.</summary>
    public OpenQuestion? Due(long nowMs)
    {
        while (_inOrder.TryPeek(out OpenQuestion? oldest) && (oldest.IsAnswered || _inOrder.Count > Most || nowMs - oldest.AskedMs >= PatienceMs))
        {
            _inOrder.Dequeue();
            if (!oldest.IsAnswered)
            {
                _open.Remove(oldest.Key);
                return oldest;
            }

            GiveBack(oldest);
        }

        return null;
    }

    public void GiveBack(OpenQuestion question)
    {
        question.Record.Clear();
        _spare.Push(question);
    }

    // Credentials come in a new INVITE of the same Call-ID (RFC 3261 §22.2).
    private static ulong KeyOf(SipMessage invite, in NetAddress source) => XxHash3.HashToUInt64(invite.CallId, source.Ip.GetHashCode());
}
