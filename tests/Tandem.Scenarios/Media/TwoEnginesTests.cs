using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Two rtpengines behind one switch: one is stopped while calls are up, and comes back.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class TwoEnginesTests
{
    private const string Customer = "127.0.0.2";
    private const string Carrier = "127.0.0.3";
    private const string First = "127.0.0.40";
    private const string Second = "127.0.0.41";
    private const string Long = "00442079460381";
    private const string Lost = "00442079460382";
    private static readonly TimeSpan LongTalk = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task New_calls_go_to_the_second_while_the_first_is_away_and_to_the_first_again_when_it_is_back()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-engines-");
        Rtpengine? first = null;
        try
        {
            await using Rtpengine second = await Rtpengine.StartAsync(Second);
            await using SwitchProcess tandem = await SwitchProcess.StartAsync(
                data.FullName, "--media-node", Rtpengine.Option("first", First), "--media-node", Rtpengine.Option("second", Second) + ",0", "--media", "off");
            await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
            await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", Carrier, calls: 6, echoes: true);

            // The one that is there takes a call though its share is nothing.
            await IsUpAsync(tandem, "second", true);
            await using var stays = Sipp.Caller("caller-speaks", Customer, tandem.SipPort, Long, talk: LongTalk);
            await tandem.AnsweredCallsAsync(1);

            first = await Rtpengine.StartAsync(First);
            await IsUpAsync(tandem, "first", true);
            (await TalkAsync(tandem, "00442079460383")).Should().Be("first", "all new calls are its share");
            await using var loses = Sipp.Caller("caller-listens", Customer, tandem.SipPort, Lost, port: 5063);
            await tandem.AnsweredCallsAsync(2);

            await first.KillAsync();
            (await TalkAsync(tandem, "00442079460384")).Should().Be("second", "the first did not answer");
            string id = (string)(await tandem.RecordAsync("00442079460384"))["id"]!;
            (await tandem.GetAsync($"cdrs/{id}/explain")).ToJsonString().Should().Contain("Media node first was passed over");
            await IsUpAsync(tandem, "first", false);
            (await TalkAsync(tandem, "00442079460385")).Should().Be("second");

            // It is another process, and knows nothing of the calls of the one before.
            await first.DisposeAsync();
            first = await Rtpengine.StartAsync(First);
            await IsUpAsync(tandem, "first", true);
            (await TalkAsync(tandem, "00442079460386")).Should().Be("first");
            await loses.SucceedsAsync(15);
            JsonNode lost = await tandem.RecordAsync(Lost);
            ((string?)lost["endReasonName"]).Should().Be("MediaLost");
            ((string?)lost["mediaNode"]).Should().Be("first");

            await stays.SucceedsAsync(40);
            JsonNode record = await tandem.RecordAsync(Long);
            ((string?)record["mediaNode"]).Should().Be("second");
            ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
            ((long)record["talkMs"]!).Should().BeInRange(29_000, 33_000);
            HasSound(record, 50 * 28);
            await carrier.SucceedsAsync();
            await tandem.VerifiesAsync();
        }
        finally
        {
            if (first is not null)
            {
                await first.DisposeAsync();
            }

            data.Delete(recursive: true);
        }
    }

    /// <summary>A call with sound both ways; the node that has carried it.</summary>
    private static async Task<string?> TalkAsync(SwitchProcess tandem, string number)
    {
        await using var caller = Sipp.Caller("caller-speaks", Customer, tandem.SipPort, number, talk: TimeSpan.FromSeconds(2), port: 5062);
        await caller.SucceedsAsync(20);
        JsonNode record = await tandem.RecordAsync(number);
        ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
        HasSound(record, 50);
        return (string?)record["mediaNode"];
    }

    private static void HasSound(JsonNode record, long atLeast)
    {
        foreach (string leg in new[] { "callerMedia", "calleeMedia" })
        {
            ((long)record[leg]!["in"]!["packets"]!).Should().BeGreaterThan(atLeast, "{0}", record[leg]!.ToJsonString());
            ((long)record[leg]!["out"]!["packets"]!).Should().BeGreaterThan(atLeast, "{0}", record[leg]!.ToJsonString());
        }
    }

    private static Task IsUpAsync(SwitchProcess tandem, string node, bool isUp) => Eventually.GetAsync(
        async () => await tandem.MetricAsync($"tandem_media_node_up{{node=\"{node}\"}}") == (isUp ? 1 : 0) ? "so it is" : null,
        TimeSpan.FromSeconds(20), () => $"{node} up: {isUp}");
}
