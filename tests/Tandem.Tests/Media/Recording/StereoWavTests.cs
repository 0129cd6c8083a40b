using CsCheck;
using NAudio.Wave;
using Tandem.Media.Recording;

namespace Tandem.Tests.Media.Recording;

public sealed class StereoWavTests
{
    private const int Rate = 8000;

    [Fact]
    public void Each_side_is_on_its_channel_at_its_time_with_silence_between()
    {
        short[] left = new short[Rate * 3];
        short[] right = new short[Rate * 3];
        byte[] file = Written(wav =>
        {
            Put(wav, 0, 800, 160, left);
            Put(wav, 1, 4000, 160, right);
            Put(wav, 0, 20_000, 160, left);
        });
        (short[] Left, short[] Right) read = Read(file);
        read.Left.Should().Equal(left[..20_160]);
        read.Right.Should().Equal(right[..20_160]);
    }

    [Fact]
    public void Packets_in_any_order_within_a_second_are_the_same_file() =>
        Gen.Shuffle(Enumerable.Range(0, 40).ToArray()).Sample(order =>
        {
            short[] inOrder = new short[40 * 160];
            byte[] sorted = Written(wav =>
            {
                foreach (int packet in Enumerable.Range(0, 40))
                {
                    Put(wav, 0, packet * 160, 160, inOrder);
                }
            });
            byte[] shuffled = Written(wav =>
            {
                foreach (int packet in order)
                {
                    Put(wav, 0, packet * 160, 160, inOrder);
                }
            });
            shuffled.AsSpan().SequenceEqual(sorted).Should().BeTrue();
        }, iter: 50);

    [Fact]
    public void A_file_whose_process_was_killed_plays_to_the_last_flush()
    {
        var stream = new MemoryStream();
        var wav = new StereoWav(stream, Rate);
        short[] sound = new short[Rate * 4];
        for (int at = 0; at < Rate * 4; at += 160)
        {
            Put(wav, 1, at, 160, sound);
        }

        wav.Flush();
        (short[] Left, short[] Right) read = Read(stream.ToArray());
        read.Right.Should().Equal(sound[..(Rate * 3)]);
        read.Left.Should().OnlyContain(static sample => sample == 0);
    }

    [Fact]
    public void Sound_that_comes_too_late_is_counted_and_left_out()
    {
        using var wav = new StereoWav(new MemoryStream(), Rate);
        short[] sound = new short[Rate * 4];
        Put(wav, 0, Rate * 3, 160, sound);
        Put(wav, 1, 0, 160, sound);
        wav.LeftOut.Should().Be(160);
    }

    [Fact]
    public void A_long_silence_is_written_as_silence()
    {
        short[] sound = new short[Rate * 60];
        byte[] file = Written(wav =>
        {
            Put(wav, 0, 0, 160, sound);
            Put(wav, 0, Rate * 50, 160, sound);
        });
        Read(file).Left.Should().Equal(sound[..((Rate * 50) + 160)]);
    }

    private static void Put(StereoWav wav, int channel, int at, int count, short[] expected)
    {
        for (int i = 0; i < count; i++)
        {
            expected[at + i] = (short)(at + i + 1);
        }

        wav.Add(channel, at, expected.AsSpan(at, count));
    }

    private static byte[] Written(Action<StereoWav> write)
    {
        var stream = new MemoryStream();
        using (var wav = new StereoWav(stream, Rate))
        {
            write(wav);
        }

        return stream.ToArray();
    }

    private static (short[] Left, short[] Right) Read(byte[] file)
    {
        using var reader = new WaveFileReader(new MemoryStream(file));
        (reader.WaveFormat.SampleRate, reader.WaveFormat.Channels, reader.WaveFormat.BitsPerSample).Should().Be((Rate, 2, 16));
        byte[] bytes = new byte[reader.Length];
        reader.ReadExactly(bytes);
        short[] all = new short[bytes.Length / 2];
        Buffer.BlockCopy(bytes, 0, all, 0, bytes.Length);
        return ([.. all.Where(static (_, i) => i % 2 == 0)], [.. all.Where(static (_, i) => i % 2 == 1)]);
    }
}
