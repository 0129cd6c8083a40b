using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>The <c>call</c> command against the real server.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class TestCallTests(RunningSwitch fixture)
{
    [Fact]
    public async Task A_test_call_prints_its_messages_its_charge_and_why_it_went_as_it_did()
    {
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", "127.0.0.3");

        string printed = await fixture.Running.CommandAsync("call", "--from", "1001", "--to", "442079460099", "--via", "carrier-a", "--seconds", "1");

        await carrier.SucceedsAsync();
        printed.Should().Contain("INVITE (SDP)").And.Contain("200 OK (SDP)").And.Contain("BYE", "the ladder is printed");
        printed.Should().Contain("vendor carrier-a (table carrier-a-cost, prefix 44)").And.Contain("1 cycle of 60 s at 0.008: 0.008", "the charge is");
        printed.Should().Contain("carrier-a answered the call.", "the explanation is");
        printed.Split('\n')[^1].Should().MatchRegex("^cdr [0-9]+: NormalCallClearing, SIP status 200$");
    }
}
