using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Faults;

/// <summary>Many more calls than the switch serves.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class OverloadTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-overload-");

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>The target is a millisecond, which no machine holds at such a rate: what is shed at a second on a large one is shed here.</summary>
    [Fact]
    public async Task Calls_that_are_up_end_well_others_are_shed_with_Retry_After_and_what_was_answered_is_charged_once()
    {
        const string Up = "00442079460401";
        const string Flood = "00442079460402";
        const int UpCalls = 20;
        const int FloodCalls = 6000;
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, "--media", "off", "--shards", "1");
        await tandem.LiftLimitsAsync();
        await tandem.RechargeAsync(100_000m);
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: UpCalls + FloodCalls + 1);
        await using var up = Sipp.Caller("caller-hangs-up", Customer, tandem.SipPort, Up, calls: UpCalls, rate: UpCalls, talk: TimeSpan.FromSeconds(8), port: 5063);
        await tandem.AnsweredCallsAsync(UpCalls);

        await tandem.SetParameterAsync("SS_OVERLOAD_DELAY", "1");
        await using var flood = Sipp.Caller("caller-may-be-shed", Customer, tandem.SipPort, Flood, calls: FloodCalls, rate: 2000);
        await flood.SucceedsAsync(withinSeconds: 90);
        await up.SucceedsAsync(withinSeconds: 30);
        IReadOnlyList<string> logged = await flood.LoggedAsync();
        string[] answered = [.. logged.Where(static line => line.StartsWith("answered ", StringComparison.Ordinal)).Select(static line => line.Split(' ')[^1])];
        string[] shed = [.. logged.Where(static line => line.StartsWith("shed ", StringComparison.Ordinal))];
        (answered.Length + shed.Length).Should().Be(FloodCalls);
        shed.Should().NotBeEmpty().And.OnlyContain(static line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) >= 3);
        answered.Should().NotBeEmpty("it goes on serving");

        IReadOnlyList<JsonNode> records = await tandem.RecordsAsync(Flood, answered.Length);
        records.Select(static record => (string)record["callId"]!).Should().BeEquivalentTo(answered, "each call that was answered has one record, and no other has one");
        records.Should().OnlyContain(static record => record["answeredAt"] != null);
        (await tandem.RecordsAsync(Up, UpCalls)).Should().HaveCount(UpCalls).And.OnlyContain(static record => (string?)record["endReasonName"] == "NormalCallClearing");
        (await tandem.MetricAsync("tandem_refused_unrecorded_total{reason=\"Overload\"}")).Should().Be(shed.Length);
        JsonNode overload = await tandem.GetAsync("overload");
        ((long)overload["turnedAway"]!["calls"]!).Should().Be(shed.Length);
        overload["lastAt"].Should().NotBeNull();
        await tandem.VerifiesAsync();

        // And it serves everybody again.
        await tandem.SetParameterAsync("SS_OVERLOAD_DELAY", "1000");
        await using var after = Sipp.Caller("caller-hangs-up", Customer, tandem.SipPort, "00442079460403", port: 5064);
        await after.SucceedsAsync();
        ((string?)(await tandem.GetAsync("overload"))["level"]).Should().Be("none", "it is over");
    }
}
