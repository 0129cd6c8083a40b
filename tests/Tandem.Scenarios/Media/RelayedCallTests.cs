using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Calls with real sound through real media nodes: a caller speaks, the carrier's side says it back, and the record tells what came and went.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class RelayedCallTests
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";
    private const string Node = "127.0.0.40";

    [Fact]
    public async Task A_call_through_rtpengine_has_sound_both_ways_and_its_counts_on_the_record()
    {
        await using Rtpengine engine = await Rtpengine.StartAsync(Node);
        await WithSwitchAsync(
            async tandem =>
            {
                JsonNode record = await TalkAsync(tandem, "00442079460101");
                ((string?)record["mediaMode"]).Should().Be("on");
                ((string?)record["mediaNode"]).Should().Be("engine");
                SpeaksBothWays(record);
            },
            "--media-node", Rtpengine.Option("engine", Node), "--media", "off");
    }

    [Fact]
    public async Task A_call_through_the_switchs_own_media_process_has_sound_both_ways_and_its_counts_on_the_record() =>
        await WithSwitchAsync(
            async tandem =>
            {
                JsonNode record = await TalkAsync(tandem, "00442079460105");
                ((string?)record["mediaMode"]).Should().Be("on");
                ((string?)record["mediaNode"]).Should().Be("local");
                SpeaksBothWays(record);
                foreach (string leg in new[] { "callerMedia", "calleeMedia" })
                {
                    ((long)record[leg]!["in"]!["lost"]!).Should().BeInRange(0, 5);
                    ((double)record[leg]!["in"]!["mos"]!).Should().BeInRange(3.5, 4.5);
                    record[leg]!["in"]!["jitterMs"].Should().NotBeNull();
                }
            },
            "--media", "127.0.0.1:32000-32400");

    [Fact]
    public async Task A_hold_is_silent_and_the_sound_is_back_after_it()
    {
        const string Number = "00442079460109";
        await WithSwitchAsync(
            async tandem =>
            {
                await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
                await using Sipp carrier = await Sipp.CarrierAsync("carrier-held", CarrierA, echoes: true);
                await using var caller = Sipp.Caller("caller-holds", Customer, tandem.SipPort, Number, talk: TimeSpan.FromSeconds(3));
                await caller.SucceedsAsync(20);
                await carrier.SucceedsAsync();
                JsonNode record = await tandem.RecordAsync(Number);
                ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");

                // Three seconds before, three of hold, three after, of fifty packets each; the caller speaks all the time.
                Packets(record, "callerMedia", "in").Should().BeInRange(380, 480);
                Packets(record, "calleeMedia", "out").Should().BeInRange(220, 340, "what is said during the hold is not heard");
                Packets(record, "callerMedia", "out").Should().BeInRange(220, 340);
            },
            "--media", "127.0.0.1:33500-33900");
    }

    [Fact]
    public async Task A_call_shows_its_media_while_it_runs_and_its_chart_afterwards()
    {
        const string Number = "00442079460111";
        await WithSwitchAsync(
            async tandem =>
            {
                await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
                await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, echoes: true);
                await using var caller = Sipp.Caller("caller-speaks", Customer, tandem.SipPort, Number, talk: TimeSpan.FromSeconds(13));
                await tandem.AnsweredCallsAsync(1);
                await tandem.TalkedAsync(TimeSpan.FromSeconds(6));
                string id = (string)SwitchProcess.Items(await tandem.GetAsync("calls")).Single()["id"]!;
                JsonNode call = await tandem.GetAsync($"calls/{id}");
                ((string?)call["mediaNode"]).Should().Be("local");
                ((long)call["callerMedia"]!["in"]!["packets"]!).Should().BeGreaterThan(250);
                ((double)call["calleeMedia"]!["in"]!["mos"]!).Should().BeGreaterThan(3.5);
                call["quality"]!["points"]!.AsArray().Should().NotBeEmpty();
                (await tandem.MetricAsync("tandem_media_sessions")).Should().Be(1);
                await caller.SucceedsAsync(20);

                await tandem.RecordAsync(Number);
                JsonNode quality = await tandem.GetAsync($"cdrs/{id}/quality");
                JsonArray points = quality["points"]!.AsArray();
                points.Count.Should().BeInRange(2, 3);
                foreach (JsonNode? point in points.Skip(1))
                {
                    ((int)point!["caller"]!["packets"]!).Should().BeInRange(230, 270);
                    ((int)point["callee"]!["packets"]!).Should().BeInRange(230, 270);
                }

                (await tandem.MetricAsync("tandem_media_packets_received_total")).Should().BeGreaterThan(400);
                (await tandem.MetricAsync("tandem_media_ports_free")).Should().BeInRange(1, 400);
            },
            "--media", "127.0.0.1:35000-35400");
    }

    [Fact]
    public async Task When_the_media_process_dies_its_calls_end_with_their_own_reason_and_the_next_one_has_sound()
    {
        const string Number = "00442079460107";
        await WithSwitchAsync(
            async tandem =>
            {
                await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
                await using (Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA))
                {
                    await using var caller = Sipp.Caller("caller-listens", Customer, tandem.SipPort, Number);
                    await tandem.AnsweredCallsAsync(1);
                    string started = await tandem.SaysAsync("Media process");
                    int pid = int.Parse(started.Split("Media process ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
                    using (var media = Process.GetProcessById(pid))
                    {
                        media.Kill();
                    }

                    await caller.SucceedsAsync(25);
                }

                ((string?)(await tandem.RecordAsync(Number))["endReasonName"]).Should().Be("MediaLost");
                await tandem.SaysAsync("started: ", times: 2);
                SpeaksBothWays(await TalkAsync(tandem, "00442079460108"));
            },
            "--media", "127.0.0.1:33000-33400");
    }

    [Fact]
    public async Task A_caller_that_falls_silent_ends_the_call_by_its_trunks_rule()
    {
        const string Number = "00442079460106";
        await WithSwitchAsync(
            async tandem =>
            {
                await tandem.SetParameterAsync("SS_NOMEDIAHANGUPTIME", "4");
                await tandem.ChangeAsync("egress-trunks/carrier-a", "mediaCheckDirection", 1);
                await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA);
                await using var caller = Sipp.Caller("caller-listens", Customer, tandem.SipPort, Number);
                await caller.SucceedsAsync(25);
                JsonNode record = await tandem.RecordAsync(Number);
                ((string?)record["endReasonName"]).Should().Be("MediaTimeout");
                ((long)record["holdTime"]!).Should().BeInRange(4, 9);
            },
            "--media", "127.0.0.1:32500-32900");
    }

    [Fact]
    public async Task A_caller_that_vanishes_without_a_BYE_is_charged_to_its_last_packet()
    {
        const string Number = "00442079460109";
        await WithSwitchAsync(
            async tandem =>
            {
                await tandem.SetParameterAsync("SS_NOMEDIAHANGUPTIME", "4");
                await tandem.ChangeAsync("ingress-trunks/acme-pbx", "mediaCheckDirection", 2);
                await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, echoes: true);
                await using var caller = Sipp.Caller("caller-speaks", Customer, tandem.SipPort, Number, talk: TimeSpan.FromSeconds(60));
                await tandem.AnsweredCallsAsync(1);
                await tandem.TalkedAsync(TimeSpan.FromSeconds(3));
                await caller.LoggedAsync(); // it is killed by this

                await carrier.SucceedsAsync(20);
                JsonNode record = await tandem.RecordAsync(Number);
                ((string?)record["endReasonName"]).Should().Be("MediaTimeout");
                ((long)record["talkMs"]!).Should().BeInRange(2500, 5500);
                var ended = (DateTimeOffset)record["endedAt"]!;
                var proven = (DateTimeOffset)record["provenUntil"]!;
                (ended - proven).TotalSeconds.Should().BeInRange(3.5, 7);
                (proven - (DateTimeOffset)record["answeredAt"]!).TotalMilliseconds.Should().BeApproximately((long)record["talkMs"]!, 50);
                (await tandem.GetAsync($"cdrs/{(string?)record["id"]}/explain")).ToJsonString().Should().Contain("its last sign of life at");
            },
            "--media", "127.0.0.1:34500-34900");
    }

    [Fact]
    public async Task When_the_only_node_is_gone_a_call_that_must_be_relayed_is_refused_with_its_own_reason()
    {
        const string Number = "00442079460102";
        await using Rtpengine engine = await Rtpengine.StartAsync(Node);
        await WithSwitchAsync(
            async tandem =>
            {
                await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
                await engine.KillAsync();
                await using var caller = Sipp.Caller("caller-fails", Customer, tandem.SipPort, Number, status: 503);
                await caller.SucceedsAsync();
                JsonNode record = await tandem.RecordAsync(Number);
                ((string?)record["endReasonName"]).Should().Be("MediaUnavailable");
            },
            "--media-node", Rtpengine.Option("engine", Node), "--media", "off");
    }

    [Fact]
    public async Task When_its_ports_are_used_up_new_calls_are_refused_and_the_running_one_goes_on()
    {
        const string Number = "00442079460103";
        await using Rtpengine engine = await Rtpengine.StartAsync(Node, 31300, 31305);
        await WithSwitchAsync(
            async tandem =>
            {
                await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
                await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA);
                await using var first = Sipp.Caller("caller-hangs-up", Customer, tandem.SipPort, Number, talk: TimeSpan.FromSeconds(3));
                await tandem.AnsweredCallsAsync(1);
                await using var second = Sipp.Caller("caller-fails", Customer, tandem.SipPort, "00442079460104", status: 503, port: 5062);
                await second.SucceedsAsync();
                await first.SucceedsAsync();
                ((string?)(await tandem.RecordAsync("00442079460104"))["endReasonName"]).Should().Be("MediaPortsUsedUp");
                ((string?)(await tandem.RecordAsync(Number))["endReasonName"]).Should().Be("NormalCallClearing");
            },
            "--media-node", Rtpengine.Option("engine", Node), "--media", "off");
    }

    private static async Task<JsonNode> TalkAsync(SwitchProcess tandem, string number)
    {
        await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, echoes: true);
        await using var caller = Sipp.Caller("caller-speaks", Customer, tandem.SipPort, number, talk: TimeSpan.FromSeconds(4));
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();
        return await tandem.RecordAsync(number);
    }

    private static long Packets(JsonNode record, string leg, string direction) => (long)record[leg]![direction]!["packets"]!;

    private static void SpeaksBothWays(JsonNode record)
    {
        ((string?)record["callerCodec"]).Should().Be("PCMU");
        foreach (string leg in new[] { "callerMedia", "calleeMedia" })
        {
            ((long)record[leg]!["in"]!["packets"]!).Should().BeInRange(100, 250, "{0}", record[leg]!.ToJsonString());
            ((long)record[leg]!["out"]!["packets"]!).Should().BeInRange(100, 250);
            ((long)record[leg]!["in"]!["octets"]!).Should().BeInRange(16_000, 40_000);
            record[leg]!["in"]!["lastPacketAt"].Should().NotBeNull();
        }
    }

    private static async Task WithSwitchAsync(Func<SwitchProcess, Task> test, params string[] options)
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-media-");
        try
        {
            await using SwitchProcess tandem = await SwitchProcess.StartAsync(data.FullName, options);
            await test(tandem);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
