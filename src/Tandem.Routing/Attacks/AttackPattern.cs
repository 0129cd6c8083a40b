namespace Tandem.Routing.Attacks;

/// <summary>What illegal calls have in common.</summary>
public enum PatternKind
{
    /// <summary>A source walks numbers one after another: it looks for extensions or for a range that answers.</summary>
    SequentialDialling,

    /// <summary>One number is called by many sources: a botnet, or a test number that is handed around.</summary>
    SharedNumber,

    /// <summary>One number with many prefixes before it: how to get an outside line is being guessed.</summary>
    PrefixGuessing,

    /// <summary>A country or range that is known for revenue share fraud, or in the operator's own list.</summary>
    AbusedDestination,

    /// <summary>Many attempts at night, when nobody looks.</summary>
    NightBurst,
}

/// <summary>How sure it is that there is such a pattern, and that it is no accident.</summary>
public enum PatternConfidence
{
    Low,
    Medium,
    High,
}

/// <summary>A finding about the illegal calls of a period.</summary>
/// <param name="Kind">What they have in common.</param>
/// <param name="Confidence">How sure that is.</param>
/// <param name="Why">What was seen, in a sentence.</param>
/// <param name="Sources">From where, most attempts first, <see cref="MostListed"/> at most.</param>
/// <param name="SourceCount">How many sources there were.</param>
/// <param name="Numbers">The numbers called, in their order, <see cref="MostListed"/> at most.</param>
/// <param name="NumberCount">How many different ones.</param>
/// <param name="First">The first attempt.</param>
/// <param name="Last">The last attempt.</param>
/// <param name="Attempts">At least so many: a folded record doesn't say how often each of its numbers was called.</param>
/// <param name="Records">Ids of records that show it, oldest first, <see cref="MostListed"/> at most.</param>
public sealed record AttackPattern(
    PatternKind Kind,
    PatternConfidence Confidence,
    string Why,
    IReadOnlyList<string> Sources,
    int SourceCount,
    IReadOnlyList<string> Numbers,
    int NumberCount,
    DateTimeOffset First,
    DateTimeOffset Last,
    long Attempts,
    IReadOnlyList<long> Records)
{
    /// <summary>Sources, numbers and records that are named one by one.</summary>
    public const int MostListed = 20;
}
