namespace Tandem.Routing.Blacklists;

/// <summary>A detector's parameters (SW §1.11).</summary>
/// <param name="CheckInterval">Seconds that are looked at.</param>
/// <param name="Limit">What is still allowed in them; 0 turns the detector off.</param>
/// <param name="Expire">Seconds for which the number is refused.</param>
public readonly record struct NumberRule(int CheckInterval, int Limit, int Expire)
{
    public bool IsOn => Limit > 0;
}

/// <summary>The parameters SS_BLACK_LIST_…: which numbers are refused without a person. All are off at first: VOS3000's own values are not known.</summary>
public sealed record NumberRules
{
    /// <summary>Call attempts of one caller.</summary>
    public NumberRule MaliciousCall { get; init; } = new(60, 0, 3600);

    /// <summary>Calls of one caller at once; they must stay above the limit for the interval.</summary>
    public NumberRule Concurrent { get; init; } = new(0, 0, 3600);

    /// <summary>Calls that one callee let ring.</summary>
    public NumberRule NoAnswer { get; init; } = new(3600, 0, 3600);

    /// <summary>Some detector is on.</summary>
    public bool IsAnyOn => MaliciousCall.IsOn || Concurrent.IsOn || NoAnswer.IsOn;

    /// <summary>The detector that puts numbers on the list for a reason; off for the reason that is none.</summary>
    public NumberRule Of(NumberReason reason) => reason switch
    {
        NumberReason.MaliciousCall => MaliciousCall,
        NumberReason.Concurrent => Concurrent,
        NumberReason.NoAnswer => NoAnswer,
        _ => default,
    };

    /// <summary>These rules with another one for a reason.</summary>
    public NumberRules With(NumberReason reason, NumberRule rule) => reason switch
    {
        NumberReason.MaliciousCall => this with { MaliciousCall = rule },
        NumberReason.Concurrent => this with { Concurrent = rule },
        NumberReason.NoAnswer => this with { NoAnswer = rule },
        _ => this,
    };

    /// <summary>VOS3000's name of the detector; its parameters add _CHECK_INTERVAL, _LIMIT and _EXPIRE.</summary>
    public static string NameOf(NumberReason reason) => reason switch
    {
        NumberReason.MaliciousCall => "SS_BLACK_LIST_CALLER_MALICIOUS_CALL",
        NumberReason.Concurrent => "SS_BLACK_LIST_CALLER_CONCURRENT",
        NumberReason.NoAnswer => "SS_BLACK_LIST_NO_ANSWER",
        _ => "",
    };
}
