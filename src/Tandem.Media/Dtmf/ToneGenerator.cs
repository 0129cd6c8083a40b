namespace Tandem.Media.Dtmf;

/// <summary>Plays a key as sound, packet by packet: both tones at −9 dBm0 (Q.23 lets each be −7 to −10), faded in and out over 2 ms so that it doesn't click.</summary>
public struct ToneGenerator
{
    private const double Amplitude = 8000;
    private const double FadeMs = 2;
    private double _lowStep;
    private double _highStep;
    private int _rate;
    private int _at;
    private int _length;

    /// <summary>Whether sound is still to come.</summary>
    public readonly bool IsBusy => _at < _length;

    public void Begin(char key, int milliseconds, int sampleRate)
    {
        (int low, int high) = DtmfTones.Of(key);
        _lowStep = 2 * Math.PI * low / sampleRate;
        _highStep = 2 * Math.PI * high / sampleRate;
        _rate = sampleRate;
        _at = 0;
        _length = low == 0 ? 0 : milliseconds * sampleRate / 1000;
    }

    /// <summary>Fills a packet; what lies after the key's end is silence.</summary>
    public void Next(Span<short> samples)
    {
        double fade = FadeMs * _rate / 1000;
        for (int i = 0; i < samples.Length; i++)
        {
            if (_at >= _length)
            {
                samples[i] = 0;
                continue;
            }

            double gain = Math.Min(1, Math.Min(_at + 1, _length - _at) / fade);
            samples[i] = (short)(gain * Amplitude * (Math.Sin(_lowStep * _at) + Math.Sin(_highStep * _at)));
            _at++;
        }
    }
}
