using Tandem.Calls.Traffic;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Traffic;

/// <summary>What calls leave in the counts of their trunks.</summary>
public sealed class TrunkTallyTests
{
    [Fact]
    public void Both_trunks_of_a_call_have_its_answer_and_its_talk()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        Line(tandem, TrafficKind.Ingress).AnswerSeizureRatio.Should().Be(100, "it counts from the answer on");
        tandem.Passes(12);
        customer.Byes();
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);
        tandem.Peer("customer").Invites("442079460001");
        tandem.Peer("carrier-a").Gets("INVITE");
        tandem.Peer("carrier-a").Answers(404);
        tandem.Peer("customer").Gets(404);
        tandem.Peer("customer").Invites("999").Gets(503);

        LineSnapshot ingress = Line(tandem, TrafficKind.Ingress);
        (ingress.AttemptsInWindow, ingress.AnswersInWindow, ingress.AnswerSeizureRatio, ingress.AverageTalkSeconds).Should().Be((3, 1, 33, 12d));
        LineSnapshot egress = Line(tandem, TrafficKind.Egress);
        (egress.AttemptsInWindow, egress.AnswersInWindow, egress.AverageTalkSeconds).Should().Be((2, 1, 12d));
    }

    private static LineSnapshot Line(TestSwitch tandem, TrafficKind kind) => tandem.Traffic.Snapshot().Single(line => line.Kind == kind);
}
