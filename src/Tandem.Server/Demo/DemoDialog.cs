using System.Globalization;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Tandem.Sip.Auth;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Server.Demo;

/// <summary>One side of one demo call, or of a phone's registration: it writes requests and answers (RFC 3261 §12), and waits for what comes.</summary>
internal sealed class DemoDialog : IDisposable
{
    private static readonly TimeSpan RetransmitAfter = TimeSpan.FromMilliseconds(500);
    private readonly DemoPeer _peer;
    private readonly IPEndPoint _switch;
    private readonly ChannelReader<DemoMessage> _inbox;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly SipWriter _writer = new();
    private readonly string _callId;
    private readonly string _localTag;
    private readonly string _userAgent;
    private readonly DigestClient? _login;
    private string _local = "";
    private string _remote = "";
    private string _remoteTarget = "";
    private string _inviteBranch = "";
    private uint _inviteSequence;
    private uint _sequence;

    public DemoDialog(DemoPeer peer, IPEndPoint theSwitch, string callId, string userAgent, Random random, TimeProvider time, DigestClient? login = null)
    {
        _peer = peer;
        _switch = theSwitch;
        _callId = callId;
        _userAgent = userAgent;
        _random = random;
        _time = time;
        _login = login;
        _inbox = peer.Open(callId);
        _localTag = NewToken();
    }

    public static string NewToken(Random random) => random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);

    public void Dispose() => _peer.Close(_callId);

    public byte[] Register(string number)
    {
        _local = $"<sip:{number}@{_switch.Address}>;tag={_localTag}";
        _remote = $"<sip:{number}@{_switch.Address}>";
        _remoteTarget = $"sip:{_switch}";
        return Request(SipMethod.Register, ++_sequence, Branch(), null);
    }

    public byte[] Invite(string from, string to, byte[] description)
    {
        _local = $"<sip:{from}@{_peer.Shown.Address}>;tag={_localTag}";
        _remote = $"<sip:{to}@{_switch.Address}>";
        _remoteTarget = $"sip:{to}@{_switch}";
        _inviteBranch = Branch();
        _inviteSequence = ++_sequence;
        return Request(SipMethod.Invite, _inviteSequence, _inviteBranch, description);
    }

    /// <summary>The answer asks for the password, and it has not been refused: the request is to be made anew.</summary>
    public bool TakesChallenge(SipMessage answer)
    {
        if (_login is null || answer.StatusCode is not (401 or 407))
        {
            _login?.Settle();
            return false;
        }

        return _login.TryTake(answer);
    }

    /// <summary>CANCEL, or the ACK of a failure: both belong to the INVITE's transaction and carry its branch (RFC 3261 §9.1, §17.1.1.3).</summary>
    public byte[] InInviteTransaction(SipMethod method) => Request(method, _inviteSequence, _inviteBranch, null);

    /// <summary>The ACK of a 2xx is a transaction of its own (RFC 3261 §13.2.2.4).</summary>
    public byte[] Ack() => Request(SipMethod.Ack, _inviteSequence, Branch(), null);

    public byte[] Bye() => Request(SipMethod.Bye, ++_sequence, Branch(), null);

    /// <summary>Learns the other side's tag and target from an answer to our INVITE, or from its INVITE.</summary>
    public void Learn(SipMessage message)
    {
        if (message.IsRequest)
        {
            _local = $"{Text(message.To)};tag={_localTag}";
            _remote = Text(message.From);
            _sequence = 0; // the first request of our own in this dialog is number 1
        }
        else
        {
            _remote = Text(message.To);
        }

        if (NameAddrView.TryRead(message.Header(HeaderId.Contact), out NameAddrView contact))
        {
            _remoteTarget = Text(contact.Uri);
        }
    }

    public byte[] Answer(SipMessage request, int status, byte[]? description = null)
    {
        _writer.Clear().StatusLine(status, default).CopyHeaders(request, HeaderId.Via).CopyHeaders(request, HeaderId.RecordRoute).Header(HeaderId.From, request.From);
        _writer.Begin(HeaderId.To).Raw(request.To);
        if (request.ToTag.IsEmpty && status > 100)
        {
            _writer.Raw(";tag="u8).Raw(_localTag);
        }

        _writer.End().Header(HeaderId.CallId, request.CallId).CopyHeaders(request, HeaderId.CSeq);
        if (status is > 100 and < 300 && request.Method == SipMethod.Invite)
        {
            _writer.Header(HeaderId.Contact, $"<sip:{_peer.Shown}>");
        }

        _writer.Header(HeaderId.Server, _userAgent);
        _writer.Body("application/sdp"u8, description);
        return _writer.Written.ToArray();
    }

    public void Send(byte[] message) => _peer.Send(message, _switch);

    /// <summary>The next message that is wanted; null when none comes in time, or before <paramref name="hurry"/>. Requests that need nothing but a yes get it on the way.</summary>
    public async Task<DemoMessage?> WaitAsync(Func<DemoMessage, bool> wanted, TimeSpan atMost, CancellationToken stop, CancellationToken hurry = default)
    {
        using var late = new CancellationTokenSource(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop, hurry);
        try
        {
            while (true)
            {
                DemoMessage seen = await _inbox.ReadAsync(either.Token);
                if (wanted(seen))
                {
                    return seen;
                }

                if (seen.IsRequest(SipMethod.Options) || seen.IsRequest(SipMethod.Update))
                {
                    Send(Answer(seen.Sip, 200));
                }
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Sends again every half second until an answer comes.</summary>
    public async Task<DemoMessage?> AskAsync(byte[] message, Func<DemoMessage, bool> wanted, int times, CancellationToken stop)
    {
        for (int sent = 0; sent < times; sent++)
        {
            Send(message);
            if (await WaitAsync(wanted, RetransmitAfter, stop) is DemoMessage answer)
            {
                return answer;
            }
        }

        return null;
    }

    private byte[] Request(SipMethod method, uint sequence, string branch, byte[]? sdp)
    {
        byte[] target = Encoding.UTF8.GetBytes(_remoteTarget);
        _writer.Clear().RequestLine(method, target)
            .Header(HeaderId.Via, $"SIP/2.0/UDP {_peer.Shown};rport;branch={branch}")
            .Header(HeaderId.MaxForwards, 70)
            .Header(HeaderId.From, _local)
            .Header(HeaderId.To, _remote)
            .Header(HeaderId.CallId, _callId)
            .Begin(HeaderId.CSeq).Raw(sequence).Raw(" "u8).Raw(SipMethods.Name(method)).End();
        if (method is SipMethod.Invite or SipMethod.Register)
        {
            _writer.Header(HeaderId.Contact, $"<sip:{_peer.Shown}>").Header(HeaderId.Allow, "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE");
            _login?.Write(_writer, SipMethods.Name(method), target);
        }

        _writer.Header(HeaderId.UserAgent, _userAgent);
        _writer.Body("application/sdp"u8, sdp);
        return _writer.Written.ToArray();
    }

    private string Branch() => "z9hG4bK" + NewToken();

    private string NewToken() => NewToken(_random);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
