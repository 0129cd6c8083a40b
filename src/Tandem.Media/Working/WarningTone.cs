using Tandem.Media.Codecs;

namespace Tandem.Media.Working;

/// <summary>
/// The tone that says that a call is recorded: 1,400 Hz for 200 ms at −13 dBm0 when it begins, and every 15 s from then on (as FCC 47 CFR §64.501 has it). A value that lies in its path.
/// </summary>
internal struct WarningTone
{
    private const long EveryNs = 15_000_000_000;
    private const int Samples = 1600;
    private const int Hertz = 1400;
    private const double Amplitude = 5000;

    // One period: 1,400 Hz has a whole number of turns in 40 samples of 8,000 a second.
    private const int Period = 40;
    private static readonly short[] Wave = [.. Enumerable.Range(0, Period).Select(static at => (short)(Amplitude * Math.Sin(2 * Math.PI * Hertz * at / 8000)))];
    private long _nextNs;
    private int _left;

    public void Begin(long nowNs) => (_nextNs, _left) = (nowNs, 0);

    public readonly bool IsDue(long nowNs) => _left > 0 || nowNs >= _nextNs;

    /// <summary>Lays the tone over a packet of G.711.</summary>
    public void AddTo(Span<byte> payload, G711 codec, long nowNs)
    {
        if (_left == 0)
        {
            _left = Samples;
            _nextNs += Math.Max(EveryNs, (nowNs - _nextNs) / EveryNs * EveryNs);
        }

        Span<short> linear = stackalloc short[160];
        while (!payload.IsEmpty && _left > 0)
        {
            Span<byte> piece = payload[..Math.Min(Math.Min(payload.Length, linear.Length), _left)];
            codec.Decode(piece, linear);
            for (int i = 0; i < piece.Length; i++)
            {
                linear[i] = (short)Math.Clamp(linear[i] + Wave[(Samples - _left + i) % Period], short.MinValue, short.MaxValue);
            }

            codec.Encode(linear[..piece.Length], piece);
            _left -= piece.Length;
            payload = payload[piece.Length..];
        }
    }
}
