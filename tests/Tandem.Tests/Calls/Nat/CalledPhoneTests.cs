using Tandem.Calls.Live;
using Tandem.Calls.Nat;
using Tandem.Calls.Registration;
using Tandem.Media.Nodes;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Nat;

/// <summary>What the switch notices of a phone that is called: its answers, our Via in them, its sound.</summary>
public sealed class CalledPhoneTests : IDisposable
{
    private const string Outside = "203.0.113.9";
    private readonly ScriptedNode _node = new();
    private readonly TestSwitch _tandem;
    private readonly SipPeer _phone;
    private readonly SipPeer _customer;

    public CalledPhoneTests()
    {
        _tandem = TestSwitch.Start(
            static plan => plan.Route("44", "carrier-a").Phone("1001", "secret").Set("SS_MEDIAPROXYMODE", "Must On").Set("SS_SIP_NAT_KEEP_ALIVE_OPTIONS", "On"), nodes: [_node]);
        _customer = _tandem.Peer("customer");
        _customer.Sound = TestWire.Address("127.0.0.2:4000");
        _phone = _tandem.Peer("1001", $"{Outside}:40001");
        _phone.Contact = "sip:1001@192.168.1.2:5060";
        _phone.Sound = TestWire.Address("192.168.1.2:8000");
        new RegisteringPhone(_tandem, _phone, "1001", "secret") { Via = "192.168.1.2:5060;rport", Contact = "<sip:1001@192.168.1.2:5060>" }.Register().Should().Be(200);
        _tandem.Contacts.Add("1001", _phone);
    }

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public void Answers_as_a_phone_writes_them_accuse_nobody()
    {
        Call();
        Call();
        Found().Findings.Should().ContainSingle().Which.Kind.Should().Be("NatClean");
    }

    [Fact]
    public void An_address_that_only_the_answer_has_is_the_routers_work()
    {
        _phone.Sound = TestWire.Address($"{Outside}:8000");
        Call();
        EndpointFinding finding = Found().Findings.Should().ContainSingle().Subject;
        finding.Finding.Should().Be($"SIP ALG rewrites SDP c= from 192.168.1.2 to {Outside}: harmless");
        finding.Confidence.Should().BeGreaterThanOrEqualTo(60);
    }

    [Fact]
    public void Our_Via_that_comes_back_with_another_address_is_told_once_it_is_a_rule()
    {
        Call(static answer => ViaSays(answer, "192.168.1.1:5060"));
        EndpointFinding finding = Found().Findings.Should().ContainSingle(static one => one.Kind == "SipAlgRewrites").Subject;
        finding.Finding.Should().Be("SIP ALG rewrites our Via from 127.0.0.1:5060 to 192.168.1.1:5060: harmless");
    }

    [Fact]
    public void The_branch_of_a_keep_alive_that_comes_back_altered_loses_calls()
    {
        var alive = new KeepAlives(_tandem.Registrations, _tandem.Wire, _tandem.Plan, "tandem", _tandem.Time);
        for (int i = 0; i < 2; i++)
        {
            Found().Findings.Should().ContainSingle().Which.Kind.Should().Be("NatClean");
            _phone.All.Clear();
            alive.Step();
            _phone.Say(SipText.AnswerTo(_phone.All.Should().ContainSingle().Subject).Replace(";branch=z9hG4bK", ";branch=z9hG4bKrouter", StringComparison.Ordinal));
            _tandem.Passes(31);
        }

        EndpointFinding finding = Found().Findings.Should().ContainSingle().Subject;
        (finding.Finding, finding.Problem).Should().Be(("SIP ALG rewrites the branch of our Via: breaking", "NoIncomingCalls"));
        _tandem.Registrations.Of("1001")[0].RoundTripMs.Should().NotBeNull("it is an answer all the same");
    }

    [Fact]
    public void A_keep_alive_that_is_answered_as_it_should_be_says_nothing()
    {
        var alive = new KeepAlives(_tandem.Registrations, _tandem.Wire, _tandem.Plan, "tandem", _tandem.Time);
        for (int i = 0; i < 3; i++)
        {
            _phone.All.Clear();
            alive.Step();
            _phone.Say(SipText.AnswerTo(_phone.All[0]));
            _tandem.Passes(31);
        }

        Found().Findings.Should().ContainSingle().Which.Kind.Should().Be("NatClean");
    }

    [Fact]
    public void A_phone_that_is_called_and_never_heard_has_its_media_blocked()
    {
        Silent(fromCaller: 500, fromPhone: 0);
        Call();
        Found().Findings.Should().NotContain(static one => one.Kind == "MediaBlocked", "once is no rule");
        Call();
        EndpointFinding finding = Found().Findings.Should().ContainSingle(static one => one.Kind == "MediaBlocked").Subject;
        finding.Evidence.Should().Contain(static part => part.Value == "192.168.1.2:8000", "that is where it said that it is");
        Board.Find("customer")!.Findings.Should().NotContain(static one => one.Kind == "MediaBlocked");
    }

    [Theory]
    [InlineData("sendrecv", true)]
    [InlineData("recvonly", false)]
    [InlineData("inactive", false)]
    [InlineData("held later", false)]
    public void Who_is_not_to_send_is_not_blocked(string direction, bool isBlocked)
    {
        Silent(fromCaller: 0, fromPhone: 500);
        for (int i = 0; i < 3; i++)
        {
            string body = SipText.Sdp("offer", "127.0.0.2", 4000);
            _customer.InvitesWith("1001", "2001", direction == "held later" ? body : body + $"a={direction}\r\n");
            Answer(direction is "recvonly" ? "sendonly" : direction is "inactive" ? "inactive" : "sendrecv");
            _customer.Gets(200);
            _phone.Gets("ACK");
            if (direction == "held later")
            {
                _customer.SendsBody("INVITE", body + "a=inactive\r\n");
                Answer("inactive");
                _customer.Gets(200);
                _phone.Gets("ACK");
                _tandem.Passes(4);
                _customer.SendsBody("INVITE", body);
                Answer("sendrecv");
                _customer.Gets(200);
                _phone.Gets("ACK");
            }

            Ends();
        }

        Board.Find("customer")!.Findings.Any(static one => one.Kind == "MediaBlocked").Should().Be(isBlocked);
    }

    [Fact]
    public void Where_its_sound_comes_from_is_held_against_what_it_said()
    {
        _phone.Sound = TestWire.Address($"{Outside}:8000");
        Silent(fromCaller: 500, fromPhone: 500);
        Action<MediaStatistics> counts = _node.Counts;
        _node.Counts = statistics =>
        {
            counts(statistics);
            statistics.SourceOfB = TestWire.Address($"{Outside}:50004");
        };
        Call();

        EndpointFinding finding = Found().Findings.Should().ContainSingle().Subject;
        (finding.IsBreaking, finding.Problem).Should().Be((true, "OneWayAudio"));
        finding.Evidence.Should().Contain(static part => part.What == "its sound came from" && part.Value == $"{Outside}:50004");
    }

    private NatBoard Board => (NatBoard)_tandem.Node.Nat;

    private EndpointNat Found() => Board.Find("1001")!;

    private void Silent(long fromCaller, long fromPhone) => _node.Counts = statistics =>
    {
        statistics.Clear();
        statistics.FromA = MediaFlow.Unknown with { Packets = fromCaller };
        statistics.ToA = MediaFlow.Unknown with { Packets = fromPhone };
        statistics.FromB = MediaFlow.Unknown with { Packets = fromPhone };
        statistics.ToB = MediaFlow.Unknown with { Packets = fromCaller };
    };

    private void Call(Func<string, string>? alter = null)
    {
        _customer.Invites("1001");
        string invite = _phone.Gets("INVITE");
        _phone.Say((alter ?? (static text => text))(_phone.Response(invite, 180, null)));
        _phone.Say((alter ?? (static text => text))(_phone.Response(invite, 200, "answer")));
        _customer.Gets(180);
        _customer.Gets(200);
        _phone.Gets("ACK");
        Ends();
    }

    private void Answer(string direction)
    {
        string invite = _phone.Gets("INVITE");
        string answer = _phone.Response(invite, 200, null);
        string body = SipText.Sdp("answer", "192.168.1.2", 8000) + $"a={direction}\r\n";
        _phone.Say(answer.Replace("Content-Length: 0\r\n\r\n", $"Content-Type: application/sdp\r\nContent-Length: {body.Length}\r\n\r\n{body}", StringComparison.Ordinal));
    }

    private void Ends()
    {
        _tandem.Passes(10);
        _customer.Byes();
        _customer.Gets(200);
        _phone.Gets("BYE");
        _phone.Answers(200);
        _phone.Ignores();
        _tandem.Pump();
    }

    private static string ViaSays(string answer, string address) => answer.Replace("Via: SIP/2.0/UDP 127.0.0.1:5060", $"Via: SIP/2.0/UDP {address}", StringComparison.Ordinal);
}
