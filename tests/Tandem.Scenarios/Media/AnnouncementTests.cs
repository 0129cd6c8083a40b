using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>What a caller is told by a voice, through the real process: a tone stands for each word.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class AnnouncementTests
{
    private const string Pcma = "8 PCMA/8000";
    private const string Own = "local";
    private const string Engine = "engine";
    private const string EnginePlace = "127.0.0.40";
    private const int Sorry = 900;
    private const int Busy = 1100;

    [Theory]
    [InlineData(404, Sorry, Own)]
    [InlineData(486, Busy, Own)]
    [InlineData(486, Busy, Engine)]
    public async Task A_caller_hears_why_its_call_fails_gets_the_carriers_status_and_pays_nothing(int status, int hertz, string node)
    {
        await using Rtpengine? engine = await EngineAsync(node);
        await using Recorded switched = await StartAsync(node, ("unable-to-connect", Sorry), ("busy", Busy));
        await switched.Switch.ChangeAsync("ingress-trunks/acme-pbx", "unableToConnectVoicePrompts", 1);
        await switched.Switch.ChangeAsync("ingress-trunks/acme-pbx", "failureVoices", "486:busy");
        await switched.Switch.ChangeAsync("ingress-trunks/acme-pbx", "egressTrunks", new JsonArray("carrier-a"));
        string number = $"00442079460{status}";
        using var caller = new VoicePhone("127.0.0.2", 5061);
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        caller.Invites(switched.Switch.SipPort, number, Pcma);
        await carrier.GetsAsync("INVITE");
        carrier.Answers(status);
        (await caller.GetsAsync("183")).Should().Contain("application/sdp");
        await caller.GetsAsync(status.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Sound.SecondsOf(caller.Heard(), hertz, VoicePhone.Rate).Should().BeGreaterThan(0.7, "the sound is a second long, and the refusal comes when it is over");
        carrier.Packets.Should().BeEmpty();
        JsonNode record = await switched.Switch.RecordAsync(number);
        record["endReason"]!.GetValue<int>().Should().Be(status);
        record["sipStatus"]!.GetValue<int>().Should().Be(status);
        record["talkMs"]!.GetValue<long>().Should().Be(0);
        record["fee"]!.ToString().Should().Be("0");
        await switched.Switch.VerifiesAsync();
    }

    [Fact]
    public async Task A_caller_with_a_minute_left_hears_that_before_the_callee_rings()
    {
        await using Recorded switched = await StartAsync(Own, ("remaining-time", 500), ("1", 600), ("minute", 700));
        await switched.Switch.RechargeAsync(-9.98m); // of 10.00; a minute costs 0.012
        await switched.Switch.SetParameterAsync("SS_CALLREMINTIME", "Minutes");
        const string Number = "00442079460501";
        using var caller = new VoicePhone("127.0.0.2", 5061);
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        caller.Invites(switched.Switch.SipPort, Number, Pcma);
        await caller.GetsAsync("183");
        await carrier.GetsAsync("INVITE");

        short[] heard = caller.Heard();
        Sound.SecondsOf(heard, 500, VoicePhone.Rate).Should().BeGreaterThan(0.7);
        Sound.SecondsOf(heard, 600, VoicePhone.Rate).Should().BeGreaterThan(0.7);
        Sound.SecondsOf(heard, 700, VoicePhone.Rate).Should().BeGreaterThan(0.7);
        carrier.Answers(200, Pcma);
        await caller.GetsAsync("200");
        await carrier.GetsAsync("ACK");
        await Task.WhenAll(caller.SpeaksAsync(400, 1), carrier.SpeaksAsync(800, 1));
        caller.Byes();
        await carrier.GetsAsync("BYE");
        Sound.SecondsOf(carrier.Heard(), 400, VoicePhone.Rate).Should().BeGreaterThan(0.7);
        Sound.SecondsOf(carrier.Heard(), 700, VoicePhone.Rate).Should().Be(0, "the callee hears nothing of it");
        JsonNode record = await switched.Switch.RecordAsync(Number);
        record["talkMs"]!.GetValue<long>().Should().BeLessThan(3000);
        record["fee"]!.ToString().Should().Be("0.012");
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(Engine)]
    public async Task A_caller_whose_credit_ends_soon_hears_so_while_it_talks_and_the_callee_does_not(string node)
    {
        const int Warning = 1300;
        const double Seconds = 12;
        const string Number = "00442079460502";
        await using Rtpengine? engine = await EngineAsync(node);
        await using Recorded switched = await StartAsync(node, ("remaining-time", 600), ("52", Warning), ("seconds", 700));
        await switched.Switch.RechargeAsync(-9.988m); // what is left is a minute
        await switched.Switch.SetParameterAsync("SS_CALLREMINTIME", "Minutes");
        await switched.Switch.SetParameterAsync("SS_CALLREMINTIME_LAST", "52");
        await switched.Switch.ChangeAsync(KeyForms.Carrier, "mediaRecord", true);
        using var caller = new VoicePhone("127.0.0.2", 5061);
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        caller.Invites(switched.Switch.SipPort, Number, Pcma);
        await carrier.GetsAsync("INVITE");
        carrier.Answers(200, Pcma);
        await caller.GetsAsync("200");
        await carrier.GetsAsync("ACK");
        int before = caller.Packets.Count;
        await Task.WhenAll(caller.SpeaksAsync(400, Seconds), carrier.SpeaksAsync(800, Seconds));
        caller.Byes();
        await carrier.GetsAsync("BYE");

        short[] heard = caller.Heard(before);
        int first = Array.FindIndex([.. heard.Chunk(VoicePhone.Rate / 10)], static piece => Sound.PartOf(piece, Warning, VoicePhone.Rate) > 0.8);
        (first / 10.0).Should().BeInRange(8, 10.5, "52 s before the end of its minute, behind a second of other words");
        Sound.SecondsOf(heard, Warning, VoicePhone.Rate).Should().BeInRange(0.7, 1.1, "it hears that once");
        Sound.SecondsOf(heard, 800, VoicePhone.Rate).Should().BeInRange(Seconds - 3.8, Seconds - 2.8, "and the callee for the rest");
        Sound.SecondsOf(carrier.Heard(), 400, VoicePhone.Rate).Should().BeGreaterThan(Seconds - 0.5, "who hears the caller all the time");
        Sound.MostOf(carrier.Heard(), Warning, VoicePhone.Rate).Should().BeLessThan(0.1);
        JsonNode record = await switched.Switch.RecordAsync(Number);
        ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
        record["fee"]!.ToString().Should().Be("0.012");
        if (node == Own)
        {
            (short[] left, short[] right, int rate) = Sound.ReadWav(await switched.Switch.BytesAsync($"recordings/{(string)record["id"]!}"));
            Sound.SecondsOf(left, 400, rate).Should().BeGreaterThan(Seconds - 0.5, "the recording has what the two have said");
            Sound.SecondsOf(right, 800, rate).Should().BeGreaterThan(Seconds - 0.5);
        }

        await switched.Switch.VerifiesAsync();
    }

    private static async Task<Rtpengine?> EngineAsync(string node) => node == Engine ? await Rtpengine.StartAsync(EnginePlace) : null;

    private static Task<Recorded> StartAsync(string node, params (string Name, int Hertz)[] sounds) => Recorded.StartAsync(
        null,
        data =>
        {
            Directory.CreateDirectory(Path.Combine(data, "sounds"));
            foreach ((string name, int hertz) in sounds)
            {
                File.WriteAllBytes(Path.Combine(data, "sounds", name + ".wav"), Sound.Tone(hertz, 1));
            }
        },
        node == Own ? [] : ["--media", "off", "--media-node", Rtpengine.Option(Engine, EnginePlace)]);
}
