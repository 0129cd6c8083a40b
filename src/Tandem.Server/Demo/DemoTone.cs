using System.Collections.Concurrent;
using Tandem.Media.Codecs;

namespace Tandem.Server.Demo;

/// <summary>How a simulated peer sounds.</summary>
/// <param name="Pitch">Of its tone, Hz; each has another, so that a recording tells who is who.</param>
/// <param name="LossPercent">Packets that never leave.</param>
/// <param name="LatePercent">Packets that leave 20 ms late, together with the next.</param>
/// <param name="PrefersMuLaw">It names PCMU first, else PCMA.</param>
internal sealed record DemoTone(int Pitch, int LossPercent = 0, int LatePercent = 0, bool PrefersMuLaw = false)
{
    /// <summary>Octets of a packet's sound: 20 ms of G.711.</summary>
    public const int FrameOctets = 160;

    private const int Rate = 8000;
    private const int Second = Rate / FrameOctets;
    private const double Amplitude = 6000;
    private static readonly ConcurrentDictionary<(int Pitch, bool IsMuLaw), byte[]> Played = new();

    /// <summary>20 ms of it: a second of the tone, a second of silence, and so on.</summary>
    public ReadOnlySpan<byte> Frame(long number, bool isMuLaw) =>
        Played.GetOrAdd((Pitch, isMuLaw), static key => Play(key.Pitch, key.IsMuLaw)).AsSpan((int)(number % (2 * Second)) * FrameOctets, FrameOctets);

    private static byte[] Play(int pitch, bool isMuLaw)
    {
        short[] samples = new short[2 * Rate];
        for (int i = 0; i < Rate; i++)
        {
            double swell = Math.Sin(Math.PI * i / Rate); // so that it neither begins nor ends with a click
            samples[i] = (short)(Amplitude * swell * Math.Sin(2 * Math.PI * pitch * i / Rate));
        }

        byte[] coded = new byte[samples.Length];
        (isMuLaw ? G711.MuLaw : G711.ALaw).Encode(samples, coded);
        return coded;
    }
}
