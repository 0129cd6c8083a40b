using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.TestKit;

namespace Tandem.Tests.Media.Dtmf;

public sealed class ToneTests
{
    private const string Keys = "0123456789*#ABCD";

    [Fact]
    public void Every_key_played_is_heard_once_after_both_laws()
    {
        foreach (G711 law in new[] { G711.MuLaw, G711.ALaw })
        {
            Heard(Through(law, Played(Keys, toneMs: 80, pauseMs: 60))).Should().Be(Keys);
        }
    }

    [Fact]
    public void A_key_held_long_is_one_key_and_the_same_key_twice_is_two() => Heard([.. Played("5", 2000, 60), .. Played("55", 80, 60)]).Should().Be("555");

    [Fact]
    public void Faint_keys_are_heard() => Heard([.. Played("147*", 80, 60).Select(static sample => (short)(sample / 16))]).Should().Be("147*");

    [Fact]
    public void Keys_in_noise_are_heard()
    {
        var random = new Random(7);
        Heard([.. Played("0123456789", 100, 60).Select(sample => (short)(sample + random.Next(-1500, 1500)))]).Should().Be("0123456789");
    }

    [Fact]
    public void Silence_noise_single_tones_and_chords_are_no_keys()
    {
        var random = new Random(3);
        Heard(new short[8000]).Should().BeEmpty();
        Heard([.. Enumerable.Range(0, 80_000).Select(_ => (short)random.Next(-20_000, 20_000))]).Should().BeEmpty();
        foreach (int hertz in new[] { 350, 425, 440, 480, 697, 941, 1209, 1400, 2100 })
        {
            Heard(Sines(hertz)).Should().BeEmpty("{0} Hz is no key", hertz);
        }

        Heard(Sines(697, 1209, 440)).Should().BeEmpty();
        Heard(Sines(697, 770, 1209)).Should().BeEmpty();
        Heard(Sines(350, 440)).Should().BeEmpty("a dial tone is no key");
    }

    [Fact]
    public void A_voice_like_sweep_is_no_key()
    {
        var voice = new short[80_000];
        double phase = 0;
        for (int i = 0; i < voice.Length; i++)
        {
            phase += 2 * Math.PI * (140 + (60 * Math.Sin(i / 2500.0))) / 8000;
            voice[i] = (short)Enumerable.Range(1, 14).Sum(harmonic => 6000.0 / harmonic * Math.Sin(harmonic * phase));
        }

        Heard(voice).Should().BeEmpty();
    }

    [Fact]
    public void Listening_allocates_nothing()
    {
        var detector = new ToneDetector();
        short[] packet = [.. Played("5", 20, 0)];
        Allocated.By(() => detector.Hear(packet)).Should().Be(0);
    }

    private static short[] Sines(params int[] hertz) =>
        [.. Enumerable.Range(0, 8000).Select(at => (short)hertz.Sum(tone => 6000 * Math.Sin(2 * Math.PI * tone * at / 8000)))];

    private static IEnumerable<short> Played(string keys, int toneMs, int pauseMs)
    {
        foreach (char key in keys)
        {
            ToneGenerator generator = default;
            generator.Begin(key, toneMs, 8000);
            short[] sound = new short[(toneMs + pauseMs) * 8];
            generator.Next(sound);
            generator.IsBusy.Should().BeFalse();
            foreach (short sample in sound)
            {
                yield return sample;
            }
        }
    }

    private static short[] Through(G711 law, IEnumerable<short> sound)
    {
        short[] samples = [.. sound];
        byte[] code = new byte[samples.Length];
        law.Encode(samples, code);
        law.Decode(code, samples);
        return samples;
    }

    private static string Heard(IEnumerable<short> sound)
    {
        var detector = new ToneDetector();
        return new([.. sound.Chunk(160).Select(packet => detector.Hear(packet)).Where(static key => key != '\0')]);
    }
}
