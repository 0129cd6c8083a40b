using System.Buffers.Binary;
using System.Text;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>What a caller hears while it rings: tones of the switch's own, through the real process.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class RingToneTests
{
    private const string Pcma = "8 PCMA/8000";
    private const string G722 = "9 G722/8000";
    private const int RingBack = 425;

    [Theory]
    [InlineData(1, "183")]
    [InlineData(2, "180")]
    public async Task A_caller_whose_trunk_wants_it_hears_a_ring_tone_until_the_callee_is_heard(int signal, string status)
    {
        await using Recorded switched = await Recorded.StartAsync(null);
        await switched.Switch.ChangeAsync("ingress-trunks/acme-pbx", "sipRemoteRingSignal", signal);
        using var caller = new VoicePhone("127.0.0.2", 5061);
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        caller.Invites(switched.Switch.SipPort, "00442079460401", G722, Pcma);
        await carrier.GetsAsync("INVITE");
        carrier.Answers(180);
        (await caller.GetsAsync(status)).Should().Contain("application/sdp").And.MatchRegex(@"m=audio \d+ RTP/AVP 9\r\n");
        await HearsAsync(caller, RingBack, 0.5);

        carrier.Answers(200, Pcma);
        await caller.GetsAsync("200");
        await carrier.GetsAsync("ACK");
        int before = caller.Packets.Count;
        await carrier.SpeaksAsync(800, 1);
        short[] heard = caller.Heard(before);
        Sound.SecondsOf(heard, 800, VoicePhone.Rate).Should().BeGreaterThan(0.8);
        Sound.MostOf(heard, RingBack, VoicePhone.Rate).Should().BeLessThan(0.3);
        caller.Byes();
        await carrier.GetsAsync("BYE");
    }

    [Fact]
    public async Task Early_media_of_the_callee_passes_under_the_status_that_the_trunk_wants()
    {
        await using Recorded switched = await Recorded.StartAsync(null);
        await switched.Switch.ChangeAsync("ingress-trunks/acme-pbx", "sipRemoteRingSignal", 2);
        using var caller = new VoicePhone("127.0.0.2", 5061);
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        caller.Invites(switched.Switch.SipPort, "00442079460402", Pcma);
        await carrier.GetsAsync("INVITE");
        carrier.Answers(183, Pcma);
        (await caller.GetsAsync("180")).Should().Contain("application/sdp");
        await carrier.SpeaksAsync(800, 0.5);
        Sound.SecondsOf(caller.Heard(), 800, VoicePhone.Rate).Should().BeGreaterThan(0.3);
    }

    [Fact]
    public async Task A_carrier_that_is_silent_for_long_gets_an_auxiliary_ring_tone_of_the_operators_own()
    {
        const int OwnTone = 600;
        await using Recorded switched = await Recorded.StartAsync(null, static data =>
        {
            Directory.CreateDirectory(Path.Combine(data, "sounds"));
            File.WriteAllBytes(Path.Combine(data, "sounds", "hold-the-line.wav"), Wav(OwnTone));
        });
        await switched.Switch.ChangeAsync("egress-trunks/carrier-a", "auxiliaryRingDelay", 1);
        await switched.Switch.ChangeAsync("egress-trunks/carrier-a", "auxiliaryRingTone", "hold-the-line");
        using var caller = new VoicePhone("127.0.0.2", 5061);
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        caller.Invites(switched.Switch.SipPort, "00442079460403", Pcma);
        await carrier.GetsAsync("INVITE");
        (await caller.GetsAsync("183")).Should().Contain("application/sdp");
        await HearsAsync(caller, OwnTone, 0.5);
        carrier.Answers(200, Pcma);
        await caller.GetsAsync("200");
        await carrier.GetsAsync("ACK");
        await Task.WhenAll(caller.SpeaksAsync(500, 0.5), carrier.SpeaksAsync(800, 0.5));
        Sound.SecondsOf(carrier.Heard(), 500, VoicePhone.Rate).Should().BeGreaterThan(0.3);
        caller.Byes();
        await carrier.GetsAsync("BYE");
    }

    private static async Task HearsAsync(VoicePhone phone, int hertz, double seconds) =>
        await Eventually.GetAsync(
            () => Task.FromResult(Sound.SecondsOf(phone.Heard(), hertz, VoicePhone.Rate) >= seconds ? "heard" : null),
            TimeSpan.FromSeconds(6), () => $"{hertz} Hz was heard for {Sound.SecondsOf(phone.Heard(), hertz, VoicePhone.Rate)} s in {phone.Packets.Count} packets");

    private static byte[] Wav(int hertz)
    {
        byte[] file = new byte[44 + 16_000];
        Encoding.ASCII.GetBytes("RIFF....WAVEfmt ").CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), 8000);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        Encoding.ASCII.GetBytes("data").CopyTo(file, 36);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), 16_000);
        for (int i = 0; i < 8000; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (2 * i)), (short)(6000 * Math.Sin(2 * Math.PI * hertz * i / 8000)));
        }

        return file;
    }
}
