namespace Tandem.Billing.Rating;

/// <summary>Talk time in whole seconds (BI §3.3).</summary>
public static class HoldTime
{
    /// <summary>
    /// Whole seconds, and one more when the rest in milliseconds reaches <paramref name="precision"/> (1–1000). A precision of 1000
    /// never rounds up.
    /// </summary>
    public static long FromMilliseconds(long talkMs, int precision)
    {
        if (talkMs <= 0)
        {
            return 0;
        }

        (long seconds, long rest) = Math.DivRem(talkMs, 1000);
        return rest >= precision ? seconds + 1 : seconds;
    }
}
