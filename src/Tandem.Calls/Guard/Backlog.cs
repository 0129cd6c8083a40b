namespace Tandem.Calls.Guard;

/// <summary>
/// How far a shard is behind, and what it sheds therefore: a decision on how long messages have waited for their turn. As CoDel does (RFC 8289), it looks for a delay that stays, not for a high one: a
/// machine that stood still leaves a queue that is worked off at once, and costs nobody a call. Who sheds goes on until the queue is short, and begins again at once when it grows soon after, so that it does
/// not flap. Monotonic milliseconds.
/// </summary>
/// <param name="Level">What is shed now.</param>
/// <param name="BehindSinceMs">Since when messages have waited for half of the target or longer; −1: they don't.</param>
/// <param name="LateSinceMs">The same, of the whole target.</param>
/// <param name="ShedUntilMs">When calls were last shed, or 0: the memory of <see cref="Remembered"/>.</param>
internal readonly record struct Backlog(ShedLevel Level, long BehindSinceMs, long LateSinceMs, long ShedUntilMs)
{
    /// <summary>For so many milliseconds after the last call was shed a delay above the target needs no proof that it stays.</summary>
    public const int Remembered = 10_000;

    private const long Not = -1;

    /// <summary>A shard that has nothing to do.</summary>
    public static Backlog Empty => new(ShedLevel.None, Not, Not, 0);

    /// <summary>The shard comes to a message that has waited so long. A <paramref name="targetMs"/> of 0 never sheds.</summary>
    public Backlog Next(long waitedMs, long nowMs, int targetMs)
    {
        if (targetMs <= 0 || waitedMs < Math.Max(1, targetMs / 4))
        {
            return this with { Level = ShedLevel.None, BehindSinceMs = Not, LateSinceMs = Not };
        }

        long behind = waitedMs < Math.Max(1, targetMs / 2) ? Not : BehindSinceMs == Not ? nowMs : BehindSinceMs;
        long late = waitedMs < targetMs ? Not : LateSinceMs == Not ? nowMs : LateSinceMs;
        bool remembers = ShedUntilMs > 0 && nowMs - ShedUntilMs < Remembered;
        ShedLevel level = Level;
        if (late != Not && (remembers || nowMs - late >= targetMs))
        {
            level = ShedLevel.All;
        }
        else if (behind != Not && (remembers || nowMs - behind >= targetMs / 2))
        {
            level = level == ShedLevel.None ? ShedLevel.Strangers : level;
        }
        else if (behind == Not && level == ShedLevel.All)
        {
            level = ShedLevel.Strangers;
        }

        return new(level, behind, late, level == ShedLevel.All ? nowMs : ShedUntilMs);
    }
}
