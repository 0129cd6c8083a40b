using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Two real softphones, each on a machine of its own, call through the switch; what each said is on its channel of the recording.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class SoftphoneTests
{
    private const int SipPort = 15_060;
    private const string Dialled = "00442079460301";
    private const string Called = "442079460301";

    [Theory]
    [InlineData("baresip", "baresip")]
    [InlineData("linphone", "baresip")]
    [InlineData("baresip", "linphone")]
    public async Task Both_are_heard_and_a_hold_is_silent(string callers, string callees)
    {
        (short[] caller, short[] callee, int rate, JsonNode record) = await CallAsync(callers, callees, "pcmu", async phone =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            await phone.HoldsAsync();
            await Task.Delay(TimeSpan.FromSeconds(3));
            await phone.ResumesAsync();
            await Task.Delay(TimeSpan.FromSeconds(3));
        });

        double seconds = caller.Length / (double)rate;
        double most = callers == "linphone" ? seconds : seconds - 2; // its music on hold is what it says at other times
        Sound.SecondsOf(caller, 500, rate).Should().BeInRange(4, most, "three seconds before the hold, three after, none in it");
        Sound.SecondsOf(callee, 800, rate).Should().BeInRange(4, seconds - 2);
        Sound.MostOf(caller, 800, rate).Should().BeLessThan(0.1);
        Sound.MostOf(callee, 500, rate).Should().BeLessThan(0.1);
        caller.Length.Should().BeGreaterThan(8 * rate, "the call is recorded as a whole");
        ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
        ((double)record["callerMedia"]!["in"]!["mos"]!).Should().BeGreaterThan(3.5);
    }

    [Fact]
    public async Task Without_a_codec_in_common_both_are_heard_all_the_same()
    {
        (short[] caller, short[] callee, int rate, JsonNode record) = await CallAsync("baresip", "baresip", "pcma", static _ => Task.Delay(TimeSpan.FromSeconds(4)));

        Sound.SecondsOf(caller, 500, rate).Should().BeGreaterThan(2);
        Sound.SecondsOf(callee, 800, rate).Should().BeGreaterThan(2);
        ((string?)record["callerCodec"]).Should().Be("PCMU");
        ((string?)record["calleeCodec"]).Should().Be("PCMA");
    }

    private static async Task<(short[] Caller, short[] Callee, int Rate, JsonNode Record)> CallAsync(string callers, string callees, string calleesCodec, Func<ISoftphone, Task> talk)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        await using OtherMachine customers = await OtherMachine.StartAsync(1);
        await using OtherMachine carriers = await OtherMachine.StartAsync(2);
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-softphones-");
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(
            data.FullName, "--media", "0.0.0.0:36000-36400", "--sip", $"udp:{customers.Here}:{SipPort}", "--sip", $"udp:{carriers.Here}:{SipPort}");
        await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
        await tandem.ChangeAsync("ingress-trunks/acme-pbx", "addresses", new JsonArray(customers.There));
        await tandem.ChangeAsync("egress-trunks/carrier-a", "addresses", new JsonArray($"{carriers.There}:5070"));
        await tandem.ChangeAsync("egress-trunks/carrier-a", "mediaRecord", true);
        await tandem.ChangeAsync("egress-trunks/carrier-a", "audioCodecTranscodingEnable", true);
        await using ISoftphone callee = callees == "linphone"
            ? await Linphone.StartAsync(carriers, Called, 5070, 800)
            : await Baresip.StartAsync(carriers, Called, 5070, $"{carriers.Here}:{SipPort}", calleesCodec, 800);
        await using ISoftphone caller = callers == "linphone"
            ? await Linphone.StartAsync(customers, "2001", 5061, 500)
            : await Baresip.StartAsync(customers, "2001", 5061, $"{customers.Here}:{SipPort}", "pcmu", 500);
        await caller.DialsAsync($"sip:{Dialled}@{customers.Here}:{SipPort}");
        await tandem.AnsweredCallsAsync(1);
        await talk(caller);
        await caller.HangsUpAsync();
        JsonNode record = await tandem.RecordAsync(Dialled);
        (short[] left, short[] right, int rate) = Sound.ReadWav(await tandem.BytesAsync($"recordings/{(string)record["id"]!}"));
        await tandem.VerifiesAsync();
        return (left, right, rate, record);
    }
}
