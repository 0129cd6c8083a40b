namespace Tandem.Media.Quality;

/// <summary>How a codec sounds by itself (Ie) and how it bears random loss (Bpl). ITU-T G.113 Appendix I.</summary>
public readonly record struct CodecImpairment(double Ie, double Bpl)
{
    /// <summary>G.711 with packet loss concealment (Appendix I of G.711): Ie 0, Bpl 25.1.</summary>
    public static CodecImpairment G711 { get; } = new(0, 25.1);

    /// <summary>G.729A with voice activity detection: Ie 11, Bpl 19.</summary>
    public static CodecImpairment G729 { get; } = new(11, 19);

    /// <summary>G.723.1 at 6.3 kbit/s with voice activity detection: Ie 15, Bpl 16.1.</summary>
    public static CodecImpairment G723 { get; } = new(15, 16.1);

    /// <summary>GSM enhanced full rate: Ie 5, Bpl 10.</summary>
    public static CodecImpairment GsmEfr { get; } = new(5, 10);

    /// <summary>
    /// By the encoding name of SDP. What the table has not (Opus, G.722, iLBC ...) is scored as G.711: the narrow-band scale ends there, and
    /// what these codecs add in bandwidth it does not show.
    /// </summary>
    public static CodecImpairment For(ReadOnlySpan<char> encodingName) =>
        encodingName.Equals("G729", StringComparison.OrdinalIgnoreCase) ? G729
        : encodingName.Equals("G723", StringComparison.OrdinalIgnoreCase) ? G723
        : encodingName.Equals("GSM-EFR", StringComparison.OrdinalIgnoreCase) ? GsmEfr
        : G711;
}

/// <summary>
/// The E-model of ITU-T G.107 with its default values, so that what is left is delay and loss:
/// <c>R = 93.2 − Id − Ie,eff</c>, with <c>Ie,eff = Ie + (95 − Ie) · Ppl / (Ppl + Bpl)</c> for random loss (G.107 §7.5) and
/// <c>Id = 0.024 d + 0.11 (d − 177.3) for d above 177.3 ms</c>. MOS by G.107 Annex B. An estimate from packets, not a listener's.
/// </summary>
public static class EModel
{
    /// <summary>R of a connection with nothing wrong, default values of G.107.</summary>
    public const double BestR = 93.2;

    private const double BendOfDelay = 177.3;

    /// <summary>
    /// <paramref name="lossPercent"/>: 0 to 100. <paramref name="delayMs"/>: mouth to ear, one way.
    /// </summary>
    public static double R(CodecImpairment codec, double lossPercent, double delayMs)
    {
        double loss = Math.Clamp(double.IsNaN(lossPercent) ? 0 : lossPercent, 0, 100);
        double delay = Math.Clamp(double.IsNaN(delayMs) ? 0 : delayMs, 0, 10_000);
        double impairment = codec.Ie + ((95 - codec.Ie) * loss / (loss + codec.Bpl));
        double ofDelay = (0.024 * delay) + (0.11 * Math.Max(0, delay - BendOfDelay));
        return Math.Clamp(BestR - ofDelay - impairment, 0, 100);
    }

    /// <summary>1 (bad) to 4.5 (as good as it gets).</summary>
    public static double Mos(double r) => r switch
    {
        <= 0 => 1,
        >= 100 => 4.5,
        _ => Math.Clamp(1 + (0.035 * r) + (r * (r - 60) * (100 - r) * 7e-6), 1, 4.5),
    };

    /// <summary>
    /// The one-way delay of a leg as packets show it: half the round trip, a jitter buffer of twice the jitter, and 25 ms in which a
    /// frame is filled and coded.
    /// </summary>
    public static double DelayMs(double roundTripMs, double jitterMs) => (roundTripMs / 2) + (2 * jitterMs) + 25;

    /// <summary>MOS of a stream from its counters.</summary>
    public static double Mos(CodecImpairment codec, long packets, long lost, double jitterMs, double roundTripMs) =>
        Mos(R(codec, packets + lost <= 0 ? 0 : 100.0 * lost / (packets + lost), DelayMs(roundTripMs, jitterMs)));
}
