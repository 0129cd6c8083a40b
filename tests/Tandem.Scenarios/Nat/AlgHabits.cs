using System.Net;
using System.Text.RegularExpressions;

namespace Tandem.Scenarios.Nat;

/// <summary>The habits of real ALGs, each by itself; several together make a router.</summary>
internal static partial class AlgHabits
{
    /// <summary>Contact and, the way back, Request-URI: what works as long as the binding lives.</summary>
    public static readonly AlgHabit ContactToPublic = new(
        "Contact to the public address",
        static (packet, path) => packet.Change("Contact", value => Public(value, path)),
        static (packet, path) =>
        {
            packet.StartLine = packet.IsResponse ? packet.StartLine : Own(packet.StartLine, path);
            packet.Change("Contact", value => Own(value, path));
        });

    public static readonly AlgHabit ContactToWrongPort = new(
        "Contact to a port where nobody is",
        static (packet, path) => packet.Change("Contact", value => value.Replace(path.Phone.ToString(), $"{path.Outside.Address}:{path.Outside.Port + 1}", StringComparison.Ordinal)));

    /// <summary>The way back, the phone's own Via is put in again.</summary>
    public static readonly AlgHabit ViaToPublic = new(
        "Via to the public address",
        static (packet, path) => packet.Change("Via", value => Public(value, path)),
        static (packet, path) => packet.Change("Via", value => Own(value, path)));

    public static readonly AlgHabit ViaWithoutRport = new(
        "Via without rport", static (packet, _) => packet.Change("Via", static value => value.Replace(";rport", "", StringComparison.Ordinal)));

    public static readonly AlgHabit ReceivedTakenOut = new(
        "received and rport taken out of responses", null, static (packet, _) => packet.Change("Via", static value => ReceivedAndRport().Replace(value, "")));

    public static readonly AlgHabit SdpConnection = new("SDP c= to the public address", static (packet, path) => ChangeLine(packet, "c=", value => Public(value, path)));

    public static readonly AlgHabit SdpOrigin = new("SDP o= to the public address", static (packet, path) => ChangeLine(packet, "o=", value => Public(value, path)));

    public static readonly AlgHabit SdpPort = new(
        "SDP m= to another port", static (packet, _) => ChangeLine(packet, "m=", static value => MediaPort().Replace(value, static port => $"{int.Parse(port.Value) + 2000}")));

    public static readonly AlgHabit LengthAsBefore = new(
        "SDP c= to the public address, Content-Length as before",
        static (packet, path) =>
        {
            packet.KeepsLength = true;
            ChangeLine(packet, "c=", value => Public(value, path));
        });

    public static readonly AlgHabit BodyCut = new(
        "the body cut in the middle",
        static (packet, _) =>
        {
            packet.KeepsLength = true;
            packet.Body = packet.Body[..(packet.Body.Length / 2)];
        });

    public static readonly AlgHabit CallIdChanged = new("Call-ID to the public address", static (packet, path) => packet.Change("Call-ID", value => Public(value, path)));

    public static readonly AlgHabit FromToPublic = new(
        "From to the public address",
        static (packet, path) => packet.Change("From", value => Public(value, path)),
        static (packet, path) => packet.Change("From", value => Own(value, path)));

    public static readonly AlgHabit FromToTel = new("From to a tel URI", static (packet, _) => packet.Change("From", static value => SipUri().Replace(value, "<tel:${user}>")));

    public static readonly AlgHabit RequestUriWithPort = new(
        "Request-URI with the switch's port",
        static (packet, path) => packet.StartLine = packet.IsResponse
            ? packet.StartLine
            : packet.StartLine.Replace($"{path.Switch.Address} ", $"{path.Switch} ", StringComparison.Ordinal));

    public static readonly AlgHabit ExpiresCut = new(
        "expires cut to a minute",
        static (packet, _) =>
        {
            packet.Change("Expires", static _ => "60");
            packet.Change("Contact", static value => ContactExpires().Replace(value, ";expires=60"));
        });

    public static readonly AlgHabit SupportedTakenOut = Without("Supported");

    public static readonly AlgHabit SessionExpiresTakenOut = Without("Session-Expires");

    public static readonly AlgHabit RouteTakenOut = Without("Route");

    public static readonly AlgHabit AuthorizationTakenOut = Without("Authorization");

    public static readonly AlgHabit NamesShortened = new(
        "headers by their short names",
        static (packet, _) =>
        {
            for (int i = 0; i < packet.Headers.Count; i++)
            {
                packet.Headers[i] = packet.Headers[i].Replace("From:", "f:", StringComparison.Ordinal).Replace("To:", "t:", StringComparison.Ordinal)
                    .Replace("Call-ID:", "i:", StringComparison.Ordinal);
            }
        });

    public static readonly AlgHabit RegisterTwice = new("REGISTER twice", static (packet, _) => packet.Copies = packet.Method == "REGISTER" ? 2 : packet.Copies);

    public static readonly AlgHabit AckLost = new("ACK lost", static (packet, _) => packet.Copies = packet.Method == "ACK" ? 0 : packet.Copies);

    public static readonly AlgHabit InviteLost = new("INVITE for the phone lost", null, static (packet, _) => packet.Copies = packet.Method == "INVITE" ? 0 : packet.Copies);

    /// <summary>Neither side's keep-alives cross the router, and the phone believes that it is heard.</summary>
    public static readonly AlgHabit KeepAliveAnswered = new(
        "keep-alives answered by the router",
        static (packet, _) => (packet.Copies, packet.Answer) = packet.IsSip || packet.Text != "\r\n\r\n" ? (packet.Copies, packet.Answer) : (0, "\r\n"),
        static (packet, _) => packet.Copies = packet.IsSip || packet.Text != "HELLO" ? packet.Copies : 0);

    public static readonly AlgHabit OptionsAnswered = new(
        "OPTIONS answered by the router",
        null,
        static (packet, _) =>
        {
            if (packet.Method == "OPTIONS")
            {
                packet.Copies = 0;
                packet.Answer = $"SIP/2.0 200 OK\r\nVia: {packet.Header("Via")}\r\nFrom: {packet.Header("From")}\r\nTo: {packet.Header("To")};tag=router\r\n" +
                    $"Call-ID: {packet.Header("Call-ID")}\r\nCSeq: {packet.Header("CSeq")}\r\nContent-Length: 0\r\n\r\n";
            }
        });

    /// <summary>No ALG but a border controller, which is nobody's fault.</summary>
    public static readonly AlgHabit ViaAdded = new(
        "a Via of its own, as a proxy has",
        static (packet, path) =>
        {
            if (packet.IsSip && !packet.IsResponse)
            {
                packet.Headers.Insert(0, $"Via: SIP/2.0/UDP {path.Outside};branch=z9hG4bKproxy{packet.Header("CSeq").Replace(" ", "", StringComparison.Ordinal)}");
            }
        },
        static (packet, _) =>
        {
            if (packet.IsResponse)
            {
                packet.Headers.RemoveAt(packet.Headers.FindIndex(static line => line.StartsWith("Via:", StringComparison.OrdinalIgnoreCase)));
            }
        });

    /// <summary>What the kernel's nf_nat_sip does.</summary>
    public static readonly IReadOnlyList<AlgHabit> AsTheKernel = [ContactToPublic, ViaToPublic, FromToPublic, SdpConnection, SdpOrigin];

    public static readonly IReadOnlyList<AlgHabit> All =
    [
        ContactToPublic, ContactToWrongPort, ViaToPublic, ViaWithoutRport, ReceivedTakenOut, SdpConnection, SdpOrigin, SdpPort, LengthAsBefore, BodyCut,
        CallIdChanged, FromToPublic, FromToTel, RequestUriWithPort, ExpiresCut, SupportedTakenOut, SessionExpiresTakenOut, RouteTakenOut, AuthorizationTakenOut,
        NamesShortened, RegisterTwice, AckLost, InviteLost, KeepAliveAnswered, OptionsAnswered, ViaAdded,
    ];

    private static AlgHabit Without(string header) => new($"{header} taken out", (packet, _) => packet.Remove(header));

    private static string Public(string text, AlgPath path) => Replaced(text, path.Phone, path.Outside);

    private static string Own(string text, AlgPath path) => Replaced(text, path.Outside, path.Phone);

    private static string Replaced(string text, IPEndPoint from, IPEndPoint to) =>
        Regex.Replace(text, $@"\b{Regex.Escape(from.Address.ToString())}(:{from.Port})?(?![\d.])", match => match.Groups[1].Length > 0 ? to.ToString() : to.Address.ToString(), RegexOptions.None, TimeSpan.FromSeconds(1));

    private static void ChangeLine(AlgPacket packet, string type, Func<string, string> line) =>
        packet.Body = string.Join("\r\n", packet.Body.Split("\r\n").Select(one => one.StartsWith(type, StringComparison.Ordinal) ? line(one) : one));

    [GeneratedRegex(";(received|rport)=[^;,]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReceivedAndRport();

    [GeneratedRegex(@"(?<=^m=\w+ )\d+", RegexOptions.None, 1000)]
    private static partial Regex MediaPort();

    [GeneratedRegex("<sips?:(?<user>[^@>]+)@[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SipUri();

    [GeneratedRegex(@";expires=\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ContactExpires();
}
