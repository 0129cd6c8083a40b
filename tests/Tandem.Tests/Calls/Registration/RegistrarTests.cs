using Tandem.Calls.Control;
using Tandem.Calls.Registration;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Registration;

/// <summary>The registrar of RFC 3261 §10.3, over the whole switch.</summary>
public sealed class RegistrarTests : IDisposable
{
    private const string Here = "127.0.9.50:5060";
    private readonly TestSwitch _tandem = TestSwitch.Start(static plan => plan.Phone("1001", "secret").Phone("1002", "other"));

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public void A_phone_with_its_password_is_registered_and_found()
    {
        RegisteringPhone phone = Phone();

        phone.Register().Should().Be(200);

        phone.Contacts.Should().Equal($"<sip:1001@{Here}>;expires=3600");
        SipText.Header(phone.Answer, "Date").Should().Be("Mon, 05 Jan 2026 12:00:00 GMT");
        PhoneContact found = _tandem.Registrations.Find("1001").Should().ContainSingle().Subject;
        found.Uri.Should().Be($"sip:1001@{Here}");
        found.Flow.Remote.Should().Be(TestWire.Address(Here));
        found.Until.Should().Be(_tandem.Time.GetUtcNow().AddHours(1));
        _tandem.Registrations.Count.Should().Be((1, 1));
        Counted("Challenged").Should().Be(1);
        Counted("Registered").Should().Be(1);
    }

    [Theory]
    [InlineData("phone/1", "SHA-256", "MD5")]
    [InlineData("baresip v1.0.0 (x86_64/linux)", "MD5")]
    [InlineData("baresip v3.1.0 (x86_64/linux)", "SHA-256", "MD5")]
    public void Who_gives_up_at_an_unknown_algorithm_is_asked_by_MD5_alone(string userAgent, params string[] algorithms)
    {
        RegisteringPhone phone = Phone();
        phone.UserAgent = userAgent;

        phone.Says($"Contact: {phone.Contact}");

        SipText.Headers(phone.Answer, "WWW-Authenticate").Select(static line => line.Split("algorithm=")[1].Split(',')[0]).Should().Equal(algorithms);
        phone.Register().Should().Be(200);
    }

    [Fact]
    public void It_is_found_no_longer_than_it_was_granted()
    {
        Phone().Register("Expires: 100").Should().Be(200);

        _tandem.Time.Advance(TimeSpan.FromSeconds(99));
        _tandem.Registrations.Find("1001").Should().HaveCount(1);
        _tandem.Time.Advance(TimeSpan.FromSeconds(1));
        _tandem.Registrations.Find("1001").Should().BeEmpty();

        _tandem.Registrations.Count.Should().Be((1, 1), "nobody has swept yet");
        _tandem.Registrations.Sweep(static _ => true);
        _tandem.Registrations.Count.Should().Be((0, 0));
    }

    [Fact]
    public void Wrong_passwords_are_the_same_for_a_number_that_is_none()
    {
        RegisteringPhone wrong = Phone(password: "guess");
        var nobody = new RegisteringPhone(_tandem, _tandem.Peer("p2", "127.0.9.51:5060"), "7777", "guess");

        wrong.Says($"Contact: {wrong.Contact}");
        string toKnown = wrong.Answer;
        nobody.Says($"Contact: {nobody.Contact}");
        string toUnknown = nobody.Answer;
        Shape(toUnknown).Should().Be(Shape(toKnown));

        Asked(wrong).Should().Equal(Asked(nobody)).And.Equal(401, 401, 401, 403);
        Shape(nobody.Answer).Should().Be(Shape(wrong.Answer));
        _tandem.Registrations.Count.Should().Be((0, 0));
        _tandem.Node.Leftovers().Should().Be(default(SwitchLeftovers));
    }

    [Fact]
    public void Who_guesses_too_often_is_suspended_and_says_so_to_nobody()
    {
        Asked(Phone(password: "guess"));
        Asked(Phone(password: "guess"));

        RegisteringPhone right = Phone();
        right.Register().Should().Be(403, "its address is suspended");
        Counted("Suspended").Should().Be(1);

        _tandem.Time.Advance(TimeSpan.FromSeconds(181));
        right.Register().Should().Be(200);
    }

    [Fact]
    public void Nothing_is_said_of_wrong_passwords_when_SS_REPLY_UNAUTHORIZED_is_off()
    {
        _tandem.Apply(static plan => plan.Set("SS_REPLY_UNAUTHORIZED", "Off"));
        RegisteringPhone wrong = Phone(password: "guess");

        Asked(wrong).Should().Equal(401, 401, 401, 0);

        _tandem.Node.Leftovers().Should().Be(default(SwitchLeftovers));
        Phone().Register().Should().Be(200);
    }

    [Fact]
    public void One_phone_can_not_register_for_another()
    {
        RegisteringPhone phone = Phone();
        phone.Registers = "1002";

        phone.Register().Should().Be(403);

        _tandem.Registrations.Find("1002").Should().BeEmpty();
        Counted("OtherNumber").Should().Be(1);
    }

    [Fact]
    public void A_nonce_of_long_ago_is_only_asked_anew()
    {
        RegisteringPhone phone = Phone();
        phone.Register().Should().Be(200);

        _tandem.Time.Advance(TimeSpan.FromSeconds(250));
        phone.Says($"Contact: {phone.Contact}");
        phone.Status.Should().Be(200, "the nonce is five minutes good, however long ago the first question was");
        _tandem.Time.Advance(TimeSpan.FromSeconds(3000));
        phone.Says($"Contact: {phone.Contact}");

        phone.Status.Should().Be(401);
        phone.Answer.Should().Contain("stale=true");
        Counted("WrongPassword").Should().Be(0);
    }

    [Fact]
    public void A_new_contact_replaces_the_one_before_as_in_VOS3000()
    {
        Phone().Register();
        RegisteringPhone second = Phone("127.0.9.60:5060");

        second.Register().Should().Be(200);

        second.Contacts.Should().ContainSingle();
        _tandem.Registrations.Find("1001").Should().ContainSingle().Which.Uri.Should().Be("sip:1001@127.0.9.60:5060");
    }

    [Fact]
    public void Without_replacing_all_are_kept_best_first()
    {
        _tandem.Apply(static plan => plan.Set("SS_ENDPOINT_REGISTER_REPLACE", "Off"));
        RegisteringPhone first = Phone();
        first.Contact += ";q=0.25";
        first.Register();
        RegisteringPhone second = Phone("127.0.9.60:5060");
        second.Register();

        second.Contacts.Should().HaveCount(2).And.Contain($"<sip:1001@{Here}>;expires=3600;q=0.250");
        _tandem.Registrations.Find("1001").Select(static one => one.Preference).Should().Equal(1, 0.25);
        second.Unregister().Should().Be(200);
        second.Contacts.Should().ContainSingle().Which.Should().Contain(Here);
    }

    [Fact]
    public void A_flood_of_contacts_keeps_the_newest()
    {
        _tandem.Apply(static plan => plan.Set("SS_ENDPOINT_REGISTER_REPLACE", "Off").Set("SS_ENDPOINT_REGISTER_LIMIT", "3"));
        for (int port = 1; port <= 10; port++)
        {
            RegisteringPhone phone = Phone(callId: $"call-{port}");
            phone.Contact = $"<sip:1001@{Here[..^5]}:{5100 + port}>";
            phone.Register().Should().Be(200);
            _tandem.Time.Advance(TimeSpan.FromSeconds(1));
        }

        _tandem.Registrations.Find("1001").Select(static one => one.Uri[^4..]).Should().Equal("5110", "5109", "5108");
        _tandem.Registrations.Count.Should().Be((1, 3));
        RegisteringPhone flood = Phone(callId: "flood");
        flood.Contact = string.Join(", ", Enumerable.Range(1, 4).Select(static port => $"<sip:1001@192.0.2.1:{port}>"));
        flood.Register().Should().Be(403);
        Counted("TooManyContacts").Should().Be(1);
    }

    [Fact]
    public void Without_Contact_it_only_asks()
    {
        RegisteringPhone phone = Phone();
        phone.Query().Should().Be(200);
        phone.Contacts.Should().BeEmpty();
        phone.Register();
        _tandem.Time.Advance(TimeSpan.FromSeconds(10));

        phone.Query().Should().Be(200);

        phone.Contacts.Should().Equal($"<sip:1001@{Here}>;expires=3590");
    }

    [Fact]
    public void A_star_removes_all_and_stands_alone()
    {
        RegisteringPhone phone = Phone();
        phone.Register();
        phone.Asks(["Contact: *"]).Should().Be(400);
        phone.Asks(["Contact: *", "Expires: 10"]).Should().Be(400);
        phone.Asks(["Contact: *, <sip:1001@192.0.2.1>", "Expires: 0"]).Should().Be(400);
        _tandem.Registrations.Find("1001").Should().HaveCount(1);

        phone.Asks(["Contact: *", "Expires: 0"]).Should().Be(200);

        _tandem.Registrations.Find("1001").Should().BeEmpty();
        Counted("BadStar").Should().Be(3);
    }

    [Fact]
    public void What_is_older_than_the_registration_changes_nothing()
    {
        RegisteringPhone phone = Phone();
        phone.CSeq = 100;
        phone.Register();

        phone.CSeq = 50;
        phone.Asks([$"Contact: {phone.Contact}", "Expires: 0"]).Should().Be(500);
        phone.CSeq = 50;
        phone.Asks(["Contact: *", "Expires: 0"]).Should().Be(500);
        _tandem.Registrations.Find("1001").Should().HaveCount(1);

        Phone(callId: "another").Unregister().Should().Be(200, "another Call-ID has another order");
        _tandem.Registrations.Find("1001").Should().BeEmpty();
    }

    [Theory]
    [InlineData("Expires: 59", 423, 0)]
    [InlineData("Expires: 60", 200, 60)]
    [InlineData("Expires: 100000", 200, 3600)]
    [InlineData("Expires: 99999999999999999999", 200, 3600)]
    [InlineData("Expires: never", 200, 3600)]
    [InlineData("X: y", 200, 3600)]
    public void Times_are_granted_within_bounds(string header, int status, int seconds)
    {
        RegisteringPhone phone = Phone();

        phone.Register(header).Should().Be(status);

        if (status == 423)
        {
            SipText.Header(phone.Answer, "Min-Expires").Should().Be("60");
        }
        else
        {
            phone.Contacts.Should().ContainSingle().Which.Should().EndWith($";expires={seconds}");
        }
    }

    [Theory]
    [InlineData("192.168.1.20:5060;rport", "<sip:1001@192.168.1.20:5060>", true)]
    [InlineData("127.0.9.50:5060;rport", "<sip:1001@192.168.1.20:5060>", true)]
    [InlineData("192.168.1.20:5060;rport", "<sip:1001@127.0.9.50:5060>", true)]
    [InlineData("127.0.9.50:5062;rport", "<sip:1001@127.0.9.50:5060>", true)]
    [InlineData("127.0.9.50:5060;rport", "<sip:1001@127.0.9.50:5060>", false)]
    [InlineData("phone.example;rport", "<sip:1001@phone.example>", false)]
    public void A_NAT_shows_in_Via_and_Contact_and_shortens_the_time(string via, string contact, bool isBehindNat)
    {
        RegisteringPhone phone = Phone();
        phone.Via = via;
        phone.Contact = contact;

        phone.Register().Should().Be(200, "behind a NAT the answer goes to the packet's source");

        phone.Contacts.Should().ContainSingle().Which.Should().EndWith(isBehindNat ? ";expires=300" : ";expires=3600");
        _tandem.Registrations.Of("1001").Should().ContainSingle().Which.IsBehindNat.Should().Be(isBehindNat);
        if (isBehindNat)
        {
            _tandem.Registrations.Find("1001")[0].Flow.Remote.Should().Be(TestWire.Address(Here));
        }
    }

    [Fact]
    public void A_phone_that_listens_elsewhere_than_it_sends_from_is_called_at_its_Contact()
    {
        SipPeer sends = _tandem.Peer("sends", "127.0.9.70:40000");
        SipPeer listens = _tandem.Peer("listens", "127.0.9.70:5060");
        string register = new RegisteringPhone(_tandem, sends, "1001", "secret") { Via = "127.0.9.70:5060" }.Says("Contact: <sip:1001@127.0.9.70:5060>");
        register.Should().NotBeEmpty();
        listens.All.Should().ContainSingle("without rport the answer goes to the Via's port (RFC 3261 §18.2.2)");
    }

    [Fact]
    public void Path_is_kept_and_told_back()
    {
        RegisteringPhone phone = Phone();
        string[] path = ["Supported: path", "Path: <sip:edge-b.example;lr>, <sip:edge-a.example;lr>"];

        phone.Register(path).Should().Be(200);

        SipText.Headers(phone.Answer, "Path").Should().Equal("<sip:edge-b.example;lr>, <sip:edge-a.example;lr>");
        _tandem.Registrations.Find("1001")[0].Route.Should().Equal("<sip:edge-b.example;lr>", "<sip:edge-a.example;lr>");
        Phone(callId: "b").Register($"Path: <sip:{new string('a', 2000)}>").Should().Be(400);
    }

    [Fact]
    public void A_flow_of_RFC_5626_takes_the_place_of_the_one_before()
    {
        _tandem.Apply(static plan => plan.Set("SS_ENDPOINT_REGISTER_REPLACE", "Off"));
        RegisteringPhone phone = Phone();
        phone.Contact = "<sip:1001@192.168.1.2:40001;transport=tcp>;+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>\";reg-id=1";
        phone.Register("Supported: path, outbound").Should().Be(200);
        SipText.Header(phone.Answer, "Require").Should().Be("outbound");
        phone.Contacts.Should().ContainSingle().Which.Should().EndWith(";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>\";reg-id=1");

        RegisteringPhone rebooted = Phone(callId: "after reboot".Replace(' ', '-'));
        rebooted.Contact = phone.Contact.Replace("40001", "40002", StringComparison.Ordinal);
        rebooted.Register("Supported: path, outbound").Should().Be(200);
        rebooted.Contacts.Should().ContainSingle().Which.Should().Contain("40002");
        rebooted.Contact = rebooted.Contact.Replace("reg-id=1", "reg-id=2", StringComparison.Ordinal);
        rebooted.Register("Supported: path, outbound").Should().Be(200);
        rebooted.Contacts.Should().HaveCount(2);
    }

    [Fact]
    public void A_flow_through_a_proxy_that_keeps_none_is_refused()
    {
        RegisteringPhone phone = Phone();
        phone.Contact += ";+sip.instance=\"<urn:uuid:1>\";reg-id=1";
        string[] through = ["Supported: path, outbound", "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKinner"];

        phone.Register(through).Should().Be(439);
        phone.Register([.. through, "Path: <sip:edge.example;lr;ob>"]).Should().Be(200);
    }

    [Fact]
    public void What_was_registered_over_a_stream_goes_with_it()
    {
        Flow stream = new(TransportKind.Tcp, 0, 7, _tandem.Wire.Local, TestWire.Address(Here));
        RegisteringPhone phone = Phone();
        phone.Stream = stream;
        phone.Via = "192.168.1.2:5060";
        phone.Contact = "<sip:1001@192.168.1.2:5060;transport=tcp>";
        phone.Register().Should().Be(200);
        _tandem.Registrations.Find("1001").Should().ContainSingle().Which.Flow.Should().Be(stream);

        _tandem.Closes(stream with { Connection = 8 });
        _tandem.Registrations.Find("1001").Should().HaveCount(1);
        _tandem.Closes(stream);

        _tandem.Registrations.Find("1001").Should().BeEmpty();
        _tandem.Registrations.Count.Should().Be((0, 0));
    }

    [Fact]
    public void A_phone_that_listens_for_streams_is_called_on_a_new_one()
    {
        Flow stream = new(TransportKind.Tcp, 0, 7, _tandem.Wire.Local, TestWire.Address(Here) with { Port = 40123 });
        _tandem.Peer("ephemeral", "127.0.9.50:40123");
        RegisteringPhone phone = new(_tandem, _tandem.Peer("ephemeral"), "1001", "secret") { Stream = stream, Via = Here, Contact = $"<sip:1001@{Here};transport=tcp>" };
        phone.Register().Should().Be(200);

        _tandem.Closes(stream);

        _tandem.Registrations.Find("1001").Should().ContainSingle().Which.Flow.Should().Be(stream.To(TestWire.Address(Here)));
    }

    [Fact]
    public void A_repeat_is_absorbed_and_a_phone_out_of_the_plan_goes()
    {
        RegisteringPhone phone = Phone();
        phone.Register();
        SipPeer peer = _tandem.Peer("p");
        int before = peer.All.Count;
        peer.Say(_tandem.LastSaid);
        peer.All[^1].Should().Be(phone.Answer);
        peer.All.Should().HaveCount(before + 1);
        (Counted("Registered"), Counted("Repeated")).Should().Be((1, 1));
        _tandem.Passes(33);
        peer.Say(_tandem.LastSaid);
        peer.All[^1].Should().NotBe(phone.Answer, "no repeat comes as late as that");

        _tandem.Registrations.Sweep(static number => number != "1001");
        _tandem.Registrations.Count.Should().Be((0, 0));
    }

    [Theory]
    [InlineData("Contact: <mailto:1001@example.org>", 400)]
    [InlineData("Contact: <sips:1001@192.0.2.1>", 400)]
    [InlineData("Contact: <sip:@>", 400)]
    [InlineData("Contact: nonsense", 400)]
    [InlineData("Contact: <sip:1001@192.0.2.1>;+sip.instance=\"{0}\"", 400)]
    [InlineData("Contact: <sip:1001@192.0.2.1;x={0}{0}>", 400)]
    [InlineData("Require: gruu", 420)]
    public void What_no_call_can_use_is_refused(string header, int status)
    {
        RegisteringPhone phone = Phone();

        phone.Asks([header.Replace("{0}", new string('x', 300), StringComparison.Ordinal)]).Should().Be(status);

        _tandem.Registrations.Count.Should().Be((0, 0));
        if (status == 420)
        {
            SipText.Header(phone.Answer, "Unsupported").Should().Be("gruu");
        }
    }

    [Fact]
    public void Without_phones_in_the_plan_there_is_no_registrar()
    {
        using TestSwitch tandem = TestSwitch.Start();
        new RegisteringPhone(tandem, tandem.Peer("p", Here), "1001", "secret").Register().Should().Be(405);
    }

    private RegisteringPhone Phone(string address = Here, string password = "secret", string callId = "") =>
        new(_tandem, _tandem.Peer(address == Here ? "p" : address, address), "1001", password, callId);

    private long Counted(string result) => _tandem.Node.Counters().ByReason["registrations"].GetValueOrDefault(result);

    /// <summary>The statuses of one more try each time, until it is not asked again.</summary>
    private static List<int> Asked(RegisteringPhone phone)
    {
        List<int> statuses = [];
        do
        {
            phone.Says($"Contact: {phone.Contact}");
            statuses.Add(phone.Status);
        }
        while (phone.Status == 401 && phone.TakesChallenge());
        return statuses;
    }

    /// <summary>An answer without what differs from request to request.</summary>
    private static string Shape(string answer) => string.Join(
        '\n', answer.Split("\r\n").Where(static line => !line.StartsWith("Via", StringComparison.Ordinal) && !line.StartsWith("Call-ID", StringComparison.Ordinal))
            .Select(static line => line.Split(['<', ':', ' '])[0] + (line.Contains("Digest", StringComparison.Ordinal) ? line.Length : line.Split(' ')[^1].Length)));
}
