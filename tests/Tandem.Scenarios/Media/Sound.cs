using System.Buffers.Binary;
using Tandem.Media.Dtmf;

namespace Tandem.Scenarios.Media;

/// <summary>What is to be heard in samples.</summary>
internal static class Sound
{
    private const int KeyRate = 8000;

    /// <summary>How much of the sound's power is this tone, 0 to 1; 0 for silence.</summary>
    public static double PartOf(ReadOnlySpan<short> samples, int hertz, int rate)
    {
        double real = 0;
        double imaginary = 0;
        double power = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double angle = 2 * Math.PI * hertz * i / rate;
            real += samples[i] * Math.Cos(angle);
            imaginary += samples[i] * Math.Sin(angle);
            power += (double)samples[i] * samples[i];
        }

        return power < samples.Length * 100.0 ? 0 : 2 * ((real * real) + (imaginary * imaginary)) / (samples.Length * power);
    }

    /// <summary>The largest part of any stretch of 100 ms. What is left behind the last of them is looked at with it: in a few samples any tone looks like any other.</summary>
    public static double MostOf(short[] samples, int hertz, int rate) =>
        samples.Chunk(rate / 10).Where(piece => piece.Length == rate / 10).Append(samples[Math.Max(0, samples.Length - (rate / 10))..]).Select(piece => PartOf(piece, hertz, rate)).DefaultIfEmpty().Max();

    /// <summary>Seconds in which the tone is nearly all that is heard.</summary>
    public static double SecondsOf(short[] samples, int hertz, int rate) => samples.Chunk(rate / 10).Count(piece => PartOf(piece, hertz, rate) > 0.8) / 10.0;

    /// <summary>The same of a WAV file with one channel, also while it is still being written; 0 when there is none.</summary>
    public static double SecondsHeard(string file, int hertz)
    {
        byte[] octets = File.Exists(file) ? File.ReadAllBytes(file) : [];
        int rate = octets.Length < 44 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(octets.AsSpan(24));
        if (rate == 0)
        {
            return 0; // there is not even a whole header yet
        }

        short[] samples = new short[(octets.Length - 44) / 2];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(octets.AsSpan(44 + (2 * i)));
        }

        return SecondsOf(samples, hertz, rate);
    }

    /// <summary>A WAV file of one channel with a tone, at 8,000 samples a second.</summary>
    public static byte[] Tone(int hertz, int seconds) =>
        Wav([.. Enumerable.Range(0, seconds * KeyRate).Select(at => (short)(16_000 * Math.Sin(2 * Math.PI * hertz * at / KeyRate)))]);

    /// <summary>A WAV file with keys as tones, after a second of silence: 120 ms each, as much silence behind each, and more at the end.</summary>
    public static byte[] Keys(string keys)
    {
        const int Held = KeyRate * 120 / 1000;
        var all = new List<short>(new short[KeyRate]);
        foreach (char key in keys)
        {
            short[] one = new short[2 * Held];
            var tone = default(ToneGenerator);
            tone.Begin(key, 120, KeyRate);
            tone.Next(one);
            all.AddRange(one);
        }

        all.AddRange(new short[30 * KeyRate]);
        return Wav([.. all]);
    }

    /// <summary>The keys that are to be heard in a WAV file of one channel at 8,000 samples a second.</summary>
    public static string KeysIn(byte[] file)
    {
        var ear = new ToneDetector();
        return string.Concat(ReadMono(file).Chunk(KeyRate / 50).Select(piece => ear.Hear(piece) is var key and not '\0' ? key.ToString() : ""));
    }

    /// <summary>A WAV file of one channel.</summary>
    public static short[] ReadMono(byte[] file)
    {
        short[] samples = new short[Math.Max(0, file.Length - 44) / 2];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(44 + (2 * i)));
        }

        return samples;
    }

    private static byte[] Wav(short[] samples)
    {
        int octets = samples.Length * 2;
        byte[] file = new byte[44 + octets];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 36 + octets);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1); // linear
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), KeyRate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), KeyRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), octets);
        for (int i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (2 * i)), samples[i]);
        }

        return file;
    }

    /// <summary>The two channels of a WAV file, and its rate.</summary>
    public static (short[] Left, short[] Right, int Rate) ReadWav(byte[] file)
    {
        int rate = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(24));
        int frames = (file.Length - 44) / 4;
        short[] left = new short[frames];
        short[] right = new short[frames];
        for (int i = 0; i < frames; i++)
        {
            left[i] = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(44 + (4 * i)));
            right[i] = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(46 + (4 * i)));
        }

        return (left, right, rate);
    }
}
