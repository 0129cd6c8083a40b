using Tandem.Api.Json;
using Tandem.Api.Problems;
using Tandem.Routing.Access;

namespace Tandem.Api.IllegalCalls;

/// <summary>The period that a question about illegal calls is about, and the one source, where it is about one.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Source">An address as records have it; null: all of them.</param>
internal sealed record IllegalPeriod(DateTimeOffset From, DateTimeOffset To, string? Source)
{
    public const int MostDays = 366;

    /// <summary>The source as an address.</summary>
    public SourceAddress? Address => Source is not null && SourceAddress.TryParse(Source, out SourceAddress read, out _) ? read : null;

    /// <summary>As the query has it; what can't be is added to the problems.</summary>
    /// <param name="from">Without it so many days before the end.</param>
    /// <param name="to">Without it now.</param>
    /// <param name="source">An address, or nothing.</param>
    /// <param name="usualDays">How many days it is without a beginning.</param>
    /// <param name="now">The end without one.</param>
    /// <param name="problems">Whatever is wrong.</param>
    public static IllegalPeriod Read(string? from, string? to, string? source, int usualDays, DateTimeOffset now, List<ProblemEntry> problems)
    {
        DateTimeOffset until = TimeConverter.Query("to", to, problems) ?? now;
        DateTimeOffset since = TimeConverter.Query("from", from, problems) ?? until.AddDays(-Math.Min(usualDays, (until - DateTimeOffset.MinValue).Days));
        if (problems.Count == 0 && (since >= until || until - since > TimeSpan.FromDays(MostDays)))
        {
            problems.Add(new("from", $"Before 'to', and {MostDays} days before it at most."));
        }

        string? address = string.IsNullOrEmpty(source) ? null : source;
        if (address is null)
        {
            return new(since, until, null);
        }

        if (!SourceAddress.TryParse(address, out SourceAddress read, out _) || read.Port != 0 || read.PrefixLength != 128)
        {
            problems.Add(new("source", "An address: 203.0.113.9 or 2001:db8::9."));
        }

        return new(since, until, read.ToString()); // 2001:DB8:0::9 and ::ffff:203.0.113.9 are written otherwise in records
    }
}
