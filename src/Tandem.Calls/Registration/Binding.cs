using System.IO.Hashing;
using System.Text;
using Tandem.Calls.Control;
using Tandem.Calls.Nat;
using Tandem.Sip.Headers;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>
/// One contact of a phone. There are hundreds of thousands: its texts are one array, and it has no timer. Touched under its table's lock only. Times are milliseconds, of the table's
/// clock or of Unix time where the name says so.
/// </summary>
internal sealed class Binding
{
    private const int MostUnanswered = 3;
    private byte[] _text;
    private int _unanswered;
    private ushort _uriLength;
    private byte _instanceLength;

    public Binding(in AskedContact asked, RegisterRequest request, long nowMs, long nowUnixMs, int seconds)
    {
        _text = asked.Text;
        SinceUnixMs = nowUnixMs;
        Refresh(asked, request, nowMs, seconds);
    }

    private Binding(byte[] text, int uriLength, int instanceLength)
    {
        _text = text;
        _uriLength = (ushort)uriLength;
        _instanceLength = (byte)instanceLength;
    }

    public ReadOnlySpan<byte> Uri => _text.AsSpan(0, _uriLength);

    public ReadOnlySpan<byte> Instance => _text.AsSpan(_uriLength, _instanceLength);

    /// <summary>The values of Path with line feeds between them.</summary>
    public ReadOnlySpan<byte> Path => _text.AsSpan(_uriLength + _instanceLength);

    /// <summary>Where requests to it go.</summary>
    public Flow Way { get; private set; }

    public UInt128 CallId { get; private set; }

    public uint CSeq { get; private set; }

    public uint RegId { get; private set; }

    public int Quality { get; private set; }

    public bool IsBehindNat { get; private set; }

    /// <summary>No proxy stands between: the packet's source is the phone's, or its NAT's.</summary>
    public bool IsDirect { get; private set; }

    /// <summary>What silences the way to it has outlived; null on streams.</summary>
    public BindingLife? Life { get; private set; }

    public string UserAgent { get; private set; } = "";

    public long SinceUnixMs { get; private init; }

    public long UntilMs { get; private set; }

    public long RefreshedMs { get; private set; }

    /// <summary>When it last answered an OPTIONS, on the table's clock.</summary>
    public long AnsweredMs { get; private set; }

    /// <summary>How long that took; −1: it never did.</summary>
    public int RoundTripMs { get; private set; } = -1;

    /// <summary>Names it among its phone's, for as long as it is there.</summary>
    public ulong Key => XxHash3.HashToUInt64(RegId > 0 ? _text.AsSpan(_uriLength, _instanceLength) : Uri, RegId);

    /// <summary>The same as text.</summary>
    public string Id => $"{Key:x16}";

    /// <summary>On a stream that nobody can open anew from here.</summary>
    public bool NeedsItsStream => Way.IsStream && (IsBehindNat || RegId > 0 || !PhoneWay.TryReadListener(Uri, out _));

    /// <summary>Headers of a URI are no part of a Request-URI (RFC 3261 §19.1.5).</summary>
    private int RequestUriLength => Uri.IndexOf((byte)'?') is var headers && headers < 0 ? _uriLength : headers;

    public void Refresh(in AskedContact asked, RegisterRequest request, long nowMs, int seconds)
    {
        if (!asked.Text.AsSpan().SequenceEqual(_text))
        {
            _text = asked.Text;
        }

        _uriLength = (ushort)asked.UriLength;
        _instanceLength = (byte)asked.InstanceLength;
        Way = asked.Way;
        if (!Way.IsStream)
        {
            Life ??= new();
            Life.Registered(request.Source.Remote, isSameRun: request.CallId == CallId, asked.IsMovedPort, answers: RoundTripMs >= 0, nowMs);
        }

        CallId = request.CallId;
        CSeq = request.CSeq;
        RegId = asked.RegId;
        Quality = asked.Quality;
        IsBehindNat = asked.IsBehindNat;
        IsDirect = asked.IsDirect;
        UserAgent = request.UserAgent;
        RefreshedMs = nowMs;
        UntilMs = nowMs + (seconds * 1000L);
    }

    /// <summary>The same instance and flow (RFC 5626 §6), or the same URI (RFC 3261 §19.1.4).</summary>
    public bool Is(in AskedContact asked)
    {
        if (asked.RegId > 0 || RegId > 0)
        {
            return asked.RegId == RegId && asked.Instance.SequenceEqual(Instance);
        }

        return asked.Uri.SequenceEqual(Uri)
            || (SipUriView.TryRead(asked.Uri, out SipUriView theirs) && SipUriView.TryRead(Uri, out SipUriView ours) && UriComparison.AreEqual(theirs, ours));
    }

    /// <summary>RFC 3261 §10.3 step 7: of one Call-ID only a higher CSeq is news.</summary>
    public bool IsNewerThan(RegisterRequest request) => request.CallId == CallId && request.CSeq <= CSeq;

    public void Answers(long nowMs, int roundTripMs)
    {
        AnsweredMs = nowMs;
        RoundTripMs = roundTripMs;
        _unanswered = 0;
        Life?.Answered(byCall: false, nowMs);
    }

    /// <summary>It has answered before, and leaves some questions and so much time without an answer now: it is gone. Who never answered OPTIONS may just not know it.</summary>
    public bool IsSilent(long nowMs, long timeToLiveMs) =>
        timeToLiveMs > 0 && RoundTripMs >= 0 && _unanswered >= MostUnanswered && nowMs - AnsweredMs > timeToLiveMs && nowMs - RefreshedMs > timeToLiveMs;

    /// <summary>
    /// It gets keep-alives: it is on datagrams, and behind a NAT or, unless the plan says otherwise, where one may be and none shows. A router that writes its own address into Via and Contact alike hides
    /// itself; a keep-alive too many costs nothing, a phone that is not reached costs calls. A phone in a network like our own has none in front; behind a proxy that is the proxy's business.
    /// </summary>
    public bool IsKeptAlive(KeepAliveRules rules) =>
        !rules.IsOff && !Way.IsStream && Life is not null && (IsBehindNat || (rules.All && IsDirect && !WrittenAddress.IsPrivateAddress(Way.Remote)));

    /// <summary>What it gets now. Of that what will be answered is awaited from now on.</summary>
    public KeepAliveTurn TakeTurn(long nowMs, long roundMs, KeepAliveRules rules)
    {
        if (!IsKeptAlive(rules) || Life is not { } life)
        {
            return KeepAliveTurn.Nothing;
        }

        KeepAliveTurn turn = life.TurnAt(nowMs, roundMs, answers: RoundTripMs >= 0, rules);
        if (turn == KeepAliveTurn.Message)
        {
            life.Sent(nowMs);
        }
        else if (turn != KeepAliveTurn.Nothing)
        {
            life.Asked(byCall: false, nowMs);
            _unanswered += turn == KeepAliveTurn.Question ? 1 : 0;
        }

        return turn;
    }

    public NatPhone ToNatPhone(string phone, bool asks) => new(phone, Key, _text.AsMemory(0, RequestUriLength), Way, asks);

    /// <summary>Its stream is gone; a new one may be opened to where it listens.</summary>
    public void LoseStream()
    {
        if (PhoneWay.TryReadListener(Uri, out NetAddress listener))
        {
            Way = Way.To(listener);
        }
    }

    public PhoneContact ToContact(DateTimeOffset until)
    {
        return new(Encoding.UTF8.GetString(Uri[..RequestUriLength]), Way, Path.IsEmpty ? [] : Encoding.UTF8.GetString(Path).Split('\n'), Quality / 1000.0, until);
    }

    public void Keep(KeptWriter to, long untilUnixMs)
    {
        to.Text(_text).Number(_uriLength).Number(_instanceLength)
            .Number((int)Way.Transport).Address(Way.Local).Address(Way.Remote)
            .Wide(CallId).Number(CSeq).Number(RegId).Number(Quality).Flag(IsBehindNat).Text(UserAgent)
            .Number((ulong)SinceUnixMs).Number((ulong)untilUnixMs).Flag(IsDirect).Flag(Life is not null);
        Life?.Keep(to);
    }

    /// <summary>What <see cref="Keep"/> wrote; null when it is not whole, over by now, or has no way any more. Without <paramref name="hasLife"/> it is of a version that knew nothing of silences.</summary>
    public static Binding? Take(ref KeptReader from, bool hasLife, IWire wire, TextCache texts, long nowMs, long nowUnixMs)
    {
        byte[] text = from.Text().ToArray();
        int uriLength = from.Number(RegisterRequest.LongestUri);
        int instanceLength = from.Number(byte.MaxValue);
        var transport = (TransportKind)from.Number((int)TransportKind.Wss);
        NetAddress local = from.Address();
        NetAddress remote = from.Address();
        var taken = new Binding(text, uriLength, instanceLength)
        {
            CallId = from.Wide(),
            CSeq = (uint)from.Number(),
            RegId = (uint)from.Number(),
            Quality = from.Number(1000),
            IsBehindNat = from.Flag(),
            UserAgent = texts.Of(from.Text()),
            SinceUnixMs = (long)from.Number(),
            RefreshedMs = nowMs,
            Way = new(transport, 0, 0, local, remote),
        };
        long leftMs = (long)from.Number() - nowUnixMs;
        taken.UntilMs = nowMs + leftMs;
        taken.IsDirect = hasLife && from.Flag();
        taken.Life = hasLife && from.Flag() ? BindingLife.Take(ref from, remote) : taken.Way.IsStream ? null : new();
        return from.IsSound && uriLength + instanceLength <= text.Length && leftMs > 0 && taken.TryFindWay(wire) ? taken : null;
    }

    /// <summary>A datagram's way is found by its addresses. A stream of before is gone; the phone may listen for another.</summary>
    private bool TryFindWay(IWire wire)
    {
        if (NeedsItsStream)
        {
            return false;
        }

        NetAddress remote = Way.Remote;
        if (Way.IsStream && !PhoneWay.TryReadListener(Uri, out remote))
        {
            return false;
        }

        bool found = wire.TryRoute(Way.Transport, Way.Local, remote, out Flow flow) || wire.TryRoute(Way.Transport, remote, out flow);
        Way = flow;
        return found;
    }
}
