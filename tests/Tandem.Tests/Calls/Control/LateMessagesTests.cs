using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>Messages of a call that come when its record is written already.</summary>
public sealed class LateMessagesTests
{
    [Fact]
    public void The_answer_to_our_BYE_comes_after_the_record_and_is_known_all_the_same()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Talk();
        customer.Byes();
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Gets("BYE");

        Cdr cdr = tandem.Cdr;
        Labels(Ladder.Read(cdr.Ladder.Span)).Should().EndWith("1 > BYE", "the record does not wait");
        Late(tandem, cdr).Should().BeEmpty();
        carrier.Answers(200);

        Late(tandem, cdr).Should().Equal("1 < 200 Whatever to BYE");
        Late(tandem, new Cdr { Id = cdr.Id + 1 }).Should().BeEmpty();
    }

    [Fact]
    public void So_is_the_487_of_an_attempt_that_was_given_up()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("442079460000");
        SipPeer carrier = tandem.Peer("carrier-a");
        carrier.Answers(180);
        customer.Cancels();
        carrier.Answers(487);

        string[] all = [.. Labels(Ladder.Read(tandem.Cdr.Ladder.Span)), .. Late(tandem, tandem.Cdr)];

        all.Should().Contain("1 > CANCEL").And.Contain("1 < 487 Whatever").And.EndWith("1 > ACK");
    }

    [Fact]
    public void The_next_call_has_nothing_of_it()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        for (int i = 0; i < 2; i++)
        {
            SipPeer customer = tandem.Talk();
            customer.Byes();
            tandem.Peer("carrier-a").Gets("BYE");
            tandem.Peer("carrier-a").Answers(200);
            customer.Forget();
            tandem.Peer("carrier-a").Forget();
        }

        tandem.Cdrs.Should().HaveCount(2);
        tandem.Cdrs.Should().AllSatisfy(cdr => Late(tandem, cdr).Should().Equal("1 < 200 Whatever to BYE"));
    }

    private static IEnumerable<string> Late(TestSwitch tandem, Cdr cdr) => Labels(tandem.Ask(tandem.Node.LateMessagesAsync(cdr.Id, CancellationToken.None)));

    private static IEnumerable<string> Labels(IEnumerable<LadderMessage> messages) =>
        messages.Select(static one => $"{one.Leg} {(one.Sent ? ">" : "<")} {LadderText.Label(one)}");
}
