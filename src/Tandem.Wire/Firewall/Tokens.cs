namespace Tandem.Wire.Firewall;

/// <summary>The content of a token bucket, in thousandths, so that a slow rate does not round to nothing.</summary>
internal static class Tokens
{
    private const long One = 1000;

    public static long Full(int perSecond) => perSecond * One;

    /// <summary>Adds what the time since <paramref name="atMs"/> has earned, and takes one if there is one.</summary>
    public static bool TryTake(ref long tokens, ref long atMs, long nowMs, int perSecond)
    {
        long earned = Math.Min(nowMs - atMs, 1000) * perSecond;
        tokens = Math.Min(tokens + earned, Full(perSecond));
        atMs = nowMs;
        if (tokens < One)
        {
            return false;
        }

        tokens -= One;
        return true;
    }

    /// <summary>Gives back what was taken.</summary>
    public static void Return(ref long tokens) => tokens += One;
}
