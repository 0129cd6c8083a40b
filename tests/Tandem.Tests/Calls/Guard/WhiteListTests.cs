using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Guard;

public sealed class WhiteListTests
{
    [Fact]
    public void A_source_of_the_white_list_is_refused_and_recorded_and_not_counted_as_illegal()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer stranger = tandem.Peer("stranger");
        stranger.Invites("44207");
        stranger.Gets(403);
        string source = tandem.Cdr.SourceIp;

        tandem.Apply(plan => plan.Set("SERVER_ILLEGAL_CALL_WHITE_LIST", $"203.0.113.0/24,{source}"));
        stranger.Invites("44208");

        stranger.Gets(403);
        tandem.Cdrs.Should().HaveCount(2);
        tandem.Cdrs[^1].EndReason.Should().Be((int)EndReason.IllegalCall);
        tandem.Node.Counters().Values["illegal_calls"].Should().Be(1);
        tandem.Node.Counters().Values["illegal_calls_white_listed"].Should().Be(1);
    }
}
