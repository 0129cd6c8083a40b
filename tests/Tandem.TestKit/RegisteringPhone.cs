using System.Text;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.TestKit;

/// <summary>
/// A phone that registers, as the test tells it. Its packets come from its peer's address, or over <see cref="Stream"/>; its messages name what <see cref="Via"/> and <see cref="Contact"/> say.
/// </summary>
public sealed class RegisteringPhone(TestSwitch tandem, SipPeer peer, string number, string password, string callId = "")
{
    private readonly DigestClient _login = new(number, password, new Random(3));
    private readonly string _callId = callId.Length > 0 ? callId : $"{number}-{peer.HostPort}";
    private int _branch;

    /// <summary>The number of the next request.</summary>
    public uint CSeq { get; set; } = 1;

    /// <summary>What its Via names; the address that it sends from at first.</summary>
    public string Via { get; set; } = $"{peer.HostPort};rport";

    public string Contact { get; set; } = $"<sip:{number}@{peer.HostPort}>";

    /// <summary>Who is registered; the user of To.</summary>
    public string Registers { get; set; } = number;

    public string UserAgent { get; set; } = "phone/1";

    public string RequestUri { get; set; } = "sip:tandem.example";

    /// <summary>The stream that it sends on; null: datagrams.</summary>
    public Flow? Stream { get; set; }

    /// <summary>The last answer.</summary>
    public string Answer { get; private set; } = "";

    public int Status => SipPeer.StatusOf(Answer);

    /// <summary>Contact lines of the last answer.</summary>
    public IReadOnlyList<string> Contacts => SipText.Headers(Answer, "Contact");

    /// <summary>Registers its <see cref="Contact"/>, with the password when it is asked for it. The last status.</summary>
    public int Register(params string[] headers) => Asks([.. Contact.Length > 0 ? [$"Contact: {Contact}"] : Array.Empty<string>(), .. headers]);

    /// <summary>Which contacts are there? No Contact.</summary>
    public int Query() => Asks([]);

    /// <summary>Removes its contact.</summary>
    public int Unregister() => Asks([$"Contact: {Contact}", "Expires: 0"]);

    public int Asks(string[] headers)
    {
        Says(headers);
        while (Status is 401)
        {
            if (!_login.TryTake(Parsed(Answer)))
            {
                return Status;
            }

            Says(headers);
        }

        _login.Settle();
        return Status;
    }

    /// <summary>Answers the last challenge with its next request, whatever it thinks of being asked again.</summary>
    public bool TakesChallenge()
    {
        _login.Settle();
        return _login.TryTake(Parsed(Answer));
    }

    /// <summary>Sends one REGISTER, with the credentials it has so far.</summary>
    public string Says(params string[] headers)
    {
        var writer = new SipWriter();
        _login.Write(writer, "REGISTER"u8, Encoding.UTF8.GetBytes(RequestUri));
        string text = $"REGISTER {RequestUri} SIP/2.0\r\nVia: SIP/2.0/{(Stream is null ? "UDP" : "TCP")} {Via};branch=z9hG4bK-{_callId}-{++_branch}\r\nMax-Forwards: 70\r\n"
            + $"From: <sip:{Registers}@tandem.example>;tag=f{_branch}\r\nTo: <sip:{Registers}@tandem.example>\r\nCall-ID: {_callId}\r\nCSeq: {CSeq++} REGISTER\r\n"
            + Encoding.UTF8.GetString(writer.Written)
            + string.Concat(headers.Select(static header => $"{header}\r\n"))
            + $"User-Agent: {UserAgent}\r\nContent-Length: 0\r\n\r\n";
        Answer = "SIP/2.0 000 silence\r\n\r\n";
        int before = peer.All.Count;
        if (Stream is { } stream)
        {
            tandem.Hears(stream, text);
        }
        else
        {
            peer.Say(text);
        }

        if (peer.All.Count > before)
        {
            Answer = peer.All[^1];
        }

        return text;
    }

    private static SipMessage Parsed(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var message = new SipMessage { Buffer = bytes, Length = bytes.Length };
        SipParser.Parse(message);
        return message;
    }
}
