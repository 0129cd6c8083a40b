using System.Globalization;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Recorded calls through the real process: each side's tone is on its channel of the file that the API gives out.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class RecordedCallTests
{
    private const string Pcmu = "0 PCMU/8000";
    private const string Pcma = "8 PCMA/8000";
    private const string G722 = "9 G722/8000";
    private const string Opus = "111 opus/48000/2";
    private const string Keys = "101 telephone-event/8000";

    [Theory]
    [InlineData(Pcmu, 8000)]
    [InlineData(Pcma, 8000)]
    [InlineData(G722, 16_000)]
    [InlineData(Opus, 16_000)]
    public async Task Each_side_is_on_its_channel(string codec, int fileRate)
    {
        await using Recorded call = await Recorded.StartAsync("egress-trunks/carrier-a");
        await call.TalkAsync("00442079460201", [codec, Keys], async (caller, carrier) =>
        {
            await Task.WhenAll(caller.SpeaksAsync(500, 1.5), carrier.SpeaksAsync(800, 1.5));
            await caller.PressesAsync("1");
            await caller.SpeaksAsync(500, 0.5);
        });

        JsonNode record = await call.Switch.RecordAsync("00442079460201");
        string id = (string)record["id"]!;
        ((string?)record["recording"]).Should().Be(id);
        ((string?)record["mediaMode"]).Should().Be("on");
        (short[] left, short[] right, int rate) = Sound.ReadWav(await call.Switch.BytesAsync($"recordings/{id}"));
        rate.Should().Be(fileRate);
        Sound.SecondsOf(left, 500, rate).Should().BeInRange(1.6, 2.1);
        Sound.SecondsOf(right, 800, rate).Should().BeInRange(1.2, 1.6);
        Sound.MostOf(left, 800, rate).Should().BeLessThan(0.1);
        Sound.MostOf(right, 500, rate).Should().BeLessThan(0.1);

        // A key of RFC 4733 is silence: 1 is 697 and 1209 Hz.
        Sound.MostOf(left, 697, rate).Should().BeLessThan(0.2);
        (left.Length / (double)rate).Should().BeInRange(2.1, 2.7);
        JsonNode listed = SwitchProcess.Items(await call.Switch.GetAsync("recordings")).Should().ContainSingle().Subject;
        ((string?)listed["id"]).Should().Be(id);
        ((double)listed["seconds"]!).Should().BeApproximately(left.Length / (double)rate, 0.02);
        ((bool)listed["hasCapture"]!).Should().BeFalse();
    }

    [Fact]
    public async Task A_recording_is_given_out_in_parts_with_its_capture_and_can_be_deleted()
    {
        await using Recorded call = await Recorded.StartAsync("ingress-trunks/acme-pbx");
        await call.Switch.SetParameterAsync("SS_RECORD_CAPTURE", "On");
        await call.Switch.SetParameterAsync("SS_RECORD_WARNING", "On");
        VoicePhone? heard = null;
        await call.TalkAsync("00442079460202", [Pcmu], async (caller, carrier) =>
        {
            heard = carrier;
            await caller.SpeaksAsync(500, 1);
        });

        Sound.MostOf(heard!.Heard(), 1400, VoicePhone.Rate).Should().BeGreaterThan(0.3, "both sides are told that they are recorded");
        string id = (string)(await call.Switch.RecordAsync("00442079460202"))["recording"]!;
        byte[] whole = await call.Switch.BytesAsync($"recordings/{id}");
        (short[] left, _, int rate) = Sound.ReadWav(whole);
        Sound.MostOf(left, 1400, rate).Should().BeLessThan(0.1, "the caller did not say it");
        (await call.Switch.BytesAsync($"recordings/{id}", from: 100, to: 199)).Should().Equal(whole[100..200]);
        byte[] capture = await call.Switch.BytesAsync($"recordings/{id}/pcap");
        BitConverter.ToUInt32(capture).Should().Be(0xa1b2_3c4d);
        ((capture.Length - 24) / (16 + 28 + 172)).Should().BeInRange(45, 55);

        (await call.Switch.DeleteAsync($"recordings/{id}")).Should().Be(204);
        (await call.Switch.DeleteAsync($"recordings/{id}")).Should().Be(404);
        Directory.EnumerateFiles(Path.Combine(call.Data, "recordings"), "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Both_hear_a_warning_tone_where_that_is_wanted()
    {
        await using Recorded call = await Recorded.StartAsync(KeyForms.Carrier);
        await call.Switch.SetParameterAsync("SS_RECORD_WARNING", "On");
        await call.TalkAsync("00442079460204", [Pcma], async (caller, carrier) =>
        {
            await Task.WhenAll(caller.SpeaksAsync(500, 1), carrier.SpeaksAsync(800, 1));
            foreach (VoicePhone phone in new[] { caller, carrier })
            {
                short[] heard = phone.Heard();
                Sound.MostOf(heard[..(VoicePhone.Rate / 4)], 1400, VoicePhone.Rate).Should().BeGreaterThan(0.2, "the tone lies over the voice when the call begins");
                Sound.MostOf(heard[(VoicePhone.Rate / 2)..], 1400, VoicePhone.Rate).Should().BeLessThan(0.05, "for 200 ms");
            }
        });
    }

    [Fact]
    public async Task Nothing_is_recorded_unless_somebody_wants_it()
    {
        await using Recorded call = await Recorded.StartAsync(null);
        await call.Switch.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
        await call.TalkAsync("00442079460203", [Pcmu], static async (caller, _) => await caller.SpeaksAsync(500, 0.3));

        (await call.Switch.RecordAsync("00442079460203"))["recording"].Should().BeNull();
        SwitchProcess.Items(await call.Switch.GetAsync("recordings")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_disk_that_refuses_stops_the_recording_with_an_alarm_and_not_the_call()
    {
        await using Recorded call = await Recorded.StartAsync("egress-trunks/carrier-a");
        string today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(Path.Combine(call.Data, "recordings", today), "a file where a directory should be");
        VoicePhone? heard = null;
        await call.TalkAsync("00442079460204", [Pcmu], async (caller, carrier) =>
        {
            heard = carrier;
            await caller.SpeaksAsync(500, 1);
        });

        Sound.SecondsOf(heard!.Heard(), 500, VoicePhone.Rate).Should().BeGreaterThan(0.8);
        JsonNode record = await call.Switch.RecordAsync("00442079460204");
        ((string?)record["endReasonName"]).Should().Be("NormalCallClearing");
        record["recording"].Should().BeNull();
        (await call.Switch.SaysAsync("ALARM: recording")).Should().Contain("Calls go on");
        await Eventually.GetAsync(
            async () => await call.Switch.MetricAsync("tandem_recordings_failed_total") == 1 ? "counted" : null, TimeSpan.FromSeconds(5), () => "the failure was not counted");
    }
}
