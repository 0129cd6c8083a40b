namespace Tandem.Api.Overview;

/// <summary>Money of one currency: what customers pay and vendors get, without tax.</summary>
/// <param name="Currency">Its code.</param>
/// <param name="Revenue">What customers pay.</param>
/// <param name="Cost">What vendors get.</param>
/// <param name="Margin">The first less the second.</param>
public sealed record MoneyView(string Currency, decimal Revenue, decimal Cost, decimal Margin);

/// <summary>The calls that ended within a period. Ratios are percent, null where there is nothing to divide by.</summary>
/// <param name="From">When it began; UTC.</param>
/// <param name="Calls">Calls, without illegal attempts.</param>
/// <param name="Answered">Of these, answered.</param>
/// <param name="TalkSeconds">Seconds of talk.</param>
/// <param name="Asr">Answer seizure ratio.</param>
/// <param name="AcdSeconds">Average duration of an answered call, in seconds.</param>
/// <param name="Ner">Network effectiveness ratio (ITU-T E.425): answered, busy, not picked up and refused by the user are the network's success.</param>
/// <param name="IllegalAttempts">Attempts of strangers.</param>
/// <param name="Money">By currency.</param>
/// <param name="PeakCalls">Most calls at once, as looked at each second; null when the switch did not run then.</param>
public sealed record PeriodView(
    DateTimeOffset From, long Calls, long Answered, long TalkSeconds, double? Asr, double? AcdSeconds, double? Ner, long IllegalAttempts, IReadOnlyList<MoneyView> Money, int? PeakCalls);

/// <summary>One thing that is watched.</summary>
/// <param name="Name">disk, records, database, lost, clock, media, recordings, load or ready.</param>
/// <param name="State">ok, warning or critical.</param>
/// <param name="Detail">What is the matter, in words; what is measured when all is well.</param>
public sealed record AlarmView(string Name, string State, string Detail);

/// <summary>The switch at a moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="CallsNow">Calls in progress.</param>
/// <param name="TalkingNow">Of these, answered.</param>
/// <param name="CallsPerSecond">New calls in the second before.</param>
/// <param name="LastHour">The last sixty minutes, this one with them.</param>
/// <param name="Today">Since midnight UTC.</param>
/// <param name="Alarms">What is watched, whether it is well or not.</param>
/// <param name="Hour">Sixty points of a minute, oldest first; not in events, where each changes the last point only.</param>
/// <param name="Day">Sixty points of 24 minutes, oldest first; not in events.</param>
public sealed record OverviewView(
    DateTimeOffset At, long CallsNow, long TalkingNow, double CallsPerSecond, PeriodView LastHour, PeriodView Today, IReadOnlyList<AlarmView> Alarms,
    IReadOnlyList<PeriodView>? Hour, IReadOnlyList<PeriodView>? Day)
{
    /// <summary>Alarms that are there, by level; their list is at /alarms.</summary>
    public required Alarms.AlarmCountsView OpenAlarms { get; init; }

    /// <summary>The point of the hour that is being filled.</summary>
    public PeriodView? Minute { get; init; }
}
