using Tandem.Calls.Live;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Live;

public sealed class LiveLadderTests
{
    [Fact]
    public void The_messages_of_a_call_are_there_while_it_runs_and_grow_with_it()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("442079460000");
        string id = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single().Id;

        LiveLadder ladder = tandem.Ask(tandem.Node.LadderAsync(id, CancellationToken.None))!;
        IReadOnlyList<LadderMessage> before = Ladder.Read(ladder.Packed.Span);
        before.Select(static message => (message.Leg, message.Sent)).Should().Equal((0, false), (0, true), (1, true));
        ladder.PeerOf(0).Should().Be(tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single().IngressTrunk);
        ladder.PeerOf(1).Should().Be("carrier-a");

        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
        IReadOnlyList<LadderMessage> after = Ladder.Read(tandem.Ask(tandem.Node.LadderAsync(id, CancellationToken.None))!.Packed.Span);
        after.Should().HaveCountGreaterThan(before.Count);
        after.Take(before.Count).Select(static message => message.At).Should().Equal(before.Select(static message => message.At));
        ladder.PeerOf(1).Should().Be("carrier-a");
    }

    [Fact]
    public void A_call_that_is_not_up_has_none()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"), shards: 2);
        SipPeer customer = tandem.Talk();
        string id = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single().Id;
        tandem.Ask(tandem.Node.LadderAsync(id, CancellationToken.None)).Should().NotBeNull();
        customer.Byes();
        customer.Gets(200);

        tandem.Ask(tandem.Node.LadderAsync(id, CancellationToken.None)).Should().BeNull();
        tandem.Ask(tandem.Node.LadderAsync("no number", CancellationToken.None)).Should().BeNull();
    }
}
