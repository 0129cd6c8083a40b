using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Two real softphones, each on a machine of its own, call through the switch; what each said is on its channel of the recording.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class SoftphoneTests
{
    /// <summary>What was recorded last between two such phones, to be listened to when it is not as it should be; its packets are beside it.</summary>
    private static string KeptFile(string callers, string callees) => Repository.File("artifacts", $"softphones-{callers}-{callees}.wav");

    [Theory]
    [InlineData("baresip", "baresip")]
    [InlineData("linphone", "baresip")]
    [InlineData("baresip", "linphone")]
    public async Task Both_are_heard_and_a_hold_is_silent(string callers, string callees)
    {
        await using SoftphonePair pair = await SoftphonePair.StartAsync(callers, callees);
        (short[] caller, short[] callee, int rate, JsonNode record) = await RecordedAsync(pair, KeptFile(callers, callees), async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            await pair.Caller.HoldsAsync();
            await Task.Delay(TimeSpan.FromSeconds(3));
            await pair.Caller.ResumesAsync();
            await Task.Delay(TimeSpan.FromSeconds(3));
        });

        double seconds = caller.Length / (double)rate;
        double most = callers == "linphone" ? seconds : seconds - 2; // its music on hold is what it says at other times
        Sound.SecondsOf(caller, 500, rate).Should().BeInRange(4, most, "three seconds before the hold, three after, none in it");
        Sound.SecondsOf(callee, 800, rate).Should().BeInRange(4, seconds - 2);
        Sound.MostOf(caller, 800, rate).Should().BeLessThan(0.1, "the caller's channel has the caller alone ({0})", KeptFile(callers, callees));
        Sound.MostOf(callee, 500, rate).Should().BeLessThan(0.1, "the callee's channel has the callee alone ({0})", KeptFile(callers, callees));
        caller.Length.Should().BeGreaterThan(8 * rate, "the call is recorded as a whole");
        ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
        ((double)record["callerMedia"]!["in"]!["mos"]!).Should().BeGreaterThan(3.5);
    }

    [Fact]
    public async Task Without_a_codec_in_common_both_are_heard_all_the_same()
    {
        await using SoftphonePair pair = await SoftphonePair.StartAsync("baresip", "baresip", calleesCodec: "pcma");
        await pair.Switch.ChangeAsync(KeyForms.Carrier, "audioCodecTranscodingEnable", true);
        (short[] caller, short[] callee, int rate, JsonNode record) = await RecordedAsync(pair, KeptFile("pcmu", "pcma"), static () => Task.Delay(TimeSpan.FromSeconds(4)));

        Sound.SecondsOf(caller, 500, rate).Should().BeGreaterThan(2);
        Sound.SecondsOf(callee, 800, rate).Should().BeGreaterThan(2);
        ((string?)record["callerCodec"]).Should().Be("PCMU");
        ((string?)record["calleeCodec"]).Should().Be("PCMA");
    }

    [Fact]
    public async Task A_caller_that_speaks_ICE_is_answered_with_ICE_lite_and_both_are_heard()
    {
        await using SoftphonePair pair = await SoftphonePair.StartAsync("baresip", "baresip", iceCaller: true);
        (short[] caller, short[] callee, int rate, JsonNode record) = await RecordedAsync(pair, KeptFile("ice", "baresip"), static () => Task.Delay(TimeSpan.FromSeconds(4)));

        (await pair.LadderAsync(record)).Should().Contain("a=ice-ufrag").And.Contain("a=ice-lite");
        Sound.SecondsOf(caller, 500, rate).Should().BeGreaterThan(2, "with ICE nobody is heard whose checks have not passed");
        Sound.SecondsOf(callee, 800, rate).Should().BeGreaterThan(2);
        Sound.SecondsOf(Sound.ReadMono(await File.ReadAllBytesAsync(pair.Caller.HeardFile)), 800, 8000).Should().BeGreaterThan(2, "the relay sends to where the checks came from");
    }

    private static async Task<(short[] Caller, short[] Callee, int Rate, JsonNode Record)> RecordedAsync(SoftphonePair pair, string kept, Func<Task> talk)
    {
        await pair.Switch.ChangeAsync(KeyForms.Carrier, "mediaRecord", true);
        await pair.Switch.SetParameterAsync("SS_RECORD_CAPTURE", "On");
        JsonNode record = await pair.TalkAsync(talk);
        byte[] wav = await pair.Switch.BytesAsync($"recordings/{(string)record["id"]!}");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllBytesAsync(kept, wav);
        await File.WriteAllBytesAsync(Path.ChangeExtension(kept, ".pcap"), await pair.Switch.BytesAsync($"recordings/{(string)record["id"]!}/pcap"));
        (short[] left, short[] right, int rate) = Sound.ReadWav(wav);
        await pair.Switch.VerifiesAsync();
        return (left, right, rate, record);
    }
}
