using System.Globalization;
using Tandem.Calls.Live;
using Tandem.Calls.Nat;
using Tandem.Routing.Routes;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Nat;

/// <summary>What the switch notices of its endpoints while it carries their calls.</summary>
public sealed class NatWatchTests : IDisposable
{
    private readonly TestSwitch _tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"), shards: 3);

    [Fact]
    public void An_endpoint_that_writes_where_it_is_has_no_fault()
    {
        Behind("127.0.0.2:5060", "sip:c@127.0.0.2");
        Call();
        EndpointNat found = Found();
        (found.Endpoint, found.Kind, found.SourceIp).Should().Be(("customer", "trunk", "127.0.0.2"));
        found.Findings.Should().ContainSingle().Which.Cures.Should().BeEmpty();
    }

    [Fact]
    public void A_Contact_that_nobody_but_a_router_can_have_written_is_told_with_cures()
    {
        Behind("192.168.1.10:5060", "sip:c@127.0.0.2:1024");
        Call();
        EndpointFinding finding = Found().Findings.Should().ContainSingle().Subject;
        finding.Finding.Should().Be("SIP ALG rewrites Contact from 192.168.1.10:5060 to 127.0.0.2:1024: breaking");
        finding.Cures.Should().HaveCount(8);
        finding.Cures.SelectMany(static cure => cure.Steps).Should().Contain(static step => step.Contains("another port of 127.0.0.1 than 5060", StringComparison.Ordinal));
        Board.Counts()["SipAlgRewrites"].Should().Be(1);
        Board.Since(0).Should().ContainSingle().Which.Should().Be(new NatChanged(1, "customer", "trunk", "SipAlgRewrites", true));
    }

    [Fact]
    public void What_says_nothing_new_changes_nothing_and_what_does_is_heard_on_any_shard()
    {
        Behind("192.168.1.10:5060", "sip:c@127.0.0.2:1024");
        Call();
        DateTimeOffset seenAt = Found().SeenAt;
        for (int i = 0; i < 12; i++)
        {
            _tandem.Passes(2);
            Call(); // another Call-ID each: they come to all shards, and each shard tells it once
        }

        Board.Changes.Should().Be(1);
        (Found().SeenAt - seenAt).Should().BeLessThan(TimeSpan.FromSeconds(26));
        Behind("192.168.1.10:5060", "sip:c@192.168.1.10");
        Call();
        Found().Findings.Should().ContainSingle().Which.Kind.Should().Be("NatClean");
        Board.Since(1).Select(static change => (change.Finding, change.IsThere)).Should().BeEquivalentTo([("SipAlgRewrites", false), ("NatClean", true)]);
    }

    [Fact]
    public void A_stranger_leaves_nothing()
    {
        SipPeer stranger = _tandem.Peer("stranger");
        stranger.SentBy = "192.168.1.10:5060";
        stranger.Invites("44207");
        Board.Endpoints(0, 100).Should().BeEmpty();
        Board.Find("stranger").Should().BeNull();
    }

    [Fact]
    public void A_request_that_comes_twice_at_once_is_a_duplicate_and_a_retransmission_is_none()
    {
        SipPeer customer = _tandem.Peer("customer");
        for (int i = 0; i < 3; i++)
        {
            customer.Invites("44207", "2001");
            _tandem.Passes(0.5);
            customer.Repeats();
        }

        Found().Findings.Should().NotContain(static finding => finding.Kind == "Duplicates");
        for (int i = 0; i < 2; i++)
        {
            customer.Invites("44207", "2001");
            customer.Repeats();
        }

        EndpointFinding finding = Found().Findings.Should().ContainSingle(static one => one.Kind == "Duplicates").Subject;
        finding.Evidence.Select(static part => part.Value).Should().Equal("2", "0");
    }

    [Fact]
    public void A_message_whose_body_does_not_fit_its_length_is_refused_and_is_evidence()
    {
        Behind("192.168.1.10:5060", "sip:c@192.168.1.10");
        Call();
        AgentMessage invite = new() { Method = "INVITE", Media = "127.0.0.2", LengthOff = 3, Lines = "" };
        _tandem.Peer("customer").Say(invite.Text());
        EndpointFinding finding = Found().Findings.Should().ContainSingle().Subject;
        finding.Finding.Should().StartWith("SIP ALG rewrites SDP c= from 192.168.1.10 to 127.0.0.2");
        finding.Problem.Should().Be("OneWayAudio");
        finding.Evidence.Should().Contain(static part => part.What == "Content-Length");
    }

    [Fact]
    public void A_call_that_dies_for_want_of_an_ACK_says_what_is_wrong_with_its_endpoint()
    {
        Behind("192.168.1.10:5060", "sip:c@127.0.0.2:1024");
        _tandem.Peer("customer").Invites("44207");
        _tandem.Peer("carrier-a").Answers(200);
        _tandem.Peer("customer").Gets(200, ack: false);
        _tandem.Passes(40);
        RouteReasons.Read(_tandem.Cdr.Why.Span).Should().ContainSingle(static reason => reason.Code == ReasonCode.NatFault)
            .Which.Value.Should().StartWith("SIP ALG rewrites Contact");
        Found().Findings.Should().ContainSingle().Which.Problem.Should().Be("CallDropsAt30Seconds");
    }

    [Fact]
    public void A_call_that_ends_well_says_nothing_of_it()
    {
        Behind("192.168.1.10:5060", "sip:c@127.0.0.2:1024");
        SipPeer customer = _tandem.Peer("customer").Invites("44207");
        _tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
        _tandem.Passes(10);
        customer.Byes();
        RouteReasons.Read(_tandem.Cdr.Why.Span).Should().NotContain(static reason => reason.Code == ReasonCode.NatFault);
    }

    [Fact]
    public void Losses_of_a_phones_binding_are_told_once_they_are_a_rule()
    {
        var endpoint = new NatEndpoint("1001", true);
        NatReport report = NatReport.After(null, new(endpoint) { Seen = new AgentMessage().Seen() }, DateTimeOffset.UnixEpoch);
        report = NatReport.After(report, new(endpoint) { Binding = new(20, 45, 1, 0) }, DateTimeOffset.UnixEpoch);
        NatDoctor.Examine(report.Evidence).Should().ContainSingle("once is no rule").Which.Kind.Should().Be(NatFindingKind.NatClean);
        report = NatReport.After(report, new(endpoint) { Binding = new(20, 45, 1, 1) }, DateTimeOffset.UnixEpoch);
        NatDoctor.Examine(report.Evidence).Select(static finding => finding.Kind).Should().Equal(NatFindingKind.NatClean, NatFindingKind.BindingTooShort);
        report = NatReport.After(report, new(endpoint) { Binding = new(50, 0, 0, 0) }, DateTimeOffset.UnixEpoch);
        NatDoctor.Examine(report.Evidence).Should().ContainSingle();
    }

    [Fact]
    public void An_endpoint_at_another_address_begins_anew()
    {
        var endpoint = new NatEndpoint("1001", true);
        var seen = new AgentMessage { Contact = AgentMessage.Router, ContactPort = 1024 };
        NatReport altered = NatReport.After(null, new(endpoint) { Seen = seen.Seen(), Duplicates = 3 }, DateTimeOffset.UnixEpoch);
        altered.IsBreaking.Should().BeTrue();
        NatReport elsewhere = NatReport.After(altered, new(endpoint) { Seen = (new AgentMessage() with { Source = "203.0.113.200" }).Seen() }, DateTimeOffset.UnixEpoch);
        NatDoctor.Examine(elsewhere.Evidence).Should().ContainSingle().Which.Kind.Should().Be(NatFindingKind.NatClean);
    }

    [Fact]
    public void What_it_was_told_it_may_write_and_what_the_first_request_showed_stays_known()
    {
        var endpoint = new NatEndpoint("1001", true);
        var agent = new AgentMessage { SourcePort = 40_001, CSeq = 1 };
        NatReport report = NatReport.After(null, new(endpoint) { Seen = agent.Seen() }, DateTimeOffset.UnixEpoch);
        NatReport learned = NatReport.After(report, new(endpoint) { Seen = (agent with { Contact = AgentMessage.Router, ContactPort = 40_001, SourcePort = 40_777 }).Seen() }, DateTimeOffset.UnixEpoch);
        NatDoctor.Examine(learned.Evidence).Should().ContainSingle().Which.Kind.Should().Be(NatFindingKind.NatClean, "an answer had shown it port 40001");

        NatReport altered = NatReport.After(null, new(endpoint) { Seen = (agent with { CSeq = 2 }).Seen(), Before = (agent with { Contact = AgentMessage.Router }).Seen() }, DateTimeOffset.UnixEpoch);
        altered.IsBreaking.Should().BeTrue();
        NatReport.After(altered, new(endpoint) { Seen = (agent with { CSeq = 9 }).Seen() }, DateTimeOffset.UnixEpoch).IsBreaking.Should().BeTrue();
    }

    public void Dispose() => _tandem.Dispose();

    private NatBoard Board => (NatBoard)_tandem.Node.Nat;

    private void Behind(string sentBy, string contact)
    {
        _tandem.Peer("customer").SentBy = sentBy;
        _tandem.Peer("customer").Contact = contact;
    }

    private EndpointNat Found()
    {
        _tandem.Pump();
        return Board.Find("customer") ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Nothing is known of it.\n{_tandem.Ladder}"));
    }

    private void Call()
    {
        SipPeer customer = _tandem.Peer("customer").Invites("44207", sdp: null);
        customer.Cancels();
        _tandem.Pump();
    }
}
