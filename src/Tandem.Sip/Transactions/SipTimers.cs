namespace Tandem.Sip.Transactions;

/// <summary>The timers of RFC 3261 Table 4, in milliseconds.</summary>
public static class SipTimers
{
    /// <summary>Round-trip time estimate.</summary>
    public const int T1 = 500;

    /// <summary>Longest interval between repeats of a non-INVITE request or an INVITE response.</summary>
    public const int T2 = 4000;

    /// <summary>Longest time a message stays in the network.</summary>
    public const int T4 = 5000;

    /// <summary>64·T1: timers B, F, H, J, L and M.</summary>
    public const int TimeOut = 64 * T1;

    /// <summary>Timer D on an unreliable transport: at least 32 s.</summary>
    public const int TimerD = 32_000;
}
