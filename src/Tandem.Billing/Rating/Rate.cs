namespace Tandem.Billing.Rating;

/// <summary>VOS3000's call classes, in rising order of permission.</summary>
public enum CallClass : byte
{
    OnNet = 1,
    Local = 2,
    Domestic = 4,
    International = 5,
}

/// <summary>A block of talk time with its own price, charged in full once entered. Zero seconds make it a set-up fee.</summary>
public sealed record RateSection(int Seconds, decimal Fee);

/// <summary>What a call costs: sections in order, then one <see cref="Price"/> for each cycle begun. Shared by all prefixes that cost the same.</summary>
public sealed record Rate
{
    /// <summary>The price of one cycle, in the table's currency.</summary>
    public required decimal Price { get; init; }

    /// <summary>Length of a cycle in seconds, 1 or more.</summary>
    public int CycleSeconds { get; init; } = 60;

    /// <summary>Charged once for a call that is charged at all: a section of zero seconds before the others.</summary>
    public decimal ConnectFee { get; init; }

    /// <summary>Tax in percent of the fee, kept apart from it.</summary>
    public decimal TaxPercent { get; init; }

    public CallClass Class { get; init; } = CallClass.International;

    /// <summary>A locked rate refuses the call.</summary>
    public bool Locked { get; init; }

    public IReadOnlyList<RateSection> Sections { get; init; } = [];
}

/// <summary>One line of a rate deck.</summary>
public sealed record RateRow(string Prefix, string Area, Rate Rate, DateTimeOffset? EffectiveFrom = null);

/// <summary>What the longest matching prefix says. A null rate means that nothing matched.</summary>
public readonly record struct RateMatch(Rate? Rate, string Area, int PrefixLength)
{
    public bool Found => Rate is not null;
}
