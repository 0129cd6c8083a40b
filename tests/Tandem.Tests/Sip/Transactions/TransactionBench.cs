using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;
using Tandem.Wire.Timers;

namespace Tandem.Tests.Sip.Transactions;

/// <summary>
/// A transaction table with a clock that is turned by hand, a wire that writes down, and a user that does as the test says.
/// </summary>
internal sealed class TransactionBench : ITransactionUser
{
    public static readonly NetAddress Us = NetAddress.FromIPv4(0x7F000001, 5060);
    public static readonly NetAddress Peer = NetAddress.FromIPv4(0x7F000002, 5060);
    public static readonly Flow Udp = new(TransportKind.Udp, 0, 0, Us, Peer);
    public static readonly Flow Tcp = new(TransportKind.Tcp, 1, 7, Us, Peer);

    private readonly BufferPool _buffers = new(1 << 20);
    private SipMessage? _spare;

    public TransactionBench() => Table = new(Wheel, () => NowMs, Send, _buffers, this, new Random(1));

    public TransactionTable Table { get; }
    public TimerWheel Wheel { get; } = new(0);
    public long NowMs { get; private set; }

    /// <summary>What left, with the millisecond.</summary>
    public List<(long At, Flow Flow, string Text)> Sent { get; } = [];

    /// <summary>What the user was told, in words.</summary>
    public List<string> Told { get; } = [];

    public List<ServerTransaction> Requests { get; } = [];

    /// <summary>Off: nothing is written down, so that nothing is allocated.</summary>
    public bool IsRecording { get; set; } = true;

    public Func<Flow, bool> WireTakes { get; set; } = static _ => true;
    public Action<ServerTransaction, SipMessage> OnRequest { get; set; } = static (_, _) => { };
    public Action<ClientTransaction, SipMessage> OnResponse { get; set; } = static (_, _) => { };
    public Action<ClientTransaction> OnFailed { get; set; } = static _ => { };
    public Action<ServerTransaction> OnCancel { get; set; } = static _ => { };

    public string LastSent => Sent[^1].Text;

    /// <summary>Seconds at which something left, since the given index.</summary>
    public IEnumerable<double> Times(int from = 0) => Sent.Skip(from).Select(s => s.At / 1000.0);

    public static string Request(
        string method = "INVITE",
        string branch = "z9hG4bKone",
        string toTag = "",
        int cseq = 1,
        string callId = "call-1",
        string more = "",
        string via = "127.0.0.2:5060;rport",
        string fromTag = "from-1") =>
        $"{method} sip:1000@127.0.0.1 SIP/2.0\r\n"
        + $"Via: SIP/2.0/UDP {via}{(branch.Length > 0 ? $";branch={branch}" : "")}\r\nMax-Forwards: 70\r\n"
        + $"From: <sip:2000@127.0.0.2>;tag={fromTag}\r\nTo: <sip:1000@127.0.0.1>{(toTag.Length > 0 ? $";tag={toTag}" : "")}\r\n"
        + $"Call-ID: {callId}\r\nCSeq: {cseq} {method}\r\nContact: <sip:2000@127.0.0.2>\r\n{more}Content-Length: 0\r\n\r\n";

    /// <summary>An answer to a message that we sent, as a far side writes it.</summary>
    public static string Answer(string request, int status, string toTag = "to-1", string more = "")
    {
        string[] lines = request.Split("\r\n");
        string Line(string name) => lines.First(l => l.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        string to = Line("To:");
        to += to.Contains(";tag=", StringComparison.Ordinal) || toTag.Length == 0 ? "" : $";tag={toTag}";
        return $"SIP/2.0 {status} Whatever\r\n{Line("Via:")}\r\n{Line("From:")}\r\n{to}\r\n"
            + $"{Line("Call-ID:")}\r\n{Line("CSeq:")}\r\n{more}Content-Length: 0\r\n\r\n";
    }

    public void Receive(string text, Flow? flow = null)
    {
        SipMessage message = Parse(Encoding.UTF8.GetBytes(text));
        Table.OnMessage(message, flow ?? Udp);
    }

    /// <summary>As a shard does: parses into a message of its own, which it uses again unless the table has kept it.</summary>
    public void ReceiveAsShard(ReadOnlySpan<byte> bytes, in Flow flow)
    {
        SipMessage message = _spare ?? Table.RentMessage();
        _spare = null;
        if (message.Buffer.Length < bytes.Length)
        {
            _buffers.Return(message.Buffer);
            message.Buffer = _buffers.Rent(bytes.Length);
        }

        bytes.CopyTo(message.Buffer);
        message.Length = bytes.Length;
        SipParser.Parse(message);
        if (!Table.OnMessage(message, flow))
        {
            _spare = message;
        }
    }

    public SipMessage Parse(byte[] bytes)
    {
        var message = new SipMessage { Buffer = bytes, Length = bytes.Length };
        SipParser.Parse(message).Should().Be(ParseFault.None);
        return message;
    }

    /// <summary>Lets time pass, from one timer to the next.</summary>
    public void Run(double seconds)
    {
        long until = NowMs + (long)(seconds * 1000);
        while (NowMs < until)
        {
            NowMs = Math.Min(until, NowMs + Math.Max(1, Wheel.Wait(NowMs, 1000)));
            Wheel.Advance(NowMs);
        }
    }

    /// <summary>Sends a request of ours, as the dialogs would write it.</summary>
    public ClientTransaction SendRequest(SipMethod method = SipMethod.Invite, Flow? flow = null, object? owner = null)
    {
        ClientTransaction transaction = Table.Begin(method, flow ?? Udp, owner ?? this);
        var writer = new SipWriter();
        string name = Encoding.ASCII.GetString(SipMethods.Name(method));
        writer.Clear().RequestLine(method, "sip:3000@127.0.0.2"u8);
        writer.Begin(HeaderId.Via).Raw("SIP/2.0/UDP 127.0.0.1:5060;branch="u8);
        Branch.Write(writer, transaction.Index, transaction.Nonce);
        writer.End().Header(HeaderId.Route, "<sip:127.0.0.9;lr>"u8).Header(HeaderId.MaxForwards, 69)
            .Header(HeaderId.From, "<sip:us@127.0.0.1>;tag=ours"u8).Header(HeaderId.To, "<sip:3000@127.0.0.2>"u8)
            .Header(HeaderId.CallId, "our-call"u8).Header(HeaderId.CSeq, $"17 {name}").NoBody();
        Table.Start(transaction, writer.Written);
        return transaction;
    }

    void ITransactionUser.OnRequest(ServerTransaction transaction, SipMessage request)
    {
        Tell("request", request, transaction.Source);
        if (IsRecording)
        {
            Requests.Add(transaction);
        }

        OnRequest(transaction, request);
    }

    void ITransactionUser.OnCancel(ServerTransaction invite, SipMessage cancel)
    {
        Tell("cancel", cancel, invite.Source);
        OnCancel(invite);
    }

    void ITransactionUser.OnAck(SipMessage ack, in Flow flow) => Tell("ack", ack, flow);

    void ITransactionUser.OnResponse(ClientTransaction transaction, SipMessage response, in Flow flow)
    {
        Tell("response", response, flow);
        OnResponse(transaction, response);
    }

    void ITransactionUser.OnFailed(ClientTransaction transaction, bool timedOut)
    {
        if (IsRecording)
        {
            Told.Add(timedOut ? $"{transaction.Method} timed out" : $"{transaction.Method} not sent");
        }

        OnFailed(transaction);
    }

    void ITransactionUser.OnAnswerLost(ServerTransaction transaction, AnswerFault fault) =>
        Told.Add($"{transaction.Method} {fault}");

    void ITransactionUser.OnStray(SipMessage response, in Flow flow)
    {
    }

    void ITransactionUser.OnStraySuccess(SipMessage response, in Flow flow) => Tell("stray", response, flow);

    private void Tell(string what, SipMessage message, in Flow flow)
    {
        _ = flow;
        if (IsRecording)
        {
            Told.Add(message.IsRequest ? $"{what} {message.Method}" : $"{what} {message.StatusCode} {message.CSeqMethod}");
        }
    }

    private bool Send(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (!WireTakes(flow))
        {
            return false;
        }

        if (IsRecording)
        {
            Sent.Add((NowMs, flow, Encoding.UTF8.GetString(message)));
        }

        return true;
    }
}
