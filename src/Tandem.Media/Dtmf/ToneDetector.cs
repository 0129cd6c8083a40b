namespace Tandem.Media.Dtmf;

/// <summary>
/// Hears keys in sound of 8,000 samples a second: Goertzel's filter at the eight frequencies over blocks of 105 samples (13 ms), and the rules that keep speech from sounding like a key:
/// one low and one high tone far above the others, about as loud as each other (Q.24: the high tone up to 4 dB louder, the low one up to 8), holding nearly all of the block's power, for
/// at least three blocks. A key counts once, when it has been held so long; the next one may follow after two blocks without it.
/// </summary>
public sealed class ToneDetector
{
    private const int Rate = 8000;
    private const int Block = 105;
    private const int BlocksToHear = 3;
    private const int BlocksToForget = 2;

    // A tone of −36 dBm0 over a block, below which nothing is a key (Q.24: −25 dBm0 and more must be heard).
    private const double LeastPower = 90.0 * 90.0 * Block * Block / 4;
    private const double AboveOthers = 6.3;
    private const double HighOverLow = 2.5;
    private const double LowOverHigh = 6.3;
    private const double PartOfAll = 0.75;

    private static readonly double[] Coefficients = [.. DtmfTones.Low.Concat(DtmfTones.High).Select(static hertz => 2 * Math.Cos(2 * Math.PI * hertz / Rate))];

    private readonly double[] _one = new double[8];
    private readonly double[] _two = new double[8];
    private double _energy;
    private int _inBlock;
    private char _candidate;
    private int _candidateBlocks;
    private char _held;
    private int _silentBlocks;

    /// <summary>A key is held, or seems to be: what is heard now is no speech.</summary>
    public bool MayHold => _held != '\0' || _candidate != '\0';

    /// <summary>Listens to a packet. The key that has now been held long enough, else the null character.</summary>
    public char Hear(ReadOnlySpan<short> samples)
    {
        char heard = '\0';
        foreach (short sample in samples)
        {
            for (int tone = 0; tone < Coefficients.Length; tone++)
            {
                double now = sample + (Coefficients[tone] * _one[tone]) - _two[tone];
                _two[tone] = _one[tone];
                _one[tone] = now;
            }

            _energy += (double)sample * sample;
            if (++_inBlock == Block && EndBlock() is var key and not '\0')
            {
                heard = key;
            }
        }

        return heard;
    }

    /// <summary>Another stream begins: nothing is held in it.</summary>
    public void Reset()
    {
        Array.Clear(_one);
        Array.Clear(_two);
        (_energy, _inBlock, _candidate, _candidateBlocks, _held, _silentBlocks) = (0, 0, '\0', 0, '\0', 0);
    }

    private char EndBlock()
    {
        char now = Judge();
        Array.Clear(_one);
        Array.Clear(_two);
        _energy = 0;
        _inBlock = 0;

        _candidateBlocks = now == _candidate ? _candidateBlocks + 1 : 1;
        _candidate = now;
        if (_held != '\0')
        {
            _silentBlocks = now == _held ? 0 : _silentBlocks + 1;
            _held = _silentBlocks >= BlocksToForget ? '\0' : _held;
        }

        if (now == '\0' || now == _held || _candidateBlocks < BlocksToHear)
        {
            return '\0';
        }

        _held = now;
        _silentBlocks = 0;
        return now;
    }

    private char Judge()
    {
        Span<double> power = stackalloc double[8];
        for (int tone = 0; tone < power.Length; tone++)
        {
            power[tone] = (_one[tone] * _one[tone]) + (_two[tone] * _two[tone]) - (Coefficients[tone] * _one[tone] * _two[tone]);
        }

        int low = Loudest(power[..4]);
        int high = Loudest(power[4..]);
        double lowPower = power[low];
        double highPower = power[4 + high];
        if (lowPower < LeastPower || highPower < LeastPower || highPower > lowPower * HighOverLow || lowPower > highPower * LowOverHigh)
        {
            return '\0';
        }

        for (int tone = 0; tone < power.Length; tone++)
        {
            double own = tone < 4 ? lowPower : highPower;
            if (tone != low && tone != 4 + high && power[tone] * AboveOthers > own)
            {
                return '\0';
            }
        }

        // A tone of amplitude a over n samples has a filter power of (a·n/2)² and an energy of a²·n/2.
        return (lowPower + highPower) * 2 / Block >= PartOfAll * _energy ? DtmfTones.Key(low, high) : '\0';
    }

    private static int Loudest(ReadOnlySpan<double> power)
    {
        int loudest = 0;
        for (int tone = 1; tone < power.Length; tone++)
        {
            loudest = power[tone] > power[loudest] ? tone : loudest;
        }

        return loudest;
    }
}
