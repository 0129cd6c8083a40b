using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Media;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Alarms;

/// <summary>A real switch calls somebody about an alarm, who hears it and presses the key.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class VoiceAlarmTests
{
    private const string Number = "442079460700";
    private const string Pcma = "8 PCMA/8000";
    private const string Keys = "101 telephone-event/8000";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("event")]
    [InlineData("info")]
    [InlineData("tone")]
    public async Task Who_presses_the_key_acknowledges_the_alarm(string form)
    {
        await using Recorded switched = await Recorded.StartAsync(null, static data =>
            File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(data, "sounds")).FullName, "alarm-30000.wav"), Sound.Tone(700, 1)));
        SwitchProcess tandem = switched.Switch;
        await tandem.SetParameterAsync("IVR_ALARM_CONFIRM_KEY", "7");
        await tandem.SetParameterAsync("IVR_ALARM_CALLER_E164", "441632960999");
        JsonNode setting = SwitchProcess.Items(await tandem.GetAsync("alarms/settings")).Single(static one => (int)one["type"]! == 30000);
        await tandem.PutAsync($"alarms/settings/{setting["id"]}", new JsonObject { ["type"] = 30000, ["level"] = 2, ["voice"] = true, ["voiceTo"] = new JsonArray(Number) });
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        await tandem.AddAsync("alarms", new JsonObject { ["object"] = "UPS 1", ["level"] = 1, ["detail"] = "not grave enough" });
        await tandem.AddAsync("alarms", new JsonObject { ["object"] = "UPS 2", ["level"] = 3, ["detail"] = "on battery" });

        (await carrier.GetsAsync("INVITE")).Should().Contain("441632960999");
        carrier.Answers(200, Pcma, Keys);
        await carrier.GetsAsync("ACK");

        // The three tones, the sound of its type, four beeps, the pause.
        await Eventually.GetAsync(() => Task.FromResult(carrier.Packets.Count > 200 ? carrier : null), Patience, () => $"the message; {carrier.Packets.Count} packets came");
        short[] heard = carrier.Heard();
        Sound.SecondsOf(heard, 950, VoicePhone.Rate).Should().BeGreaterThan(0.2);
        Sound.SecondsOf(heard, 700, VoicePhone.Rate).Should().BeGreaterThan(0.7, "the operator's own sound of the type");
        Sound.SecondsOf(heard, 1000, VoicePhone.Rate).Should().BeGreaterThan(0.4);
        await PressAsync(carrier, form, '3');
        await PressAsync(carrier, form, '7');
        await carrier.GetsAsync("BYE");

        JsonNode alarm = await Eventually.GetAsync(
            async () => SwitchProcess.Items(await tandem.GetAsync("alarms")).FirstOrDefault(static one => (string?)one["acknowledgedBy"] != ""), Patience, static () => "the acknowledgement");
        ((string?)alarm["object"], (string?)alarm["acknowledgedBy"]).Should().Be(("UPS 2", $"voice {Number}"));
        JsonNode record = await tandem.RecordAsync(Number);
        ((string?)alarm["memo"]).Should().Be($"by the key 7 in call {record["id"]}");
        ((int)record["billingMode"]!, record["fee"]!.ToString(), (string?)record["account"]).Should().Be((-1, "0", ""));
        ((string?)record["vendor"]!["account"]).Should().NotBeNullOrEmpty();
        await tandem.VerifiesAsync();
    }

    private static async Task PressAsync(VoicePhone phone, string form, char key)
    {
        switch (form)
        {
            case "event":
                await phone.PressesAsync(key.ToString());
                break;
            case "info":
                phone.Infos(key);
                break;
            default:
                await phone.SoundsKeysAsync(key.ToString());
                break;
        }
    }
}
