using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>A caller without an offer of its own (RFC 3264 §4, RFC 3261 §13.2.1): the offer comes in the 200, the answer in the ACK, and both hear each other through the relay.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class LateOfferTests
{
    private const string Node = "127.0.0.40";

    [Fact]
    public Task A_late_offer_has_sound_both_ways_through_the_switchs_own_media_process() =>
        TalkAsync("local", "00442079460371", "--media", "127.0.0.1:38000-38040");

    [Fact]
    public async Task A_late_offer_has_sound_both_ways_through_rtpengine()
    {
        await using Rtpengine engine = await Rtpengine.StartAsync(Node);
        await TalkAsync("engine", "00442079460372", "--media-node", Rtpengine.Option("engine", Node), "--media", "off");
    }

    private static async Task TalkAsync(string node, string number, params string[] options)
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-late-");
        try
        {
            await using SwitchProcess tandem = await SwitchProcess.StartAsync(data.FullName, options);
            await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
            await using Sipp carrier = await Sipp.CarrierAsync("carrier-offers", "127.0.0.3", echoes: true);
            await using var caller = Sipp.Caller("caller-answers-late-offer", "127.0.0.2", tandem.SipPort, number, talk: TimeSpan.FromSeconds(6));
            await tandem.AnsweredCallsAsync(1);
            await tandem.TalkedAsync(TimeSpan.FromSeconds(3));
            string id = (string)SwitchProcess.Items(await tandem.GetAsync("calls")).Single()["id"]!;
            HasSound(await tandem.GetAsync($"calls/{id}"), 100);
            await caller.SucceedsAsync(20);
            await carrier.SucceedsAsync(); // it has looked at the ACK's answer

            JsonNode record = await tandem.RecordAsync(number);
            ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
            ((string?)record["mediaNode"]).Should().Be(node);
            ((string?)record["callerCodec"]).Should().Be("PCMU");
            ((string?)record["calleeCodec"]).Should().Be("PCMU");
            HasSound(record, 250);
            await tandem.VerifiesAsync();
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static void HasSound(JsonNode call, long atLeast)
    {
        foreach (string leg in new[] { "callerMedia", "calleeMedia" })
        {
            ((long)call[leg]!["in"]!["packets"]!).Should().BeGreaterThan(atLeast, "{0}", call[leg]!.ToJsonString());
            ((long)call[leg]!["out"]!["packets"]!).Should().BeGreaterThan(atLeast, "{0}", call[leg]!.ToJsonString());
        }
    }
}
