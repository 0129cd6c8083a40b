namespace Tandem.Store.Reports;

/// <summary>What one address tried within a period.</summary>
/// <param name="SourceIp">The address; a flood that was folded by network stands under the network's first one, and under none what was left of it.</param>
/// <param name="Attempts">How often, floods too.</param>
/// <param name="First">When the first of them came.</param>
/// <param name="Last">When the last of them came.</param>
/// <param name="Numbers">Numbers called with the records for each (a flood is one), most first, <see cref="IllegalReportQuery.MostOfEach"/> at most.</param>
/// <param name="UserAgents">What the attempts said they were sent by, likewise; empty for those that said nothing.</param>
/// <param name="ByHour">Attempts in each hour of the day, UTC.</param>
public sealed record IllegalReportSource(
    string SourceIp,
    long Attempts,
    DateTimeOffset First,
    DateTimeOffset Last,
    IReadOnlyList<(string Text, long Attempts)> Numbers,
    IReadOnlyList<(string Text, long Attempts)> UserAgents,
    IReadOnlyList<long> ByHour);

/// <summary>Illegal calls of a period.</summary>
/// <param name="Sources">Most attempts first, <see cref="IllegalReportQuery.MostSources"/> at most.</param>
/// <param name="SourceCount">How many addresses there were, those that are not listed too.</param>
/// <param name="Attempts">Attempts of all of them.</param>
/// <param name="ByHour">The same by the hour of the day, UTC.</param>
/// <param name="WhiteListedSources">Addresses known to be harmless that are in none of these figures.</param>
/// <param name="WhiteListedAttempts">Their attempts.</param>
public sealed record IllegalReport(
    IReadOnlyList<IllegalReportSource> Sources, long SourceCount, long Attempts, IReadOnlyList<long> ByHour, long WhiteListedSources, long WhiteListedAttempts);
