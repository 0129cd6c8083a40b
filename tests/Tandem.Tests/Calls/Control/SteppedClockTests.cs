using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Cdrs;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Control;

/// <summary>Somebody sets the machine's clock while a call is up: talk is what the monotonic clock says, and the record says by how much the other was set.</summary>
public sealed class SteppedClockTests
{
    [Theory]
    [InlineData(3_600_000)]
    [InlineData(-3_600_000)]
    [InlineData(31_536_000_000)]
    public void A_step_of_the_clock_is_neither_charged_nor_lost_and_ends_no_call(long stepMs)
    {
        var time = new SteppedTime();
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"), time: time);
        SipPeer customer = tandem.Peer("customer");
        SipPeer carrier = tandem.Peer("carrier-a");
        customer.Invites("442079460000");
        carrier.Answers(200);
        customer.Gets(200);
        carrier.Gets("ACK");
        tandem.Passes(5);
        time.Step = TimeSpan.FromMilliseconds(stepMs);
        tandem.Passes(5);
        tandem.Cdrs.Should().BeEmpty("the call goes on");

        customer.Byes();
        customer.Gets(200);
        carrier.Gets("BYE");
        carrier.Answers(200);
        tandem.Passes(40);
        Cdr cdr = tandem.Cdr;
        cdr.EndReason.Should().Be((int)EndReason.NormalCallClearing);
        cdr.TalkMs.Should().Be(10_000);
        cdr.Customer.Fee.Should().Be(0.10m);
        cdr.ClockStepMs.Should().Be(stepMs);
        tandem.Journal.AnsweredRecords.Should().ContainSingle();
        tandem.Credit.Balance("acme").Should().Be(99.90m);
        tandem.Credit.Held("acme").Should().Be(0);

        // And the next one is like any other.
        customer.Invites("442079460000");
        carrier.Answers(200);
        customer.Gets(200);
        customer.Byes();
        tandem.Passes(40);
        tandem.Cdrs.Should().HaveCount(2);
        tandem.Cdrs[^1].ClockStepMs.Should().Be(0);
    }

    private sealed class SteppedTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero))
    {
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

        /// <summary>Nobody sets the monotonic clock.</summary>
        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
