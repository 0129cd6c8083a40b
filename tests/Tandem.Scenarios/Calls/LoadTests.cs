using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>Many calls through the real server, each with a switch and a data folder of its own; judged by counting records and money.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class LoadTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Ten_thousand_calls_leave_ten_thousand_records_and_balances_that_verify()
    {
        const string Number = "00442079460010";
        const int Calls = 10_000;
        await using SwitchProcess running = await StartAsync();
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: Calls);
        await using var caller = Sipp.Caller("caller-hangs-up", Customer, running.SipPort, Number, calls: Calls, rate: 400);
        await caller.SucceedsAsync(withinSeconds: 120);
        await carrier.SucceedsAsync();

        IReadOnlyList<JsonNode> records = await running.RecordsAsync(Number, Calls);
        records.Should().HaveCount(Calls).And.OnlyContain(static record => record["answeredAt"] != null);
        records.Select(static record => (string?)record["callId"]).Should().OnlyHaveUniqueItems();
        await running.VerifiesAsync();
    }

    [Fact]
    public async Task After_a_crash_under_load_every_answered_call_has_exactly_one_record()
    {
        const string Number = "00442079460011";
        const int Rate = 300;
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: 100 * Rate);
        IReadOnlyList<string> answered;
        await using (SwitchProcess crashing = await StartAsync())
        {
            await using var caller = Sipp.Caller(
                "caller-logs-answers", Customer, crashing.SipPort, Number, calls: 100 * Rate, rate: Rate, talk: TimeSpan.FromMilliseconds(200));
            await crashing.RecordsWrittenAsync(3 * Rate);
            await crashing.KillAsync();
            answered = await caller.LoggedAsync();
        }

        answered.Count.Should().BeGreaterThan(3 * Rate);
        await using SwitchProcess again = await SwitchProcess.StartAsync(_data.FullName);
        IReadOnlyList<JsonNode> records = await again.RecordsAsync(Number, answered.Count);
        records.Select(static record => (string)record["callId"]!).Should().OnlyHaveUniqueItems();
        records.Where(static record => record["answeredAt"] != null).Select(static record => (string)record["callId"]!).Should().Contain(answered);
        records.Should().Contain(static record => (string?)record["endReasonName"] == "NodeCrash");
        await again.VerifiesAsync();
    }

    [Fact]
    public async Task A_flood_from_a_thousand_addresses_slows_no_customer_fills_no_disk_and_loses_no_evidence()
    {
        const string Number = "00442079460012";
        const int Sources = 1000;
        const int Calls = 250;
        long sent;
        await using (SwitchProcess running = await StartAsync())
        {
            await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: Calls);
            using var flood = InviteFlood.Start(running.SipPort, Sources, perSecond: 5000, TimeSpan.FromSeconds(6));
            await using var caller = Sipp.Caller("caller-hangs-up", Customer, running.SipPort, Number, calls: Calls, rate: 50);
            await caller.SucceedsAsync(withinSeconds: 60);
            await carrier.SucceedsAsync();
            sent = await flood.EndAsync();
            (await running.RecordsAsync(Number, Calls)).Should().HaveCount(Calls).And.OnlyContain(static record => record["answeredAt"] != null);
            await running.StopAsync();
        }

        await using SwitchProcess again = await SwitchProcess.StartAsync(_data.FullName);
        IReadOnlyList<JsonNode> sources = await again.AllAsync("illegal-calls");
        sources.Should().HaveCount(Sources);
        sources.Sum(static source => (long)source["count"]!).Should().Be(sent);
        (await again.AllAsync("cdrs?endReason=-9")).Count.Should().BeLessThan(4 * Sources);
        await again.VerifiesAsync();
    }

    /// <summary>The plan of the example without its limits, for a customer with money.</summary>
    private async Task<SwitchProcess> StartAsync()
    {
        SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName);
        await running.LiftLimitsAsync();
        await running.RechargeAsync(1000m);
        return running;
    }
}
