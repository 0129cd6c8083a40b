using System.Diagnostics;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>The signalling process is killed with calls up: their sound goes on, the next process takes them back, and each is charged once.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class TakenBackTests
{
    private const string Customer = "127.0.0.2";
    private const string CarrierA = "127.0.0.3";
    private const string Number = "00442079460120";
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(14);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("3", "2")]
    public Task Calls_go_on_with_sound_when_signalling_is_killed_and_each_is_charged_once(string shards, string shardsAfter) =>
        GoOnAsync(["--media", "127.0.0.1:34000-34400"], shards, shardsAfter);

    [Fact]
    public async Task Calls_through_rtpengine_go_on_too()
    {
        const string Node = "127.0.0.40";
        await using Rtpengine engine = await Rtpengine.StartAsync(Node);
        await GoOnAsync(["--media-node", Rtpengine.Option("engine", Node), "--media", "off"], "2", "2");
    }

    /// <summary>A media process that outlived a switch which did not come back.</summary>
    internal static void End(int mediaProcess)
    {
        if (mediaProcess == 0)
        {
            return;
        }

        try
        {
            using var left = Process.GetProcessById(mediaProcess);
            left.Kill();
        }
        catch (ArgumentException)
        {
            return; // it has ended, as it should
        }
    }

    private static async Task GoOnAsync(string[] media, string shards, string shardsAfter)
    {
        const int Calls = 3;
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-taken-back-");
        int mediaProcess = 0;
        try
        {
            await using SwitchProcess first = await SwitchProcess.StartAsync(data.FullName, [.. media, "--shards", shards]);
            mediaProcess = media[0] == "--media" ? await first.MediaProcessAsync() : 0;
            await first.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
            await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA, calls: Calls, echoes: true);
            await using var caller = Sipp.Caller("caller-speaks", Customer, first.SipPort, Number, calls: Calls, talk: Talk);
            await first.AnsweredCallsAsync(Calls);
            await first.TalkedAsync(TimeSpan.FromSeconds(3));

            await first.KillSignallingAsync();
            await using SwitchProcess second = await SwitchProcess.StartAsync(data.FullName, first.SipPort, [.. media, "--shards", shardsAfter]);
            await second.AnsweredCallsAsync(Calls);
            await caller.SucceedsAsync(30);
            await carrier.SucceedsAsync();

            IReadOnlyList<JsonNode> records = await second.RecordsAsync(Number, Calls);
            records.Should().HaveCount(Calls);
            foreach (JsonNode record in records)
            {
                ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
                ((long)record["talkMs"]!).Should().BeInRange(13_500, 15_500, "the talk went on while the switch was away");
                ((long)record["callerMedia"]!["in"]!["packets"]!).Should().BeGreaterThan(640, "and so did the sound");
                ((long)record["calleeMedia"]!["in"]!["packets"]!).Should().BeGreaterThan(640);
                string why = (await second.GetAsync($"cdrs/{(string?)record["id"]}/explain")).ToJsonString();
                why.Should().Contain("taken back after restart at");
            }

            await second.VerifiesAsync();
            await second.StopAsync();
        }
        finally
        {
            End(mediaProcess);
            data.Delete(recursive: true);
        }
    }
}
