using CsCheck;
using Tandem.Media.Codecs;
using Tandem.TestKit;

namespace Tandem.Tests.Media.Codecs;

/// <summary>With the real libopus, which ./test installs.</summary>
public sealed class OpusTests
{
    [Theory]
    [InlineData(8000)]
    [InlineData(16_000)]
    public void A_tone_comes_through(int rate)
    {
        using Opus codec = Make(rate);
        int packet = rate / 50;
        byte[] code = new byte[400];
        short[] heard = new short[rate / 5];
        List<short> all = [];
        for (int at = 0; at < rate; at += packet)
        {
            short[] sound = [.. Enumerable.Range(at, packet).Select(i => (short)(8000 * Math.Sin(2 * Math.PI * 500 * i / rate)))];
            int bytes = codec.Encode(sound, code);
            bytes.Should().BeInRange(1, 300);
            int count = codec.Decode(code.AsSpan(0, bytes), heard);
            count.Should().Be(packet);
            all.AddRange(heard.AsSpan(0, count));
        }

        CrossingsASecond(all, rate).Should().BeInRange(980, 1020);
    }

    [Fact]
    public void Any_payload_is_harmless()
    {
        using Opus codec = Make(8000);
        short[] heard = new short[1600];
        Gen.Byte.Array[0, 100].Sample(payload => codec.Decode(payload, heard) is >= 0 and <= 1600, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Samples_that_are_no_packet_are_refused()
    {
        using Opus codec = Make(8000);
        codec.Encode(new short[161], new byte[400]).Should().Be(0);
        codec.Encode([], new byte[400]).Should().Be(0);
        codec.Decode([], new short[1600]).Should().Be(0);
    }

    [Fact]
    public void A_packet_allocates_nothing()
    {
        using Opus codec = Make(8000);
        byte[] code = new byte[400];
        short[] sound = new short[160];
        short[] heard = new short[1600];
        Allocated.By(() =>
        {
            int bytes = codec.Encode(sound, code);
            codec.Decode(code.AsSpan(0, bytes), heard);
        }).Should().Be(0);
    }

    private static Opus Make(int rate) => Opus.Make(rate) ?? throw new InvalidOperationException("libopus is missing: ./test installs it");

    private static int CrossingsASecond(List<short> sound, int rate) => sound.Skip(rate / 2).Zip(sound.Skip((rate / 2) + 1)).Count(static pair => pair.First < 0 != pair.Second < 0) * 2;
}
