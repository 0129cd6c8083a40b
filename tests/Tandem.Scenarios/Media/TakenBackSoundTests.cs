using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>The signalling process is killed under a call whose sound is worked on: the work goes on without it, and the next process finds what it left.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class TakenBackSoundTests
{
    private const string Pcmu = "0 PCMU/8000";
    private const string Pcma = "8 PCMA/8000";
    private const string Number = "00442079460340";
    private const double Seconds = 10;

    [Fact]
    public async Task A_recorded_call_is_recorded_on_and_its_recording_is_whole_and_listed() =>
        await KilledAsync("mediaRecord", Pcmu, async (tandem, record) =>
        {
            string id = (string)record["id"]!;
            ((string?)record["recording"]).Should().Be(id);
            (short[] left, short[] right, int rate) = Sound.ReadWav(await tandem.BytesAsync($"recordings/{id}"));
            Sound.SecondsOf(left, 500, rate).Should().BeInRange(Seconds - 0.4, Seconds + 0.3, "what was said while nobody signalled is recorded too");
            Sound.SecondsOf(right, 800, rate).Should().BeInRange(Seconds - 0.4, Seconds + 0.3);
            JsonNode listed = SwitchProcess.Items(await tandem.GetAsync("recordings")).Should().ContainSingle().Subject;
            ((string?)listed["id"]).Should().Be(id);
            ((double)listed["seconds"]!).Should().BeApproximately(left.Length / (double)rate, 0.02);
        });

    [Fact]
    public async Task A_transcoded_call_is_transcoded_on() =>
        await KilledAsync("audioCodecTranscodingEnable", Pcma, static (_, record) =>
        {
            ((string?)record["callerCodec"]).Should().Be("PCMU");
            ((string?)record["calleeCodec"]).Should().Be("PCMA");
            return Task.CompletedTask;
        });

    [Fact]
    public async Task An_encrypted_call_goes_on_with_its_keys_and_is_charged_once()
    {
        await using SoftphonePair pair = await SoftphonePair.StartAsync("baresip", "baresip", srtp: true); // they talk encrypted or not at all
        double atKill = 0;
        JsonNode record = await pair.TalkAsync(async () =>
        {
            await pair.Switch.TalkedAsync(TimeSpan.FromSeconds(2));
            await pair.KillAndReturnAsync();
            atKill = await TalkedAsync(pair.Switch);
            await pair.Switch.TalkedAsync(TimeSpan.FromSeconds(atKill + 3));
        });

        double talked = (long)record["talkMs"]! / 1000.0;
        talked.Should().BeGreaterThan(atKill + 3, "it is charged for the whole time, and once: there is one record");
        ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
        ((string?)record["fee"]).Should().Be("0.012");
        (await pair.Switch.GetAsync($"cdrs/{(string)record["id"]!}/explain")).ToJsonString().Should().Contain("taken back after restart at");
        ((Baresip)pair.Caller).Heard(800).Should().BeGreaterThan(talked - 1, "the sound went on without the switch");
        ((Baresip)pair.Callee).Heard(500).Should().BeGreaterThan(talked - 1);
        await pair.Switch.VerifiesAsync();
    }

    private static async Task<double> TalkedAsync(SwitchProcess tandem) => (long)SwitchProcess.Items(await tandem.GetAsync("calls")).Single()["talkMs"]! / 1000.0;

    private static async Task KilledAsync(string feature, string carriersFormat, Func<SwitchProcess, JsonNode, Task> then)
    {
        string[] media = ["--media", "127.0.0.1:35500-35600"];
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-taken-back-");
        int mediaProcess = 0;
        try
        {
            await using SwitchProcess first = await SwitchProcess.StartAsync(data.FullName, media);
            mediaProcess = await first.MediaProcessAsync();
            await first.ChangeAsync(KeyForms.Carrier, feature, true);
            using var caller = new VoicePhone("127.0.0.2", 5061);
            using var carrier = new VoicePhone("127.0.0.3", 5070);
            caller.Invites(first.SipPort, Number, Pcmu);
            await carrier.GetsAsync("INVITE");
            carrier.Answers(200, carriersFormat);
            await caller.GetsAsync("200");
            await carrier.GetsAsync("ACK");
            Task talk = Task.WhenAll(caller.SpeaksAsync(500, Seconds), carrier.SpeaksAsync(800, Seconds));
            await first.TalkedAsync(TimeSpan.FromSeconds(2));
            await first.KillSignallingAsync();
            int heardAtKill = carrier.Packets.Count;

            await using SwitchProcess second = await SwitchProcess.StartAsync(data.FullName, first.SipPort, media);
            await second.AnsweredCallsAsync(1);
            int heardAtReturn = carrier.Packets.Count;
            await talk;
            Sound.SecondsOf(carrier.Heard(), 500, VoicePhone.Rate).Should().BeInRange(Seconds - 0.4, Seconds + 0.3);
            Sound.SecondsOf(caller.Heard(), 800, VoicePhone.Rate).Should().BeInRange(Seconds - 0.4, Seconds + 0.3);
            heardAtReturn.Should().BeGreaterThan(heardAtKill, "the sound went on without the switch");
            carrier.TypesHeard().Should().Equal(int.Parse(carriersFormat.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

            caller.Byes();
            await carrier.GetsAsync("BYE");
            JsonNode record = await second.RecordAsync(Number);
            ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
            ((long)record["talkMs"]!).Should().BeGreaterThan((long)(1000 * Seconds), "it is charged for the whole time");
            await then(second, record);
            await second.VerifiesAsync();
            await second.StopAsync();
        }
        finally
        {
            TakenBackTests.End(mediaProcess);
            data.Delete(recursive: true);
        }
    }
}
