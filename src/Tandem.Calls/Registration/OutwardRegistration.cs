using System.Globalization;
using System.Text;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Calls.Setup;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Sip.Auth;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Registration;

internal enum OutwardState : byte
{
    /// <summary>The timer starts another try.</summary>
    Waiting,

    /// <summary>An address is looked up, or a REGISTER is under way.</summary>
    Asking,
    Registered,

    /// <summary>Nothing more is asked; what still comes is passed over.</summary>
    Left,
}

/// <summary>
/// Registers one egress trunk at its carrier and keeps it so (RFC 3261 §10.2, SW §1.6): the trunk's addresses are its registrars, in order, its user name is the number. One Call-ID and rising CSeq for
/// its whole life (§10.2.4). Refreshed before it ends; after a failure it is tried again SS_SIP_USER_AGENT_RETRY_DELAY seconds later, at the next address.
/// </summary>
internal sealed class OutwardRegistration : TimerNode
{
    private const int AutoSeconds = 3600;
    private const int LongestSeconds = 7200;

    /// <summary>A refresh comes so long before the end, or in the middle of a short time.</summary>
    private const int MarginSeconds = 30;

    /// <summary>Answers of 423 that are followed without an end in between.</summary>
    private const int MostTooBrief = 1;
    private readonly CallShard _shard;
    private readonly EgressTrunk _trunk;
    private readonly DigestClient _login;
    private readonly byte[] _callId;
    private readonly ulong _tag;
    private uint _cseq;
    private int _address;
    private int _leastSeconds;
    private int _tooBrief;
    private int _lastAnswer;
    private Flow _way;
    private string _contact = "";
    private OutwardState _state;
    private ClientTransaction? _asked;
    private DateTimeOffset? _since;
    private DateTimeOffset? _until;

    public OutwardRegistration(CallShard shard, EgressTrunk trunk)
    {
        _shard = shard;
        _trunk = trunk;
        _login = new(trunk.Username, trunk.Password, shard.Random);
        _callId = shard.DialogIds.NewCallId();
        _tag = (ulong)shard.Random.NextInt64();
    }

    public bool IsRegistered => _until is { } until && until > _shard.Now;

    private SystemParameters Parameters => _shard.Plan.Parameters;

    /// <summary>Whether a changed plan leaves it as it is.</summary>
    public bool IsFor(EgressTrunk trunk) =>
        trunk.Username == _trunk.Username && trunk.Password == _trunk.Password && trunk.FromDomain == _trunk.FromDomain && trunk.Addresses.SequenceEqual(_trunk.Addresses);

    public LiveOutwardRegistration Show() => new(
        _trunk.Name, IsRegistered ? "registered" : _state == OutwardState.Asking ? "asking" : "waiting", _way == default ? "" : _way.Remote.ToString(), IsRegistered ? _since : null,
        IsRegistered ? _until : null, _lastAnswer);

    public void Begin()
    {
        _state = OutwardState.Asking;
        string address = _trunk.Addresses[_address % _trunk.Addresses.Count];
        if (_shard.Parts.Locator.TryGet(address, out IReadOnlyList<Target> targets))
        {
            Located(targets);
        }
        else
        {
            _shard.Parts.Locator.Resolve(address, _shard.Shard, new Question(this));
        }
    }

    /// <summary>It is not wanted any more: what is registered is taken back, without waiting for an answer.</summary>
    public void Leave()
    {
        _shard.Wheel.Cancel(this);
        Disown();
        if (IsRegistered && Parameters.UserAgentSendUnregister)
        {
            Ask(0);
            Disown();
        }

        _until = null;
        _state = OutwardState.Left;
    }

    public override void OnTimer() => Begin();

    /// <summary>A final answer.</summary>
    public void OnAnswer(SipMessage answer, in Flow flow)
    {
        _shard.Traces.OutwardAnswer(_trunk.Name, answer, flow);
        _asked = null;
        _lastAnswer = answer.StatusCode;
        switch (answer.StatusCode)
        {
            case < 300:
                _login.Settle();
                Registered(answer);
                break;
            case 401 or 407 when _login.TryTake(answer):
                Ask(Seconds);
                break;
            case 423 when _tooBrief++ < MostTooBrief && DeltaSeconds.TryRead(answer.Header(HeaderId.MinExpires), out int least) && least <= LongestSeconds:
                _leastSeconds = least;
                Ask(Seconds);
                break;
            default:
                _login.Settle();
                RetryAfterView.TryRead(answer.Header(HeaderId.RetryAfter), out RetryAfterView stay);
                Failed(stay.Seconds);
                break;
        }
    }

    /// <summary>Nobody answered, or the way was closed.</summary>
    public void OnFailed()
    {
        _asked = null;
        _lastAnswer = 0;
        Failed(0);
    }

    private int Seconds => Math.Max(_leastSeconds, Parameters.UserAgentExpire == 0 ? AutoSeconds : Parameters.UserAgentExpire);

    private void Located(IReadOnlyList<Target> targets)
    {
        if (_state != OutwardState.Asking)
        {
            return;
        }

        for (int i = 0; i < targets.Count; i++)
        {
            if (_shard.Parts.Wire.TryRoute(targets[i].Transport, targets[i].Address, out _way))
            {
                Ask(Seconds);
                return;
            }
        }

        _lastAnswer = 0;
        Failed(0);
    }

    private void Ask(int seconds)
    {
        _asked = _shard.Table.Begin(SipMethod.Register, _way, this);
        string domain = _trunk.FromDomain.Length > 0 ? _trunk.FromDomain : HostOf(_trunk.Addresses[_address % _trunk.Addresses.Count]);
        byte[] uri = Encoding.UTF8.GetBytes($"sip:{domain}");
        SipWriter writer = _shard.Writer.Clear().RequestLine(SipMethod.Register, uri);
        TransactionTable.WriteVia(writer, _asked);
        writer.Header(HeaderId.MaxForwards, LegMessages.MostHops).Begin(HeaderId.From);
        WriteUser(writer, domain);
        writer.Raw(";tag="u8).Raw(_tag.ToString("x16", CultureInfo.InvariantCulture)).End().Begin(HeaderId.To);
        WriteUser(writer, domain);
        writer.End().Header(HeaderId.CallId, _callId)
            .Begin(HeaderId.CSeq).Raw(++_cseq).Raw(" REGISTER"u8).End()
            .Begin(HeaderId.Contact).Raw("<"u8).Raw(ContactOf(_way)).Raw(">"u8).End()
            .Header(HeaderId.Expires, seconds)
            .Header(HeaderId.UserAgent, LegMessages.Product);
        _login.Write(writer, "REGISTER"u8, uri);
        writer.NoBody();
        _shard.Traces.BeginOutward();
        _shard.Table.Start(_asked, writer.Written);
        _shard.Traces.EndOutward(_trunk.Name);
    }

    private void Registered(SipMessage answer)
    {
        int seconds = Granted(answer);
        if (seconds <= 0)
        {
            Failed(0); // it says yes and keeps nothing
            return;
        }

        DateTimeOffset now = _shard.Now;
        _since = IsRegistered ? _since : now;
        _until = now.AddSeconds(seconds);
        _tooBrief = 0;
        _state = OutwardState.Registered;
        _shard.Wheel.Set(this, _shard.NowMs + (Math.Max(seconds / 2, seconds - MarginSeconds) * 1000L));
    }

    /// <summary>The seconds that our contact has there (RFC 3261 §10.2.4): beside it, else for all, else what we asked for.</summary>
    private int Granted(SipMessage answer)
    {
        int forAll = answer.Has(HeaderId.Expires) && DeltaSeconds.TryRead(answer.Header(HeaderId.Expires), out int seconds) ? seconds : Seconds;
        SipUriView.TryRead(Encoding.UTF8.GetBytes(_contact), out SipUriView ours);
        foreach (ReadOnlySpan<byte> value in answer.Values(HeaderId.Contact))
        {
            if (ContactView.TryRead(value, out ContactView contact) && !contact.IsStar && SipUriView.TryRead(contact.Address.Uri, out SipUriView uri) && UriComparison.AreEqual(uri, ours))
            {
                return Math.Min(contact.Expires < 0 ? forAll : contact.Expires, LongestSeconds * 12);
            }
        }

        return answer.Has(HeaderId.Contact) ? 0 : forAll; // some answer without Contacts at all
    }

    private void Failed(int staySeconds)
    {
        if (_state == OutwardState.Left)
        {
            return;
        }

        _state = OutwardState.Waiting;
        _tooBrief = 0;
        _address++;
        _shard.Wheel.Set(this, _shard.NowMs + (Math.Clamp(staySeconds, Parameters.UserAgentRetryDelay, LongestSeconds) * 1000L));
    }

    private string ContactOf(in Flow way)
    {
        SipWriter text = _shard.UriWriter.Clear().Raw("sip:"u8);
        UserPart.Write(text, _trunk.Username);
        text.Raw("@"u8);
        LegMessages.WriteAddress(text, way.Local);
        text.Raw(way.IsStream ? ";transport=tcp"u8 : ""u8);
        return _contact = Encoding.UTF8.GetString(text.Written);
    }

    private void WriteUser(SipWriter writer, string domain)
    {
        writer.Raw("<sip:"u8);
        UserPart.Write(writer, _trunk.Username);
        writer.Raw("@"u8).Raw(domain).Raw(">"u8);
    }

    private static string HostOf(string address)
    {
        string host = address.Split(';')[0];
        int colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }

    private void Disown()
    {
        if (_asked is { } asked)
        {
            _asked = null;
            _shard.Table.Disown(asked);
        }
    }

    private sealed class Question(OutwardRegistration registration) : LocationQuestion
    {
        public override void Take(IReadOnlyList<Target> targets) => registration.Located(targets);
    }
}
