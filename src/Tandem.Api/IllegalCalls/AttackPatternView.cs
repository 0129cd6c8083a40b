using System.Globalization;
using System.Text.Json;
using Tandem.Api.Access;
using Tandem.Routing.Access;
using Tandem.Routing.Attacks;

namespace Tandem.Api.IllegalCalls;

/// <summary>
/// What illegal calls have in common. <paramref name="Kind"/> is sequentialDialling, sharedNumber, prefixGuessing, abusedDestination or nightBurst; <paramref name="Confidence"/> low, medium or high;
/// <paramref name="Why"/> what was seen. Of sources, their countries, numbers and records 20 are named at most; <paramref name="Attempts"/> are at least so many. <paramref name="Records"/> are ids of call records.
/// </summary>
public sealed record AttackPatternView(
    string Kind,
    string Confidence,
    string Why,
    IReadOnlyList<string> Sources,
    int SourceCount,
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Numbers,
    int NumberCount,
    DateTimeOffset First,
    DateTimeOffset Last,
    long Attempts,
    IReadOnlyList<string> Records)
{
    internal static AttackPatternView Of(AttackPattern found, IPlaces places) => new(
        Word(found.Kind),
        Word(found.Confidence),
        found.Why,
        found.Sources,
        found.SourceCount,
        [.. found.Sources.Select(source => Origin.PlaceOf(source, places).Country).Where(static country => country.Length > 0).Distinct().Order(StringComparer.Ordinal)],
        found.Numbers,
        found.NumberCount,
        found.First,
        found.Last,
        found.Attempts,
        [.. found.Records.Select(static id => id.ToString(CultureInfo.InvariantCulture))]);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>
/// The patterns of a period, the surest first. One page: <paramref name="Next"/> is always null. <paramref name="IsWhole"/> is false when there were more records than are looked at, and the oldest were left out.
/// </summary>
public sealed record AttackPatternsView(IReadOnlyList<AttackPatternView> Items, string? Next, DateTimeOffset From, DateTimeOffset To, int Records, bool IsWhole);
