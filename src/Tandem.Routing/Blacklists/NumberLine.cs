namespace Tandem.Routing.Blacklists;

/// <summary>Which number of a call a line looks at.</summary>
public enum NumberSide
{
    Caller,
    Callee,
}

/// <summary>Why a number is on a list: by hand, or the detector that put it there (SW §1.11).</summary>
public enum NumberReason
{
    /// <summary>By a person.</summary>
    Manual,

    /// <summary>Too many call attempts of one caller.</summary>
    MaliciousCall,

    /// <summary>Too many calls of one caller at once.</summary>
    Concurrent,

    /// <summary>Too many calls that one callee let ring.</summary>
    NoAnswer,
}

/// <summary>What a line is found by.</summary>
/// <param name="IsBlack">On the black list; else on the white one.</param>
/// <param name="Side">Caller or callee.</param>
/// <param name="Number">As records have it, after the trunk's rewriting; a prefix and <c>*</c>: all numbers that begin so.</param>
/// <param name="IsStandalone">On the list that holds for trunks with <c>dynamicBlackListInStandalone</c> only.</param>
public readonly record struct NumberKey(bool IsBlack, NumberSide Side, string Number, bool IsStandalone)
{
    private const char Any = '*';

    /// <summary>A group of numbers with a prefix. Only people make them: no detector counts a number that looks like one, or whoever shows such a number could have a group refused.</summary>
    public bool IsGroup => MeansGroup(Number);

    public static bool MeansGroup(string number) => number.Length > 1 && number[^1] == Any;

    /// <summary>The group of the numbers with this prefix.</summary>
    public static string GroupOf(ReadOnlySpan<char> prefix) => $"{prefix}{Any}";
}

/// <summary>A number whose calls are refused (black), or never refused by these lists and never counted (white).</summary>
/// <param name="Key">Which number.</param>
/// <param name="Reason">By whom or by which detector.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">When it ends; null: never.</param>
/// <param name="Count">What the detector had counted; 0 by hand.</param>
/// <param name="By">Who put it there; empty for a detector.</param>
/// <param name="Comment">What that person wrote.</param>
public sealed record NumberLine(NumberKey Key, NumberReason Reason, DateTimeOffset From, DateTimeOffset? Until, int Count, string By, string Comment)
{
    /// <summary>It has not ended at this time.</summary>
    public bool IsInForce(DateTimeOffset at) => Until is not { } until || until > at;
}
