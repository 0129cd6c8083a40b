using System.Globalization;
using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.TestKit;

/// <summary>
/// A scripted SIP endpoint that the test plays: it does what it is told and nothing else, but for the ACK of a failure and (unless told otherwise) of a 2xx. Its messages are text
/// and pass the real parser. One conversation at a time; <see cref="Say(string)"/> sends anything.
/// </summary>
public sealed class SipPeer(TestSwitch tandem, string name, NetAddress address)
{
    private readonly List<string> _inbox = [];
    private readonly HashSet<string> _seen = [];
    private int _number;
    private uint _cseq;
    private string _invite = "";
    private string _ownSide = "";
    private string _farSide = "";
    private string _ownTag = "";
    private string _farTag = "";

    public string Name => name;

    public NetAddress Address => address;

    public string HostPort => address.ToString();

    /// <summary>Everything that came, in order.</summary>
    public List<string> All { get; } = [];

    /// <summary>The request that <see cref="Answers"/> answers.</summary>
    public string Request { get; private set; } = "";

    public string CallId { get; private set; } = "";

    /// <summary>URI of the far side's Contact.</summary>
    public string Target { get; private set; } = "";

    /// <summary>What its Vias name as the place to answer to; its own address at first.</summary>
    public string SentBy { get; set; } = address.ToString();

    /// <summary>Where its descriptions say that it hears; nobody's place when the test does not say.</summary>
    public NetAddress Sound { get; set; } = TestWire.Address("127.0.0.9:4000");

    /// <summary>The URI in its Contacts; its own address at first.</summary>
    public string Contact { get; set; } = $"sip:{name}@{address}";

    /// <summary>Added to every message this peer makes.</summary>
    public string UserAgent => $"{name}-agent";

    internal void Receive(byte[] message)
    {
        string text = Encoding.UTF8.GetString(message);
        All.Add(text);
        _inbox.Add(text);
    }

    // ---- As a caller ----

    /// <summary>Sends an INVITE that opens a call.</summary>
    public SipPeer Invites(string called, string from = "2001", string? sdp = "offer", params string[] headers) =>
        InvitesWith(called, from, sdp is null ? "" : Describe(sdp), headers);

    /// <summary>The same with any body.</summary>
    public SipPeer InvitesWith(string called, string from, string body, params string[] headers) =>
        Opens($"sip:{called}@127.0.0.1:5060", $"<sip:{from}@{name}.example>", $"<sip:{called}@127.0.0.1>", body, headers);

    /// <summary>The same with a Request-URI, From (without its tag) and To as they are given.</summary>
    public SipPeer InvitesAs(string uri, string from, string to, params string[] headers) => Opens(uri, from, to, Describe("offer"), headers);

    /// <summary>The same INVITE once more, byte for byte.</summary>
    public void Repeats() => Say(_invite);

    /// <summary>A new INVITE of the same call, with credentials.</summary>
    public void InvitesAgain(params string[] headers)
    {
        _cseq++;
        string body = _invite[(_invite.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        _farSide = Untagged(_farSide);
        _invite = BuildWithBody("INVITE", NewBranch(), _cseq, body, headers);
        Say(_invite);
    }

    public void Cancels(params string[] headers) => Say(BuildWithBody("CANCEL", BranchOf(_invite), NumberOf(_invite), "", headers));

    /// <summary>The next response must have this status. Failures of INVITE are acknowledged; so is a 2xx, unless told otherwise.</summary>
    public string Gets(int status, bool ack = true, string? answerSdp = null)
    {
        string response = Take(text => text.StartsWith("SIP/2.0 ", StringComparison.Ordinal), $"{status}");
        int got = StatusOf(response);
        if (got != status)
        {
            throw new InvalidOperationException($"{name} expected {status} and got:\n{response}");
        }

        Learn(response, isRequest: false);
        if (CSeqOf(response).EndsWith(" INVITE", StringComparison.Ordinal) && status >= 300)
        {
            string branch = BranchOf(_invite);
            Say(BuildWithBody("ACK", branch, NumberOf(response), "", []));
        }
        else if (CSeqOf(response).EndsWith(" INVITE", StringComparison.Ordinal) && status >= 200 && ack)
        {
            Acks(answerSdp, NumberOf(response));
        }

        return response;
    }

    public void Acks(string? sdp = null, uint? cseq = null) => Say(Build("ACK", NewBranch(), cseq ?? NumberOf(_invite), sdp, []));

    // ---- In a dialog, from either side ----

    public void Byes(params string[] headers) => Sends("BYE", null, headers);

    /// <summary>Any request inside the dialog.</summary>
    public string Sends(string method, string? sdp = null, params string[] headers) => SendsBody(method, sdp is null ? "" : Describe(sdp), headers);

    /// <summary>Any request inside the dialog, with this body.</summary>
    public string SendsBody(string method, string body, params string[] headers)
    {
        string message = BuildWithBody(method, NewBranch(), ++_cseq, body, headers);
        if (method == "INVITE")
        {
            _invite = message;
        }

        Say(message);
        return message;
    }

    // ---- As a callee ----

    /// <summary>The next request must have this method.</summary>
    public string Gets(string method)
    {
        string request = Take(text => !text.StartsWith("SIP/2.0 ", StringComparison.Ordinal), method);
        if (!request.StartsWith($"{method} ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{name} expected {method} and got:\n{request}");
        }

        if (method is not "ACK" and not "CANCEL")
        {
            Request = request;
        }

        if (method == "INVITE" && SipText.Header(request, "To") is { } to && !to.Contains("tag=", StringComparison.Ordinal))
        {
            _number++;
            _cseq = 100;
            _ownTag = $"{name}-tag-{_number}";
        }

        Learn(request, isRequest: true);
        return request;
    }

    /// <summary>Answers the last request; takes the next one first when none is waiting.</summary>
    public void Answers(int status, string? sdp = null, string? tag = null, params string[] headers)
    {
        if (Request.Length == 0)
        {
            Gets(NextMethod());
        }

        string request = Request;
        Say(Response(request, status, sdp ?? (status is 200 && request.StartsWith("INVITE ", StringComparison.Ordinal) ? "answer" : null), tag, headers));
        if (status >= 200)
        {
            Request = "";
        }
    }

    /// <summary>An answer to a given request, which stays as it is.</summary>
    public string Response(string request, int status, string? sdp, string? tag = null, params string[] headers)
    {
        var text = new StringBuilder($"SIP/2.0 {status} Whatever\r\n");
        foreach (string via in SipText.Headers(request, "Via"))
        {
            text.Append("Via: ").Append(via).Append("\r\n");
        }

        foreach (string route in SipText.Headers(request, "Record-Route"))
        {
            text.Append("Record-Route: ").Append(route).Append("\r\n");
        }

        string to = SipText.Header(request, "To")!;
        text.Append("From: ").Append(SipText.Header(request, "From")).Append("\r\nTo: ").Append(to);
        if (status > 100 && !to.Contains(";tag=", StringComparison.Ordinal))
        {
            text.Append(";tag=").Append(tag ?? _ownTag);
        }

        text.Append($"\r\nCall-ID: {SipText.Header(request, "Call-ID")}\r\nCSeq: {SipText.Header(request, "CSeq")}\r\n");
        text.Append($"Contact: <{Contact}>\r\nUser-Agent: {UserAgent}\r\n");
        return Finish(text, sdp is null ? "" : Describe(sdp), headers);
    }

    // ---- Anything ----

    public void Say(string message) => Say(Encoding.UTF8.GetBytes(message));

    public void Say(byte[] message) => tandem.Deliver(this, message);

    /// <summary>Nothing may have come since the last message that was looked at.</summary>
    public void GetsNothing()
    {
        Skip();
        if (_inbox.Count > 0)
        {
            throw new InvalidOperationException($"{name} expected nothing and got:\n{_inbox[0]}");
        }
    }

    /// <summary>Forgets what has not been looked at.</summary>
    public void Ignores() => _inbox.Clear();

    /// <summary>Takes a request's dialog for its own, so that requests can be sent in it.</summary>
    public void Adopt(string request)
    {
        _ownTag = _ownTag.Length == 0 ? $"{name}-tag" : _ownTag;
        _cseq = Math.Max(_cseq, 100);
        Learn(request, isRequest: true);
    }

    /// <summary>Forgets everything that ever came: for tests of very many calls.</summary>
    public void Forget()
    {
        _inbox.Clear();
        _seen.Clear();
        All.Clear();
    }

    public static int StatusOf(string response) => int.Parse(response.AsSpan(8, 3), CultureInfo.InvariantCulture);

    public static string BodyOf(string message) => message[(message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    private SipPeer Opens(string uri, string from, string to, string body, string[] headers)
    {
        _number++;
        _cseq = 1;
        CallId = $"{name}-{_number}@{name}.example";
        _ownTag = $"{name}-tag-{_number}";
        _ownSide = $"{from};tag={_ownTag}";
        _farSide = to;
        _farTag = "";
        Target = uri;
        _invite = BuildWithBody("INVITE", NewBranch(), _cseq, body, headers);
        Say(_invite);
        return this;
    }

    private string Describe(string name) => SipText.Sdp(name, Sound.ToEndPoint().Address.ToString(), Sound.Port);

    private string NextMethod()
    {
        Skip();
        _inbox.RemoveAll(static text => text.StartsWith("ACK ", StringComparison.Ordinal)); // nothing answers an ACK
        return _inbox.Find(text => !text.StartsWith("SIP/2.0 ", StringComparison.Ordinal))?.Split(' ')[0] ?? "INVITE";
    }

    private string Take(Func<string, bool> fits, string wanted)
    {
        Skip();
        int at = _inbox.FindIndex(text => fits(text));
        if (at < 0)
        {
            throw new InvalidOperationException(
                $"{name} expected {wanted} and got nothing. All that came:\n{string.Join('\n', All.Select(text => SipText.Summary(Encoding.UTF8.GetBytes(text))))}");
        }

        string message = _inbox[at];
        _inbox.RemoveAt(at);
        _seen.Add(message);
        return message;
    }

    /// <summary>100 Trying and repeats of what was seen say nothing new.</summary>
    private void Skip() => _inbox.RemoveAll(text => text.StartsWith("SIP/2.0 100", StringComparison.Ordinal) || _seen.Contains(text));

    private void Learn(string message, bool isRequest)
    {
        string own = SipText.Header(message, isRequest ? "To" : "From")!;
        string far = SipText.Header(message, isRequest ? "From" : "To")!;
        string? contact = SipText.Header(message, "Contact");
        if (contact is not null)
        {
            int open = contact.IndexOf('<', StringComparison.Ordinal);
            Target = contact[(open + 1)..contact.IndexOf('>', StringComparison.Ordinal)];
        }

        CallId = SipText.Header(message, "Call-ID")!;
        _farSide = far;
        _farTag = far.Contains(";tag=", StringComparison.Ordinal) ? far[(far.IndexOf(";tag=", StringComparison.Ordinal) + 5)..] : _farTag;
        _ownSide = own.Contains(";tag=", StringComparison.Ordinal) ? own : $"{own};tag={_ownTag}";
    }

    private string Build(string method, string branch, uint cseq, string? sdp, string[] headers) =>
        BuildWithBody(method, branch, cseq, sdp is null ? "" : Describe(sdp), headers);

    private string BuildWithBody(string method, string branch, uint cseq, string body, string[] headers)
    {
        string target = method is "CANCEL" || (method == "ACK" && branch == BranchOf(_invite)) ? _invite.Split(' ')[1] : Target;
        string far = method == "CANCEL" ? SipText.Header(_invite, "To")! : _farSide;
        var text = new StringBuilder($"{method} {target} SIP/2.0\r\n");
        text.Append($"Via: SIP/2.0/UDP {SentBy};branch={branch};rport\r\n");
        if (!headers.Any(static line => line.StartsWith("Max-Forwards:", StringComparison.Ordinal)))
        {
            text.Append("Max-Forwards: 70\r\n");
        }

        text.Append($"From: {_ownSide}\r\nTo: {far}\r\nCall-ID: {CallId}\r\nCSeq: {cseq} {method}\r\n");
        if (method is "INVITE" or "UPDATE")
        {
            text.Append($"Contact: <{Contact}>\r\n");
        }

        text.Append($"User-Agent: {UserAgent}\r\n");
        return Finish(text, body, headers);
    }

    private static string Finish(StringBuilder text, string body, string[] headers)
    {
        foreach (string header in headers)
        {
            text.Append(header).Append("\r\n");
        }

        if (body.Length > 0 && !headers.Any(static line => line.StartsWith("Content-Type:", StringComparison.Ordinal)))
        {
            text.Append("Content-Type: application/sdp\r\n");
        }

        return text.Append($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n").Append(body).ToString();
    }

    private string NewBranch() => $"z9hG4bK-{name}-{_number}-{_branches++}";

    private int _branches;

    private static string BranchOf(string message)
    {
        if (message.Length == 0)
        {
            return "";
        }

        string via = SipText.Header(message, "Via")!;
        return via[(via.IndexOf("branch=", StringComparison.Ordinal) + 7)..].Split(';')[0];
    }

    private static string CSeqOf(string message) => SipText.Header(message, "CSeq") ?? "";

    private static uint NumberOf(string message) => uint.Parse(CSeqOf(message).Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Untagged(string side)
    {
        int at = side.IndexOf(";tag=", StringComparison.Ordinal);
        return at < 0 ? side : side[..at];
    }
}
