using System.Buffers.Binary;

namespace Tandem.Scenarios.Media;

/// <summary>What is to be heard in samples.</summary>
internal static class Sound
{
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

    /// <summary>The largest part of any stretch of 100 ms.</summary>
    public static double MostOf(short[] samples, int hertz, int rate) =>
        samples.Chunk(rate / 10).Select(piece => PartOf(piece, hertz, rate)).DefaultIfEmpty().Max();

    /// <summary>Seconds in which the tone is nearly all that is heard.</summary>
    public static double SecondsOf(short[] samples, int hertz, int rate) => samples.Chunk(rate / 10).Count(piece => PartOf(piece, hertz, rate) > 0.8) / 10.0;

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
