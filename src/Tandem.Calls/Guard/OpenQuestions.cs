using System.IO.Hashing;
using Tandem.Billing.Cdrs;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard;

/// <summary>A stranger's INVITE or REGISTER that was asked for a password.</summary>
internal sealed class OpenQuestion
{
    private const int LongestUserAgent = 128;
    private readonly byte[] _userAgent = new byte[LongestUserAgent];
    private int _userAgentLength;

    private Cdr? _record;

    /// <summary>A call's attempt as it would be recorded, without its reasons.</summary>
    public Cdr Record => _record ??= new();

    /// <summary>Who sent it.</summary>
    public NetAddress Source { get; set; }

    /// <summary>The beginning of what it said it was.</summary>
    public ReadOnlySpan<byte> UserAgent => _userAgent.AsSpan(0, _userAgentLength);

    public ulong Key { get; set; }

    public uint CSeq { get; set; }

    public long AskedMs { get; set; }

    public bool IsAnswered { get; set; }

    /// <summary>Keeps what the message says of its program.</summary>
    public void TakeUserAgent(ReadOnlySpan<byte> userAgent)
    {
        _userAgentLength = Math.Min(userAgent.Length, LongestUserAgent);
        userAgent[.._userAgentLength].CopyTo(_userAgent);
    }

    /// <summary>Forgets what was asked.</summary>
    public void Clear()
    {
        _record?.Clear();
        _userAgentLength = 0;
    }
}

/// <summary>
/// Strangers' requests of one kind that were asked for a password and have not proved anything yet. Whoever does not answer within <see cref="PatienceMs"/> has tried: his attempt comes back from <see cref="Due"/>, whatever
/// number he said was his, so that none can be looked for without a trace. A fixed size: in a flood the oldest come back sooner.
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

    /// <summary>
    /// One more, to be filled by the caller; null: it is a repeat of what was asked, or goes on in the same exchange with other credentials. Who asks anew without any has not answered: what he was asked before comes back too.
    /// </summary>
    public OpenQuestion? Begin(SipMessage request, in NetAddress source, long nowMs)
    {
        ulong key = KeyOf(request, source);
        if (_open.TryGetValue(key, out OpenQuestion? before) && (before.CSeq == request.CSeq || HasCredentials(request)))
        {
            return null;
        }

        OpenQuestion question = _spare.TryPop(out OpenQuestion? spare) ? spare : new();
        (question.Key, question.CSeq, question.Source, question.AskedMs, question.IsAnswered) = (key, request.CSeq, source, nowMs, false);
        _open[key] = question;
        _inOrder.Enqueue(question);
        return question;
    }

    /// <summary>What this request was asked is settled otherwise.</summary>
    public void Answered(SipMessage request, in NetAddress source)
    {
        if (_open.Count > 0 && _open.Remove(KeyOf(request, source), out OpenQuestion? question))
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
                if (_open.GetValueOrDefault(oldest.Key) == oldest)
                {
                    _open.Remove(oldest.Key);
                }

                return oldest;
            }

            GiveBack(oldest);
        }

        return null;
    }

    public void GiveBack(OpenQuestion question)
    {
        question.Clear();
        _spare.Push(question);
    }

    private static bool HasCredentials(SipMessage request) => !request.Header(HeaderId.Authorization).IsEmpty || !request.Header(HeaderId.ProxyAuthorization).IsEmpty;

    // Credentials come in a new request with the same Call-ID, To and From (RFC 3261 §22.2). Of From without its tag, which some choose anew.
    private static ulong KeyOf(SipMessage request, in NetAddress source)
    {
        ulong key = XxHash3.HashToUInt64(request.CallId, source.Ip.GetHashCode());
        key = XxHash3.HashToUInt64(request.RequestUri, (long)key);
        return XxHash3.HashToUInt64(request.FromAddress.Uri, (long)XxHash3.HashToUInt64(request.ToAddress.Uri, (long)key));
    }
}
