namespace Tandem.Calls.Live;

/// <summary>What came from one side of a call within one interval of its quality series.</summary>
/// <param name="Packets">RTP packets that came.</param>
/// <param name="Lost">Packets that never came.</param>
/// <param name="Reordered">Packets that came after a later one.</param>
/// <param name="Duplicates">Packets that came more than once.</param>
/// <param name="JitterMicroseconds">Interarrival jitter at the end of the interval (RFC 3550 §6.4.1).</param>
/// <param name="RoundTripMicroseconds">To the peer and back, by RTCP; 0 = not known.</param>
/// <param name="MosHundredths">Mean opinion score × 100 of this interval, by the E-model; 0 = nothing came.</param>
public readonly record struct QualitySide(int Packets, int Lost, int Reordered, int Duplicates, int JitterMicroseconds, int RoundTripMicroseconds, int MosHundredths)
{
    /// <summary>Two intervals as one: what was counted adds up, what was measured is the worse of both.</summary>
    public QualitySide With(in QualitySide next) => new(
        Packets + next.Packets, Lost + next.Lost, Reordered + next.Reordered, Duplicates + next.Duplicates,
        Math.Max(JitterMicroseconds, next.JitterMicroseconds), Math.Max(RoundTripMicroseconds, next.RoundTripMicroseconds),
        MosHundredths == 0 ? next.MosHundredths : next.MosHundredths == 0 ? MosHundredths : Math.Min(MosHundredths, next.MosHundredths));
}

/// <summary>One interval of a call's quality series.</summary>
public readonly record struct QualityPoint(QualitySide Caller, QualitySide Callee);
