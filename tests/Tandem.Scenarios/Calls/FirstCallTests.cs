using System.Globalization;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Calls;

/// <summary>Whole calls through the real server, SIPp on both sides, judged by the records.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class FirstCallTests(RunningSwitch fixture)
{
    private const string Customer = "127.0.0.2";
    private const string Stranger = "127.0.0.9";
    private const string CarrierA = "127.0.0.3";
    private const string CarrierB = "127.0.0.4";

    private readonly SwitchProcess _switch = fixture.Running;

    [Fact]
    public async Task An_answered_call_is_billed_to_customer_and_vendor_and_explained()
    {
        const string Number = "00442079460001";
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA);
        await using var caller = Sipp.Caller("caller-hangs-up", Customer, _switch.SipPort, Number, talk: TimeSpan.FromSeconds(3));
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();

        JsonNode record = await _switch.RecordAsync(Number);
        Money(record["fee"]).Should().Be(0.012m);
        Money(record["vendor"]!["fee"]).Should().Be(0.008m);
        Money(record["margin"]).Should().Be(0.004m);
        Ended(record).Should().Be((0, 16, "NormalCallClearing"));
        long talkMs = (long)record["talkMs"]!; // a busy machine's BYE comes late, and is charged for
        talkMs.Should().BeInRange(2_950, 59_000);
        ((long)record["holdTime"]!).Should().Be((talkMs / 1000) + (talkMs % 1000 >= 50 ? 1 : 0)); // SERVER_BILLING_HOLD_TIME_PRECISION
        JsonNode explained = await _switch.GetAsync($"cdrs/{(string)record["id"]!}/explain");
        explained["sentences"]!.AsArray().Should().NotBeEmpty();
        explained["customer"]!["lines"]!.AsArray().Should().NotBeEmpty();
    }

    [Fact]
    public async Task When_the_first_carrier_answers_503_the_second_gets_the_call()
    {
        const string Number = "00442079460002";
        await using Sipp refusing = await Sipp.CarrierAsync("carrier-refuses", CarrierA, status: 503);
        await using Sipp answering = await Sipp.CarrierAsync("carrier-answers", CarrierB);
        await using var caller = Sipp.Caller("caller-hangs-up", Customer, _switch.SipPort, Number);
        await caller.SucceedsAsync();
        await refusing.SucceedsAsync();
        await answering.SucceedsAsync();

        JsonNode record = await _switch.RecordAsync(Number);
        ((string?)record["egressTrunk"]).Should().Be("carrier-b");
        record["tried"]!.AsArray().Select(static tried => ((string?)tried!["name"], (int)tried["answer"]!)).Should().Equal(("carrier-a", 503), ("carrier-b", 200));
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_it_rings_pays_nothing()
    {
        const string Number = "00442079460003";
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-rings", CarrierA);
        await using var caller = Sipp.Caller("caller-cancels", Customer, _switch.SipPort, Number);
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();

        JsonNode record = await _switch.RecordAsync(Number);
        Ended(record).Should().Be((0, -1, "CallerCancel"));
        Money(record["fee"]).Should().Be(0m);
    }

    [Fact]
    public async Task A_busy_callee_ends_the_call_with_its_own_status()
    {
        const string Number = "00442079460004";
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-refuses", CarrierA, status: 486);
        await using var caller = Sipp.Caller("caller-fails", Customer, _switch.SipPort, Number, status: 486);
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();

        Ended(await _switch.RecordAsync(Number)).Should().Be((1, 486, "Sip486"));
    }

    [Fact]
    public async Task A_call_that_only_rings_ends_without_answer()
    {
        const string Number = "00442079460005";
        const string Parameter = "SS_SIP_TIMEOUT_RINGING";
        string before = (string)(await _switch.GetAsync("parameters/" + Parameter))["value"]!;
        await _switch.SetParameterAsync(Parameter, "1");
        try
        {
            await using Sipp carrier = await Sipp.CarrierAsync("carrier-rings", CarrierA);
            await using var caller = Sipp.Caller("caller-fails", Customer, _switch.SipPort, Number, status: 480);
            await caller.SucceedsAsync();
            await carrier.SucceedsAsync();
        }
        finally
        {
            await _switch.SetParameterAsync(Parameter, before);
        }

        Ended(await _switch.RecordAsync(Number)).Should().Be((2, -2, "NoAnswer"));
    }

    [Fact]
    public async Task A_callee_who_hangs_up_is_the_one_who_ended_the_call()
    {
        const string Number = "00442079460006";
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-hangs-up", CarrierA, talk: TimeSpan.FromMilliseconds(500));
        await using var caller = Sipp.Caller("caller-listens", Customer, _switch.SipPort, Number);
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();

        Ended(await _switch.RecordAsync(Number)).Should().Be((1, 16, "NormalCallClearing"));
    }

    [Fact]
    public async Task A_stranger_is_refused_and_recorded_as_an_illegal_call()
    {
        const string Number = "00442079460007";
        await using var caller = Sipp.Caller("caller-fails", Stranger, _switch.SipPort, Number, status: 401);
        await caller.SucceedsAsync();

        JsonNode record = await _switch.RecordAsync(Number);
        ((int)record["billingMode"]!).Should().Be(-9);
        ((int)record["endReason"]!).Should().Be(-9);
        ((string?)record["sourceIp"]).Should().Be(Stranger);
        SwitchProcess.Items(await _switch.GetAsync("illegal-calls")).Should().Contain(static source => (string?)source["sourceIp"] == Stranger);
    }

    [Fact]
    public async Task Calls_within_the_trunks_rate_are_all_taken_and_the_balances_verify()
    {
        const string Number = "00442079460008";
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: 200);
        await using var caller = Sipp.Caller("caller-hangs-up", Customer, _switch.SipPort, Number, calls: 200, rate: 50);
        await caller.SucceedsAsync(withinSeconds: 30);
        await carrier.SucceedsAsync();
        (await _switch.RecordsAsync(Number, 200)).Should().HaveCount(200).And.OnlyContain(static record => record["answeredAt"] != null);
        await _switch.VerifiesAsync();
    }

    [Fact]
    public async Task After_a_crash_every_call_that_was_up_has_exactly_one_record()
    {
        const string Number = "00442079460009";
        const int Calls = 20;
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-scenarios-");
        try
        {
            await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: Calls);
            await using (SwitchProcess crashing = await SwitchProcess.StartAsync(data.FullName))
            {
                await using var caller = Sipp.Caller("caller-hangs-up", Customer, crashing.SipPort, Number, calls: Calls, rate: 50, talk: TimeSpan.FromMinutes(2));
                await crashing.AnsweredCallsAsync(Calls);
                await crashing.KillAsync();
            }

            await using SwitchProcess again = await SwitchProcess.StartAsync(data.FullName);
            IReadOnlyList<JsonNode> records = await again.RecordsAsync(Number, Calls);
            records.Should().HaveCount(Calls).And.OnlyContain(static record => (string?)record["endReasonName"] == "NodeCrash");
            records.Select(static record => (string?)record["callId"]).Should().OnlyHaveUniqueItems();
            await again.VerifiesAsync();
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static decimal Money(JsonNode? amount) => decimal.Parse(amount!.ToString(), CultureInfo.InvariantCulture);

    private static (int Direction, int Reason, string? Name) Ended(JsonNode record) =>
        ((int)record["endDirection"]!, (int)record["endReason"]!, (string?)record["endReasonName"]);
}
