using Tandem.Media.Codecs;
using Tandem.TestKit;

namespace Tandem.Tests.Media.Codecs;

public sealed class AudioCodecTests
{
    public static TheoryData<string, double> Codecs => new() { { "PCMU", 30 }, { "PCMA", 30 }, { "G722", 20 }, { "G722 narrow", 20 } };

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_tone_comes_through_with_little_noise(string name, double leastSignalToNoiseDb)
    {
        IAudioCodec codec = Make(name);
        short[] sound = Tone(440, codec.SampleRate, seconds: 1);
        int packet = codec.SampleRate / 50;
        var heard = new short[sound.Length];
        byte[] code = new byte[packet];
        for (int at = 0; at < sound.Length; at += packet)
        {
            int bytes = codec.Encode(sound.AsSpan(at, packet), code);
            bytes.Should().Be(codec.RtpClockRate / 50);
            codec.Decode(code.AsSpan(0, bytes), heard.AsSpan(at, packet)).Should().Be(packet);
        }

        SignalToNoise(sound, heard, codec.SampleRate).Should().BeGreaterThan(leastSignalToNoiseDb);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Too_little_room_is_refused(string name, double _)
    {
        IAudioCodec codec = Make(name);
        codec.Decode(new byte[160], new short[159]).Should().Be(0);
        codec.Encode(new short[320], new byte[159]).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_packet_allocates_nothing(string name, double _)
    {
        IAudioCodec codec = Make(name);
        byte[] code = new byte[160];
        short[] sound = new short[codec.SampleRate / 50];
        Allocated.By(() =>
        {
            codec.Decode(code, sound);
            codec.Encode(sound, code);
        }).Should().Be(0);
    }

    [Fact]
    public void The_laws_keep_the_values_of_the_standard()
    {
        short[] one = new short[1];
        foreach ((byte code, short linear) in new (byte, short)[] { (0xFF, 0), (0x80, 32_124), (0x00, -32_124) })
        {
            G711.MuLaw.Decode([code], one);
            one[0].Should().Be(linear);
        }

        foreach ((byte code, short linear) in new (byte, short)[] { (0xD5, 8), (0xAA, 32_256), (0x2A, -32_256) })
        {
            G711.ALaw.Decode([code], one);
            one[0].Should().Be(linear);
        }
    }

    private static IAudioCodec Make(string name) => name switch
    {
        "PCMU" => G711.MuLaw,
        "PCMA" => G711.ALaw,
        "G722" => new G722(isNarrow: false),
        _ => new G722(isNarrow: true),
    };

    private static short[] Tone(int hertz, int rate, int seconds) =>
        [.. Enumerable.Range(0, rate * seconds).Select(at => (short)(10_000 * Math.Sin(2 * Math.PI * hertz * at / rate)))];

    /// <summary>In dB, after the delay that fits best (a codec's filters take some milliseconds).</summary>
    private static double SignalToNoise(short[] sent, short[] heard, int rate) =>
        Enumerable.Range(0, rate / 100).Max(delay =>
        {
            double signal = 0;
            double noise = 0;
            for (int i = rate / 10; i < sent.Length - delay; i++)
            {
                signal += (double)sent[i] * sent[i];
                noise += Math.Pow(sent[i] - heard[i + delay], 2);
            }

            return 10 * Math.Log10(signal / Math.Max(noise, 1));
        });
}
