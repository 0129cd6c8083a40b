using Tandem.Wire.Buffers;

namespace Tandem.Calls.Live;

/// <summary>
/// How the media of a call was, interval by interval, from its first sample to its end. Bounded: when it is full, each two intervals become one of twice the length, so that a call of any length fits and a short one
/// is drawn finely. Packed small for the record.
/// </summary>
public sealed class QualitySeries
{
    /// <summary>Half an hour of intervals of five seconds.</summary>
    public const int Most = 360;

    private const int Version = 1;
    private const int FirstSeconds = 5;
    private readonly List<QualityPoint> _points = [];
    private QualityPoint _pending;
    private int _pendingSamples;

    /// <summary>Seconds that a point stands for.</summary>
    public int Seconds { get; private set; } = FirstSeconds;

    /// <summary>When the first interval began.</summary>
    public DateTimeOffset From { get; private set; }

    public IReadOnlyList<QualityPoint> Points => _points;

    /// <summary>The latest that is known, of an interval that has not ended perhaps; zero before the first.</summary>
    public QualityPoint Last => _pendingSamples > 0 ? _pending : _points.Count > 0 ? _points[^1] : default;

    /// <summary>Adds the interval of five seconds that ends now.</summary>
    public void Add(in QualityPoint point, DateTimeOffset now)
    {
        From = From == default ? now.AddSeconds(-FirstSeconds) : From;
        _pending = _pendingSamples == 0 ? point : new(_pending.Caller.With(point.Caller), _pending.Callee.With(point.Callee));
        _pendingSamples++;
        if (_pendingSamples * FirstSeconds < Seconds)
        {
            return;
        }

        _pendingSamples = 0;
        _points.Add(_pending);
        if (_points.Count == Most)
        {
            Halve();
        }
    }

    public void Clear()
    {
        _points.Clear();
        _pendingSamples = 0;
        Seconds = FirstSeconds;
        From = default;
    }

    /// <summary>Packs the whole series; an interval that has not ended is left out. Nothing for a series without a point.</summary>
    public void Pack(KeptWriter into)
    {
        into.Clear();
        if (_points.Count == 0)
        {
            return;
        }

        into.Number(Version).Number((ulong)From.ToUnixTimeMilliseconds()).Number(Seconds).Number(_points.Count);
        foreach (QualityPoint point in _points)
        {
            Pack(point.Caller, into);
            Pack(point.Callee, into);
        }
    }

    /// <summary>Reads a packed series; null when it is none.</summary>
    public static QualitySeries? Read(ReadOnlySpan<byte> packed)
    {
        var from = new KeptReader(packed);
        if (from.Number() != Version)
        {
            return null;
        }

        var series = new QualitySeries { From = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Min(from.Number(), (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())), Seconds = from.Number(int.MaxValue) };
        for (int left = from.Number(Most); left > 0 && from.IsSound; left--)
        {
            series._points.Add(new(Read(ref from), Read(ref from)));
        }

        return from.IsSound ? series : null;
    }

    private static void Pack(in QualitySide side, KeptWriter into) => into
        .Number(side.Packets).Number(side.Lost).Number(side.Reordered).Number(side.Duplicates).Number(side.JitterMicroseconds).Number(side.RoundTripMicroseconds).Number(side.MosHundredths);

    private static QualitySide Read(ref KeptReader from) => new(
        from.Number(int.MaxValue), from.Number(int.MaxValue), from.Number(int.MaxValue), from.Number(int.MaxValue), from.Number(int.MaxValue), from.Number(int.MaxValue), from.Number(int.MaxValue));

    private void Halve()
    {
        for (int i = 0; i < Most / 2; i++)
        {
            QualityPoint first = _points[2 * i];
            QualityPoint second = _points[(2 * i) + 1];
            _points[i] = new(first.Caller.With(second.Caller), first.Callee.With(second.Callee));
        }

        _points.RemoveRange(Most / 2, Most / 2);
        Seconds *= 2;
    }
}
