using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Whole calls whose media is more than one voice over IPv4: between IPv6 and IPv4, with video beside it, with a fax in its place.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class LinesTests
{
    private const string Loopback6 = "::1";
    private const string Customer = "127.0.0.2";
    private const string Carrier = "127.0.0.3";
    private const string Pcmu = "0 PCMU/8000";
    private const int Datagrams = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_caller_with_IPv6_and_a_carrier_with_IPv4_hear_each_other()
    {
        Assert.SkipUnless(TransportTests.HasIPv6(), "this machine has no IPv6 loopback");
        await using Recorded call = await Recorded.StartAsync(KeyForms.Carrier, prepare: null, "--sip", "udp:[::1]:0", "--media", "[::1]:37000-37040");
        await call.Switch.ChangeAsync(KeyForms.Customer, "addresses", new JsonArray(Loopback6));
        using var caller = new VoicePhone(Loopback6, 5061);
        using var carrier = new VoicePhone(Carrier, 5070);
        const string Number = "00442079460331";
        await call.TalkAsync(caller, carrier, call.Switch.PortOf("udp:[::1]"), Number, [Pcmu], [Pcmu], async () =>
        {
            caller.Description.Should().Contain("c=IN IP6 ::1\r\n");
            carrier.Description.Should().Contain("c=IN IP4 127.0.0.1\r\n").And.NotContain("IP6");
            await Task.WhenAll(caller.SpeaksAsync(500, 1.5), carrier.SpeaksAsync(800, 1.5));
        });

        Sound.SecondsOf(carrier.Heard(), 500, VoicePhone.Rate).Should().BeInRange(1.2, 1.6);
        Sound.SecondsOf(caller.Heard(), 800, VoicePhone.Rate).Should().BeInRange(1.2, 1.6);
        JsonNode record = await call.Switch.RecordAsync(Number);
        (short[] left, short[] right, int rate) = Sound.ReadWav(await call.Switch.BytesAsync($"recordings/{(string)record["id"]!}"));
        Sound.SecondsOf(left, 500, rate).Should().BeInRange(1.2, 1.6);
        Sound.SecondsOf(right, 800, rate).Should().BeInRange(1.2, 1.6);
        await call.Switch.VerifiesAsync();
    }

    [Fact]
    public async Task Video_goes_beside_the_voice_both_ways()
    {
        await using Recorded call = await Recorded.StartAsync(null);
        await call.Switch.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
        using PhoneLine callers = Video(Customer);
        using PhoneLine carriers = Video(Carrier);
        using var caller = new VoicePhone(Customer, 5061) { Lines = [callers] };
        using var carrier = new VoicePhone(Carrier, 5070) { Lines = [carriers] };
        const string Number = "00442079460332";
        await call.TalkAsync(caller, carrier, call.Switch.SipPort, Number, [Pcmu], [Pcmu], async () =>
        {
            carrier.Description.Should().MatchRegex(@"m=audio \d+ RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\nm=video \d+ RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 profile-level-id=42801F");
            await Task.WhenAll(caller.SpeaksAsync(500, 1), carrier.SpeaksAsync(800, 1), CrossAsync(callers, carriers, Picture));
        });

        Sound.SecondsOf(carrier.Heard(), 500, VoicePhone.Rate).Should().BeInRange(0.7, 1.1);
        Sound.SecondsOf(caller.Heard(), 800, VoicePhone.Rate).Should().BeInRange(0.7, 1.1);
        ((string?)(await call.Switch.RecordAsync(Number))["endReasonName"]).Should().Be("NormalCallClearing");
    }

    [Theory]
    [InlineData(nameof(VoiceLine.Rests))]
    [InlineData(nameof(VoiceLine.Gone))]
    public async Task A_call_that_becomes_a_fax_carries_its_datagrams_both_ways_and_can_become_voice_again(string voice)
    {
        await using Recorded call = await Recorded.StartAsync(null);
        await call.Switch.SetParameterAsync("SS_MEDIAPROXYMODE", "On");
        using PhoneLine callers = Fax(Customer);
        using PhoneLine carriers = Fax(Carrier);
        using var caller = new VoicePhone(Customer, 5061);
        using var carrier = new VoicePhone(Carrier, 5070);
        const string Number = "00442079460333";
        await call.TalkAsync(caller, carrier, call.Switch.SipPort, Number, [Pcmu], [Pcmu], async () =>
        {
            await Task.WhenAll(caller.SpeaksAsync(500, 0.5), carrier.SpeaksAsync(800, 0.5));

            // The called machine hears the fax's tone, and asks for T.38.
            (caller.VoiceLine, caller.Lines) = (Enum.Parse<VoiceLine>(voice), [callers]);
            (carrier.VoiceLine, carrier.Lines) = (Enum.Parse<VoiceLine>(voice), [carriers]);
            await AgainAsync(carrier, caller);
            caller.Description.Should().MatchRegex(@"m=image \d+ udptl t38\r\n").And.Contain("a=T38FaxUdpEC:t38UDPRedundancy\r\n");
            carrier.Description.Should().MatchRegex(@"m=image \d+ udptl t38\r\n");
            await CrossAsync(callers, carriers, Udptl);

            int before = carrier.Packets.Count;
            callers.Rests = carriers.Rests = true;
            caller.VoiceLine = carrier.VoiceLine = VoiceLine.Used;
            if (voice == nameof(VoiceLine.Gone))
            {
                caller.Lines = carrier.Lines = []; // the voice has the line's place again
            }

            await AgainAsync(carrier, caller);
            await Task.WhenAll(caller.SpeaksAsync(500, 0.5), carrier.SpeaksAsync(800, 0.5));
            Sound.SecondsOf(carrier.Heard(before), 500, VoicePhone.Rate).Should().BeInRange(0.3, 0.6);
        });

        ((string?)(await call.Switch.RecordAsync(Number))["endReasonName"]).Should().Be("NormalCallClearing");
    }

    private static PhoneLine Video(string address) => new(address, "video", "RTP/AVP 96", "rtpmap:96 H264/90000", "fmtp:96 profile-level-id=42801F");

    private static PhoneLine Fax(string address) => new(
        address, "image", "udptl t38", "T38FaxVersion:0", "T38MaxBitRate:14400", "T38FaxRateManagement:transferredTCF", "T38FaxMaxBuffer:262", "T38FaxMaxDatagram:90", "T38FaxUdpEC:t38UDPRedundancy");

    private static async Task AgainAsync(VoicePhone who, VoicePhone other)
    {
        who.InvitesAgain();
        await other.GetsAsync("INVITE");
        other.Answers(200, Pcmu);
        await who.GetsAsync("200");
        await other.GetsAsync("ACK");
    }

    /// <summary>Each sends its datagrams to the other, which gets them as they were.</summary>
    private static async Task CrossAsync(PhoneLine one, PhoneLine other, Func<int, byte[]> make)
    {
        for (int n = 0; n < Datagrams; n++)
        {
            one.Sends(make(n));
            other.Sends(make(1000 + n));
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        foreach ((PhoneLine line, int first) in new[] { (other, 0), (one, 1000) })
        {
            string[] expected = [.. Enumerable.Range(first, Datagrams).Select(n => Convert.ToHexString(make(n)))];
            await Eventually.GetAsync(
                () => Task.FromResult(line.Heard.Count >= Datagrams ? "all" : null), Patience, () => $"{line.Heard.Count} of {Datagrams} datagrams came");
            line.Heard.Select(Convert.ToHexString).Should().Equal(expected);
        }
    }

    private static byte[] Picture(int n)
    {
        byte[] packet = new byte[12 + 900];
        packet[0] = 0x80;
        packet[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)n);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)(n * 3000));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), n < 1000 ? 0x11u : 0x22u);
        packet.AsSpan(12).Fill((byte)n);
        return packet;
    }

    /// <summary>A UDPTL packet (T.38 §9.1): its number, one primary IFP packet, one that is said again.</summary>
    private static byte[] Udptl(int n) => [(byte)(n >> 8), (byte)n, 3, 0xc0, 1, (byte)n, 0, 1, 3, 0xc0, 1, (byte)(n - 1)];
}
