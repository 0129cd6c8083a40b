using System.Net;
using Tandem.Calls.Nat;
using Tandem.Wire.Flows;
using static Tandem.Tests.Calls.Nat.AgentMessage;

namespace Tandem.Tests.Calls.Nat;

/// <summary>Endpoints as they are met, altered and clean, and what is to be found: one row of the confusion table each.</summary>
internal static class NatCases
{
    public const string Alg = "SIP ALG rewrites";

    private static readonly AgentMessage Register = new();
    private static readonly AgentMessage Invite = new() { Method = "INVITE", Media = Own };
    private static readonly WrittenAddress Said = WrittenAddress.Of(NetAddress.From(IPAddress.Parse(Router), 8000));

    private static readonly WrittenAddress Ours = WrittenAddress.Of(NetAddress.From(IPAddress.Parse("198.51.100.1"), 5060));

    /// <summary>Something on the way, or the way itself, is at fault.</summary>
    public static IEnumerable<(string Name, NatEvidence Evidence, string Expected, NatProblem Problem)> Altered =>
    [
        ("Contact rewritten, port of nobody", (Register with { Contact = Router, ContactPort = 1024, SourcePort = 40_001 }).Alone(), Alg, NatProblem.RegistrationFails),
        ("Contact rewritten, agent that never learns", (Register with { Contact = Router, ContactPort = 40_001, SourcePort = 40_001, Agent = "Cisco-CP8841/14.1" }).Alone(), Alg, NatProblem.None),
        ("Contact keeps the inner port, so nothing reaches it", (Register with { Contact = Router, SourcePort = 40_001, CSeq = 1 }).Alone(), Alg, NatProblem.RegistrationFails),
        ("Via rewritten, Contact forgotten, agent that never learns", (Register with { Via = Router, ViaPort = 40_001, SourcePort = 40_001, Agent = "Cisco-CP8841/14.1" }).Alone(), Alg, NatProblem.None),
        ("Via rewritten to a port of nobody, no rport", (Register with { Via = Router, ViaPort = 1025, ViaEnd = "", SourcePort = 40_001 }).Alone(), Alg, NatProblem.RegistrationFails),
        ("Via and Contact rewritten, SDP forgotten", (Invite with { Via = Router, Contact = Router, Agent = "Cisco-CP8841/14.1" }).Alone(), Alg, NatProblem.OneWayAudio),
        ("SDP rewritten, nothing else", (Invite with { Media = Router }).Alone(), Alg, NatProblem.None),
        ("SDP rewritten to a port where no sound comes from",
            (Invite with { Media = Router }).Alone() with { Calls = new(0, 1, 0, 1, Said, NetAddress.From(IPAddress.Parse(Router), 50_004)) }, Alg, NatProblem.OneWayAudio),
        ("SDP rewritten, nothing is heard", (Invite with { Media = Router }).Alone() with { Calls = new(0, 2, 2, 0, Said, default) }, Alg, NatProblem.OneWayAudio),
        ("SDP rewritten, Content-Length left", (Invite with { Media = Router, LengthOff = 1 }).Alone(), Alg, NatProblem.OneWayAudio),
        ("SDP rewritten all through, Content-Length left, message cut short", (Invite with { Media = Router, Origin = Router, LengthOff = 2 }).Alone(), Alg, NatProblem.OneWayAudio),
        ("all rewritten but the Call-ID, Contact's port of nobody",
            (Register with { Via = Router, ViaPort = 40_001, Contact = Router, ContactPort = 1026, SourcePort = 40_001, CallIdHost = Own }).Alone(), Alg, NatProblem.RegistrationFails),
        ("the same, and calls to it are lost",
            (Register with { Via = Router, ViaPort = 40_001, Contact = Router, ContactPort = 1026, SourcePort = 40_001, CallIdHost = Own }).Alone() with { Binding = new(0, 0, 0, 1) }, Alg, NatProblem.NoIncomingCalls),
        ("all rewritten alike, agent without STUN", (Invite with { Via = Router, Contact = Router, Media = Router, Agent = "Cisco-SIPGateway/IOS-15.4" }).Alone(), Alg, NatProblem.None),
        ("inner router writes its own outside", (Register with { Contact = "100.64.3.4" }).Alone(), Alg, NatProblem.RegistrationFails),
        ("received written into the request", (Register with { ViaEnd = $";received={Router}" }).Alone(), Alg, NatProblem.None),
        ("rport filled in", (Register with { ViaEnd = ";rport=40001", SourcePort = 40_001 }).Alone(), Alg, NatProblem.None),
        ("rport taken out", (Register with { ViaEnd = "", SourcePort = 40_001, Agent = "Linphone Desktop/5.2" }).Alone(), Alg, NatProblem.RegistrationFails),
        ("calls drop for want of an ACK, Contact rewritten",
            (Invite with { Contact = Router, ContactPort = 1027, SourcePort = 40_001 }).Alone() with { Calls = new(2, 0, 0, 2, Said, default) }, Alg, NatProblem.CallDropsAt30Seconds),
        ("calls drop for want of an ACK, nothing to be seen", Invite.Alone() with { Calls = new(3, 0, 0, 3, Said, default) }, Alg, NatProblem.CallDropsAt30Seconds),
        ("the first REGISTER shows it, later ones hide it",
            (Register with { Contact = Router, CSeq = 2 }).Alone() with { Before = (Register with { Contact = Router, ContactPort = 1028, CSeq = 1 }).Seen() }, Alg, NatProblem.RegistrationFails),
        ("a marked message came with another Contact",
            (Register with { Contact = Router, ContactPort = 1029 }).Alone() with { Changes = [new("Contact", $"<sip:nat-check@{Own}:5060>", $"<sip:nat-check@{Router}:1029>")] }, Alg, NatProblem.RegistrationFails),
        ("a marked INVITE came with another Via and Contact, and its own SDP",
            (Invite with { Via = Router, Contact = Router }).Alone() with { Changes = [new("Via", $"{Own}:5060", $"{Router}:5060"), new("Contact", $"<sip:nat-check@{Own}:5060>", $"<sip:nat-check@{Router}:5060>")] }, Alg, NatProblem.OneWayAudio),
        ("binding lives 25 s", Register.Alone() with { Binding = new(20, 25, 2, 1) }, "binding too short", NatProblem.NoIncomingCalls),
        ("binding lives 28 s, calls drop", Invite.Alone() with { Binding = new(20, 28, 2, 0), Calls = new(3, 0, 0, 3, Said, default) }, "binding too short", NatProblem.CallDropsAt30Seconds),
        ("no sound comes from it", Invite.Alone() with { Calls = new(0, 3, 3, 0, Said, default) }, "media blocked", NatProblem.OneWayAudio),
        ("the answer of one that is called: SDP rewritten, Contact not", Register.Alone() with { Answer = Answer(Invite with { Media = Router }) }, Alg, NatProblem.None),
        ("the answer of one that is called: Contact's port of nobody, SDP not",
            (Register with { SourcePort = 40_001 }).Alone() with { Answer = Answer(Invite with { Contact = Router, ContactPort = 1030, SourcePort = 40_001, CSeq = 1 }) }, Alg, NatProblem.RegistrationFails),
        ("our Via comes back with another branch", Register.Alone() with { Returned = new(Ours, Ours, true, 2) }, Alg, NatProblem.NoIncomingCalls),
        ("our Via comes back with the router's address", Register.Alone() with { Returned = new(Ours, WrittenAddress.Of(NetAddress.From(IPAddress.Parse("192.168.1.1"), 5060)), false, 4) }, Alg, NatProblem.None),
        ("each request comes twice", Register.Alone() with { Duplicates = 3, DuplicateGapMs = 4 }, "duplicates", NatProblem.DuplicatedMessages),
    ];

    /// <summary>Nothing is at fault.</summary>
    public static IEnumerable<(string Name, NatEvidence Evidence, string Expected)> Clean =>
    [
        ("public address", (Invite with { Via = Router, Contact = Router, Media = Router, Origin = Router }).Alone(), "no NAT"),
        ("private network, the same at both ends", (Invite with { Source = Own }).Alone(), "no NAT"),
        ("trunk with media elsewhere", (Invite with { Via = Router, Contact = Router, Media = "203.0.113.99", Origin = "203.0.113.99" }).Alone(), "no NAT"),
        ("trunk with another Contact port", (Invite with { Via = Router, Contact = Router, ContactPort = 5080, Media = Router, Origin = Router }).Alone(), "no NAT"),
        ("names instead of addresses", (Register with { Via = "phone.example.com", Contact = "phone.example.com" }).Alone(), "no NAT"),
        ("session border controller that shows its Via alone", (Invite with { Via = Router, Contact = Router, Media = "203.0.113.8", CallIdHost = "10.1.1.1", Origin = "203.0.113.8", Agent = "AudioCodes Mediant" }).Alone(), "no NAT"),
        ("session border controller that passes the Call-ID on and has a port for each registration", (Register with { Via = Router, Contact = Router, ContactPort = 5084, CallIdHost = "10.1.1.1" }).Alone(), "STUN in use"),
        ("several Vias", (Invite with { Via = Router, ViaEnd = $";rport\r\nVia: SIP/2.0/UDP {Own}:5060;branch=z9hG4bK0;received=192.168.1.1", Media = Router }).Alone(), "no NAT"),
        ("Record-Route of a proxy", (Invite with { Via = Router, Lines = $"Record-Route: <sip:{Router};lr>\r\n", Media = Router }).Alone(), "no NAT"),
        ("Path of an edge proxy", (Register with { Via = Router, Lines = $"Path: <sip:{Router};lr>\r\n" }).Alone(), "no NAT"),
        ("NAT, port kept", Invite.Alone(), "NAT, clean"),
        ("NAT, port moved", (Invite with { SourcePort = 61_234 }).Alone(), "NAT, clean"),
        ("NAT, over TCP", (Register with { Transport = "TCP", SourcePort = 61_234 }).Alone(), "NAT, clean"),
        ("provider's NAT, nothing else", (Register with { Via = "100.64.3.4", Contact = "100.64.3.4" }).Alone(), "NAT, clean"),
        ("learned Contact", (Register with { Contact = Router, ContactPort = 40_001, SourcePort = 40_001 }).Alone(), "NAT, clean"),
        ("learned Contact, kept when the registration begins anew", (Register with { Contact = Router, ContactPort = 40_001, SourcePort = 40_001, CSeq = 1 }).Alone(), "NAT, clean"),
        ("learned Via and Contact, SDP not", (Invite with { Via = Router, ViaPort = 40_001, Contact = Router, ContactPort = 40_001, SourcePort = 40_001, Agent = "PJSUA v2.14" }).Alone(), "NAT, clean"),
        ("learned Contact before its port moved",
            (Register with { Contact = Router, ContactPort = 40_001, SourcePort = 40_777 }).Alone() with { Told = [NetAddress.From(IPAddress.Parse(Router), 40_001)] }, "NAT, clean"),
        ("STUN, own ports", (Invite with { Via = Router, Contact = Router, Media = Router, CallIdHost = Own }).Alone(), "STUN in use"),
        ("STUN behind a symmetric NAT", (Invite with { Via = Router, ViaPort = 2048, Contact = Router, ContactPort = 2048, Media = Router, SourcePort = 2050, CallIdHost = Own }).Alone(), "STUN in use"),
        ("STUN without Via", (Invite with { Contact = Router, Media = Router, Agent = "Cisco/SPA504G-7.6.2" }).Alone(), "STUN in use"),
        ("ICE", (Invite with { Media = Router, MediaLines = "a=candidate:1 1 udp 2130706431 192.168.1.10 8000 typ host\r\n" }).Alone(), "STUN in use"),
        ("ICE, learned Contact", (Invite with { Media = Router, Contact = Router, ContactPort = 40_001, SourcePort = 40_001, Agent = "Linphone Desktop/5.2", MediaLines = "a=candidate:1 1 udp 2130706431 192.168.1.10 8000 typ host\r\n" }).Alone(), "STUN in use"),
        ("empty lines behind the body", (Invite with { MediaLines = "\r\n\r\n", LengthOff = -4 }).Alone(), "NAT, clean"),
        ("a quiet call among many", Invite.Alone() with { Calls = new(0, 40, 1, 39, Said, default) }, "NAT, clean"),
        ("one call without an ACK", Invite.Alone() with { Calls = new(1, 12, 0, 12, Said, default) }, "NAT, clean"),
        ("binding of three minutes", Register.Alone() with { Binding = new(170, 180, 4, 0) }, "NAT, clean"),
        ("the answer of one that is called, as it was written", Register.Alone() with { Answer = Answer(Invite) }, "NAT, clean"),
        ("the answer of one that uses ICE", Register.Alone() with { Answer = Answer(Invite with { Media = Router, MediaLines = "a=candidate:1 1 udp 2130706431 192.168.1.10 8000 typ host\r\n" }) }, "STUN in use"),
        ("our Via came back oddly once", Register.Alone() with { Returned = new(Ours, Ours, true, 1) }, "NAT, clean"),
        ("port moved once", Register.Alone() with { Binding = new(20, 60, 1, 0) }, "NAT, clean"),
        ("a marked message came untouched", Register.Alone() with { Changes = [] }, "NAT, clean"),
    ];

    /// <summary>What the same agent would answer: the Via in it is ours.</summary>
    private static NatSighting Answer(AgentMessage message) => message.Seen() with { IsAnswer = true, Via = default, HasRPort = false, CallIdHost = default };
}
