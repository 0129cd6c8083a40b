using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Sound that is changed on its way through the real process: keys in another form, voice in another codec.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class ChangedSoundTests
{
    private const string Carrier = KeyForms.Carrier;
    private const string Pressed = "1590*#";
    private const string Pcmu = "0 PCMU/8000";
    private const string Pcma = "8 PCMA/8000";
    private const string G722 = "9 G722/8000";
    private const string Opus = "111 opus/48000/2";
    private const string Keys = "101 telephone-event/8000";

    [Fact]
    public async Task Keys_in_each_form_arrive_in_each_other_form_both_ways()
    {
        await using Recorded call = await Recorded.StartAsync(null);
        int number = 0;
        foreach (string from in KeyForms.All)
        {
            foreach (string to in KeyForms.All.Where(to => to != from))
            {
                await KeyForms.SetAsync(call.Switch, KeyForms.Customer, from);
                await KeyForms.SetAsync(call.Switch, Carrier, to);
                string[] callers = from == "events" ? [Pcmu, Keys] : [Pcmu];
                string[] carriers = to == "events" ? [Pcmu, Keys] : [Pcmu];
                string dialled = $"0044207946030{++number}";
                await call.TalkAsync(dialled, callers, carriers, async (caller, carrier) =>
                {
                    await PressAsync(caller, from);
                    await GotAsync(carrier, to, $"{from} become {to}");
                    await PressAsync(carrier, to);
                    await GotAsync(caller, from, $"{to} become {from}");
                });
                ((string?)(await call.Switch.RecordAsync(dialled))["mediaMode"]).Should().Be("on", "a conversion needs the media");
            }
        }
    }

    [Fact]
    public async Task Payload_types_of_keys_are_those_of_the_trunk()
    {
        await using Recorded call = await Recorded.StartAsync(null);
        await call.Switch.ChangeAsync(Carrier, "dtmfSendMethodSip", 10);
        await call.Switch.ChangeAsync(Carrier, "dtmfReceivePayloadType", 97);
        await call.Switch.ChangeAsync(Carrier, "dtmfSendPayloadType", 98);
        await call.TalkAsync("00442079460321", [Pcmu], [Pcmu, "98 telephone-event/8000"], async static (caller, carrier) =>
        {
            carrier.Description.Should().Contain("a=rtpmap:97 telephone-event/8000");
            caller.Infos('7');
            await Eventually.GetAsync(() => Task.FromResult(carrier.EventKeys == "7" ? "7" : null), TimeSpan.FromSeconds(5), () => $"got '{carrier.EventKeys}'");
            carrier.TypesHeard().Should().Contain(98);
        });
    }

    [Theory]
    [InlineData(Pcmu, Pcma)]
    [InlineData(G722, Pcma)]
    [InlineData(Opus, Pcmu)]
    [InlineData(G722, Opus)]
    public async Task Sides_without_a_codec_in_common_hear_each_other_when_the_trunk_allows_it(string callers, string carriers)
    {
        await using Recorded call = await Recorded.StartAsync(null);
        await call.Switch.ChangeAsync(Carrier, "audioCodecTranscodingEnable", true);
        VoicePhone? one = null;
        VoicePhone? other = null;
        await call.TalkAsync("00442079460311", [callers, Keys], [carriers, Keys], async (caller, carrier) =>
        {
            (one, other) = (caller, carrier);
            await Task.WhenAll(caller.SpeaksAsync(500, 1.5), carrier.SpeaksAsync(800, 1.5));
            await caller.PressesAsync("42");
            await Eventually.GetAsync(() => Task.FromResult(carrier.EventKeys == "42" ? "42" : null), TimeSpan.FromSeconds(5), () => $"got '{carrier.EventKeys}'");
        });

        Sound.SecondsOf(other!.Heard(), 500, VoicePhone.Rate).Should().BeInRange(1.2, 1.6);
        Sound.SecondsOf(one!.Heard(), 800, VoicePhone.Rate).Should().BeInRange(1.2, 1.6);
        JsonNode record = await call.Switch.RecordAsync("00442079460311");
        ((string?)record["callerCodec"]).Should().Be(NameOf(callers));
        ((string?)record["calleeCodec"]).Should().Be(NameOf(carriers));
    }

    [Fact]
    public async Task A_trunk_gets_the_codecs_of_its_list_in_their_order_and_a_call_that_has_none_of_them_488()
    {
        await using Recorded call = await Recorded.StartAsync(null);
        await call.Switch.ChangeAsync(Carrier, "sipCodecs", new JsonArray("PCMA", "PCMU"));
        await call.Switch.ChangeAsync(Carrier, "sipCodecAssign", true);
        await call.TalkAsync("00442079460312", [G722, Pcmu, Pcma, Keys], [Pcma], static (caller, carrier) =>
        {
            carrier.Description.Should().MatchRegex(@"m=audio \d+ RTP/AVP 8 0 101\r\n").And.NotContain("G722");
            caller.Description.Should().MatchRegex(@"m=audio \d+ RTP/AVP 8\r\n");
            return Task.CompletedTask;
        });

        using var other = new VoicePhone("127.0.0.2", 5061);
        other.Invites(call.Switch.SipPort, "00442079460313", G722);
        await other.GetsAsync("488");
        ((string?)(await call.Switch.RecordAsync("00442079460313"))["endReasonName"]).Should().Be("CodecMismatch");
    }

    private static string NameOf(string format) => format.Split(' ', '/')[1];

    private static async Task PressAsync(VoicePhone phone, string form)
    {
        switch (form)
        {
            case "events":
                await phone.PressesAsync(Pressed);
                break;
            case "tones":
                await phone.SoundsKeysAsync(Pressed);
                break;
            default:
                foreach (char key in Pressed)
                {
                    phone.Infos(key);
                    await phone.GetsAsync("200");
                }

                break;
        }
    }

    private static async Task GotAsync(VoicePhone phone, string form, string why) =>
        await Eventually.GetAsync(
            () => Task.FromResult(Got(phone, form) == Pressed ? "all" : null), TimeSpan.FromSeconds(8), () => $"{why}: got '{Got(phone, form)}' of '{Pressed}'");

    private static string Got(VoicePhone phone, string form) => form switch
    {
        "events" => phone.EventKeys,
        "tones" => phone.ToneKeys,
        _ => phone.InfoKeys,
    };
}
