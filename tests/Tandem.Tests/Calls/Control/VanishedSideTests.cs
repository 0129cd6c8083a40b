using Tandem.Billing.Cdrs;
using Tandem.Media.Nodes;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

public sealed class VanishedSideTests
{
    private readonly ScriptedNode _node = new();

    [Fact]
    public void A_side_that_falls_silent_is_charged_to_its_last_packet_and_both_times_stand_on_the_record()
    {
        using TestSwitch tandem = Start(MediaCheckDirection.FromRemote);
        DateTimeOffset last = tandem.Time.GetUtcNow().AddSeconds(10);
        _node.Counts = counts => Speaks(counts, Earlier(last, tandem.Time.GetUtcNow()));
        tandem.Talk();
        tandem.Passes(36);

        Cdr cdr = tandem.Cdr;
        cdr.EndReason.Should().Be((int)EndReason.MediaTimeout);
        cdr.TalkMs.Should().Be(10_000);
        cdr.HoldTime.Should().Be(10);
        cdr.ProvenAt.Should().Be(cdr.AnsweredAt!.Value.AddSeconds(10));
        (cdr.EndedAt - cdr.AnsweredAt.Value).TotalSeconds.Should().BeGreaterThan(29);
        cdr.Customer.Fee.Should().Be(0.1m);
        RouteReason why = RouteReasons.Read(cdr.Why.Span).Single(static reason => reason.Code == ReasonCode.ChargedToProof);
        (why.Subject, why.Number).Should().Be(("callee", 10m));
        tandem.Credit.Balance("acme").Should().Be(100m - 0.1m);
    }

    [Fact]
    public void A_side_that_never_sent_anything_is_charged_to_the_end()
    {
        using TestSwitch tandem = Start(MediaCheckDirection.FromRemote);
        tandem.Talk();
        tandem.Passes(26);

        tandem.Cdr.EndReason.Should().Be((int)EndReason.MediaTimeout);
        tandem.Cdr.TalkMs.Should().BeInRange(20_000, 26_000);
        RouteReasons.Read(tandem.Cdr.Why.Span).Should().NotContain(static reason => reason.Code == ReasonCode.ChargedToProof);
    }

    [Fact]
    public void An_unanswered_refresh_charges_to_the_one_that_was_answered()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk(answerHeaders: ["Session-Expires: 200;refresher=uac", "Allow: INVITE, UPDATE"]);
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Passes(100.5);
        carrier.Gets("UPDATE");
        carrier.Answers(200, headers: "Session-Expires: 200;refresher=uac");
        long heard = (long)(tandem.Time.GetUtcNow() - new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)).TotalMilliseconds;
        tandem.Passes(140);

        customer.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout);
        tandem.Cdr.TalkMs.Should().BeInRange(heard - 100, heard);
        (tandem.Cdr.EndedAt - tandem.Cdr.AnsweredAt!.Value).TotalSeconds.Should().BeGreaterThan(130);
    }

    [Fact]
    public void The_medias_last_packet_counts_for_an_unanswered_refresh_too()
    {
        using TestSwitch tandem = Start(MediaCheckDirection.None);
        DateTimeOffset last = tandem.Time.GetUtcNow().AddSeconds(77);
        _node.Counts = counts => Speaks(counts, last);
        SipPeer customer = tandem.Talk(inviteHeaders: ["Supported: timer", "Session-Expires: 120;refresher=uac"]);
        tandem.Passes(89);

        customer.Gets("BYE");
        tandem.Cdr.EndReason.Should().Be((int)EndReason.SessionTimeout);
        tandem.Cdr.TalkMs.Should().Be(77_000);
        tandem.Cdr.ProvenAt.Should().Be(last);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static void Speaks(MediaStatistics counts, DateTimeOffset calleesLast)
    {
        counts.FromA = MediaFlow.Unknown with { Packets = 9, LastAliveMs = calleesLast.ToUnixTimeMilliseconds() };
        counts.FromB = MediaFlow.Unknown with { Packets = 9, LastAliveMs = calleesLast.ToUnixTimeMilliseconds() };
    }

    private TestSwitch Start(MediaCheckDirection watched) => TestSwitch.Start(
        plan => plan.Set("SS_MEDIAPROXYMODE", "Must On").Set("SS_NOMEDIAHANGUPTIME", "20").Route("44", "carrier-a")
            .Carrier("carrier-a", trunk => trunk with { MediaCheckDirection = watched }), nodes: [_node]);
}
