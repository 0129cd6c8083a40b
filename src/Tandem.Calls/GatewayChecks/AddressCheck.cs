using System.Globalization;
using System.Text;
using Tandem.Calls.Control;
using Tandem.Calls.Setup;
using Tandem.Routing.Trunks;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;
using Tandem.Wire.Timers;

namespace Tandem.Calls.GatewayChecks;

/// <summary>
/// Asks one address of an egress trunk by OPTIONS whether it is there (RFC 3261 §11, SW §1.8), every SS_SIP_OPTIONS_CHECK_PERIOD seconds. Whatever is answered says yes, a wish for a password too, but
/// 408, 503 and 504: they are of one who is there and can't carry a call. No answer, no name or no way says no. Of a name that leads to several places (RFC 3263 §4.3) one that says yes is enough, as it is for a call.
/// </summary>
internal sealed class AddressCheck(CallShard shard, string trunk, int index, string address) : TimerNode
{
    /// <summary>Not all at once after a start or a change of the plan.</summary>
    private const int FirstWithinMs = 2000;
    private readonly byte[] _callId = shard.DialogIds.NewCallId();
    private readonly ulong _tag = (ulong)shard.Random.NextInt64();
    private readonly EgressAddress _place = EgressAddress.TryParse(address, out EgressAddress read, out _) ? read : new(address, null, 0, EgressTransport.Any);
    private ClientTransaction? _asked;
    private IReadOnlyList<Target> _targets = [];
    private int _next;
    private uint _cseq;
    private bool _isLeft;

    public string Address => address;

    public void BeginSoon() => shard.Wheel.Set(this, shard.NowMs + shard.Random.Next(FirstWithinMs));

    /// <summary>Nobody wants to know any more: the address counts as being there.</summary>
    public void Leave()
    {
        _isLeft = true;
        shard.Wheel.Cancel(this);
        if (_asked is { } asked)
        {
            _asked = null;
            shard.Table.Disown(asked);
        }

        shard.Traffic.Hears(trunk, index, isThere: true);
    }

    public override void OnTimer()
    {
        if (shard.Parts.Locator.TryGet(address, out IReadOnlyList<Target> targets))
        {
            Ask(targets);
        }
        else
        {
            shard.Parts.Locator.Resolve(address, shard.Shard, new Question(this));
        }
    }

    /// <summary>A final answer.</summary>
    public void OnAnswer(int status)
    {
        _asked = null;
        if (status is 408 or 503 or 504)
        {
            AskNext();
        }
        else
        {
            Found(isThere: true);
        }
    }

    /// <summary>Nobody answered, or the way was closed.</summary>
    public void OnFailed()
    {
        _asked = null;
        AskNext();
    }

    private void Ask(IReadOnlyList<Target> targets)
    {
        if (_isLeft)
        {
            return;
        }

        Locations.Expect(shard.Parts.Wire, targets, _place.Ip is null ? _place.Host : "");
        (_targets, _next) = (targets, 0);
        AskNext();
    }

    /// <summary>The next place that the name leads to; when none is left, nobody is there.</summary>
    private void AskNext()
    {
        while (_next < _targets.Count)
        {
            Target target = _targets[_next++];
            if (shard.Parts.Wire.TryRoute(target.Transport, target.Address, out Flow way))
            {
                Send(way);
                return;
            }
        }

        Found(isThere: false);
    }

    private void Send(in Flow way)
    {
        _asked = shard.Table.Begin(SipMethod.Options, way, this);
        byte[] uri = Encoding.UTF8.GetBytes(Uri());
        SipWriter writer = shard.Writer.Clear().RequestLine(SipMethod.Options, uri);
        TransactionTable.WriteVia(writer, _asked);
        writer.Header(HeaderId.MaxForwards, LegMessages.MostHops).Begin(HeaderId.From).Raw("<sip:tandem@"u8);
        LegMessages.WriteAddress(writer, way.Local);
        writer.Raw(">;tag="u8).Raw(_tag.ToString("x16", CultureInfo.InvariantCulture)).End()
            .Begin(HeaderId.To).Raw("<"u8).Raw(uri).Raw(">"u8).End()
            .Header(HeaderId.CallId, _callId)
            .Begin(HeaderId.CSeq).Raw(++_cseq).Raw(" OPTIONS"u8).End()
            .Header(HeaderId.UserAgent, LegMessages.Product).NoBody();
        shard.Table.Start(_asked, writer.Written);
    }

    /// <summary>An IPv6 address stands in brackets in a URI (RFC 3261 §25.1), however the plan has it.</summary>
    private string Uri()
    {
        string host = _place.Host.Contains(':', StringComparison.Ordinal) ? $"[{_place.Host}]" : _place.Host;
        string port = _place.Port == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{_place.Port}");
        string transport = _place.Transport switch
        {
            EgressTransport.Udp => ";transport=udp",
            EgressTransport.Tcp => ";transport=tcp",
            EgressTransport.Tls => ";transport=tls",
            _ => "",
        };
        return $"sip:{host}{port}{transport}";
    }

    private void Found(bool isThere)
    {
        if (shard.Traffic.Hears(trunk, index, isThere))
        {
            shard.Log.GatewayChecked(trunk, address, isThere ? "answers again" : "does not answer OPTIONS");
        }

        shard.Wheel.Set(this, shard.NowMs + (shard.Plan.Parameters.OptionsCheckPeriod * 1000L));
    }

    private sealed class Question(AddressCheck check) : LocationQuestion
    {
        public override void Take(IReadOnlyList<Target> targets) => check.Ask(targets);
    }
}
