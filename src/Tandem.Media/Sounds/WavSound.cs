using System.Buffers.Binary;
using Tandem.Media.Codecs;

namespace Tandem.Media.Sounds;

/// <summary>Reads a WAV file's first channel: linear 16 bits, A-law or µ-law, at 8,000 or 16,000 samples a second.</summary>
internal static class WavSound
{
    private const ushort Linear = 1;
    private const ushort ALaw = 6;
    private const ushort MuLaw = 7;

    /// <summary>The sound at 8,000 samples a second. False for any other file.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, out short[] samples)
    {
        samples = [];
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> format = default;
        for (ReadOnlySpan<byte> rest = file[12..]; rest.Length >= 8;)
        {
            ReadOnlySpan<byte> name = rest[..4];
            int length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]), (uint)(rest.Length - 8));
            ReadOnlySpan<byte> chunk = rest.Slice(8, length);
            if (name.SequenceEqual("fmt "u8))
            {
                format = chunk;
            }
            else if (name.SequenceEqual("data"u8))
            {
                return format.Length >= 16 && TryRead(format, chunk, out samples);
            }

            rest = rest[Math.Min(rest.Length, 8 + length + (length & 1))..];
        }

        return false;
    }

    private static bool TryRead(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data, out short[] samples)
    {
        ushort kind = BinaryPrimitives.ReadUInt16LittleEndian(format);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        G711? codec = (kind, bits) switch
        {
            (ALaw, 8) => G711.ALaw,
            (MuLaw, 8) => G711.MuLaw,
            _ => null,
        };
        samples = [];
        if (channels is < 1 or > 2 || rate is not (8000 or 16_000) || (codec is null && (kind, bits) != (Linear, 16)))
        {
            return false;
        }

        int step = (rate == 8000 ? 1 : 2) * channels * bits / 8;
        samples = new short[data.Length / step];
        for (int i = 0; i < samples.Length; i++)
        {
            if (codec is null)
            {
                samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(i * step)..]);
            }
            else
            {
                codec.Decode(data.Slice(i * step, 1), samples.AsSpan(i, 1));
            }
        }

        return true;
    }
}
