using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;
using Tandem.TestKit;
using Tandem.Tests.Calls.Media;

namespace Tandem.Tests.Calls.VoiceCalls;

/// <summary>A call with a message, with signalling and media as they ship and no threads.</summary>
public sealed class VoiceCallTests : IDisposable
{
    private readonly RelayedSwitch _switch = new();

    public void Dispose() => _switch.Dispose();

    [Fact]
    public void The_key_as_INFO_confirms_and_nobody_pays_but_the_switch()
    {
        Task<VoiceCallResult> placed = PlaceAndAnswer();
        _switch.Carrier.SendsBody("INFO", "Signal=1\r\nDuration=100\r\n", "Content-Type: application/dtmf-relay");
        _switch.Carrier.Gets("BYE");
        _switch.Carrier.Answers(200);

        VoiceCallResult result = _switch.Tandem.Ask(placed);
        (result.IsAnswered, result.IsConfirmed, result.Problem).Should().Be((true, true, ""));
        Cdr record = _switch.Tandem.Cdr;
        record.BillingMode.Should().Be(BillingMode.Free);
        (record.Customer.Fee, record.Customer.Account).Should().Be((0m, ""));
        record.Vendor.Account.Should().NotBeEmpty();
        (record.CallingNumber, record.CalledNumber, record.MediaNode).Should().Be(("4930100", "442079460000", "local"));
    }

    [Fact]
    public void Another_key_does_not_and_the_call_ends_when_its_time_is_over()
    {
        Task<VoiceCallResult> placed = PlaceAndAnswer();
        _switch.Carrier.SendsBody("INFO", "Signal=2\r\nDuration=100\r\n", "Content-Type: application/dtmf-relay");
        _switch.Carrier.Gets(200);
        _switch.Tandem.Passes(61);
        _switch.Carrier.Gets("BYE");
        _switch.Carrier.Answers(200);
        VoiceCallResult result = _switch.Tandem.Ask(placed);
        (result.IsAnswered, result.IsConfirmed, result.Problem).Should().Be((true, false, "answered, but the key was not pressed"));
    }

    [Fact]
    public void A_number_that_no_carrier_takes_is_told()
    {
        Task<VoiceCallResult> placed = _switch.Tandem.Node.SpeakAsync(new("", "999", "/alarm-pause", '1', 60), CancellationToken.None);
        _switch.Tandem.Pump();
        _switch.Tandem.Ask(placed).Problem.Should().Be("not answered: NoAvailableRouter");
    }

    [Fact]
    public void Without_a_node_that_speaks_nobody_is_called()
    {
        using TestSwitch deaf = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        Task<VoiceCallResult> placed = deaf.Node.SpeakAsync(new("", "442079460000", "/alarm-pause", '1', 60), CancellationToken.None);
        deaf.Pump();
        deaf.Ask(placed).Problem.Should().Be("not answered: MediaUnavailable");
        deaf.Peer("carrier-a").GetsNothing();
    }

    [Theory]
    [InlineData(MediaCheckDirection.ToRemote, true)]
    [InlineData(MediaCheckDirection.Both, false)]
    public void Nobody_is_silent_on_the_side_that_nobody_has(MediaCheckDirection watched, bool goesOn)
    {
        using RelayedSwitch watching = new(plan => plan.Set("SS_NOMEDIAHANGUPTIME", "20").Carrier("carrier-a", trunk => trunk with { MediaCheckDirection = watched }));
        Task<VoiceCallResult> placed = PlaceAndAnswer(watching);
        watching.Tandem.Passes(45);
        if (goesOn)
        {
            watching.Carrier.SendsBody("INFO", "Signal=1\r\nDuration=100\r\n", "Content-Type: application/dtmf-relay");
        }

        watching.Carrier.Gets("BYE");
        watching.Carrier.Answers(200);
        watching.Tandem.Ask(placed).IsConfirmed.Should().Be(goesOn);
        watching.Tandem.Cdr.EndReason.Should().Be((int)(goesOn ? EndReason.NormalCallClearing : EndReason.MediaTimeout), "the callee sends nothing, and is watched when both are");
    }

    [Fact]
    public void A_phone_that_is_not_there_lets_carriers_have_it_and_it_stays_free()
    {
        using RelayedSwitch switching = new(static plan => plan.Phone("442079460000", "secret", static phone => phone with { UseRoutingGatewayNotOnline = PhoneSwitch.On }));
        Task<VoiceCallResult> placed = PlaceAndAnswer(switching);
        switching.Carrier.SendsBody("INFO", "Signal=1\r\nDuration=100\r\n", "Content-Type: application/dtmf-relay");
        switching.Carrier.Gets("BYE");
        switching.Carrier.Answers(200);
        switching.Tandem.Ask(placed).Should().BeEquivalentTo(new { IsAnswered = true, IsConfirmed = true, Problem = "" });
        Cdr record = switching.Tandem.Cdr;
        (record.BillingMode, record.Customer.Fee, record.Customer.Account, record.EgressTrunk).Should().Be((BillingMode.Free, 0m, "", "carrier-a"));
    }

    private Task<VoiceCallResult> PlaceAndAnswer() => PlaceAndAnswer(_switch);

    private static Task<VoiceCallResult> PlaceAndAnswer(RelayedSwitch to)
    {
        Task<VoiceCallResult> placed = to.Tandem.Node.SpeakAsync(new("4930100", "442079460000", "/alarmpreaudio?/alarm-level-3/alarm-pause", '1', 60), CancellationToken.None);
        to.Tandem.Pump();
        string invite = to.Carrier.Gets("INVITE");
        invite.Should().Contain("telephone-event/8000").And.NotContain("invalid").And.NotContain("sendonly");
        RelayedSwitch.Told(invite).Port.Should().NotBe(9);
        to.Carrier.Answers(200);
        to.Carrier.Gets("ACK");
        return placed;
    }
}
