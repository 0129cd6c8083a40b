namespace Tandem.Store.Soaks;

/// <summary>The switch after a round of calls.</summary>
/// <param name="Seconds">Since the soak began.</param>
/// <param name="Megabytes">Memory of the switch and its media process, of 2^20 bytes.</param>
/// <param name="Handles">Descriptors that both have open.</param>
/// <param name="Calls">Made so far.</param>
public sealed record SoakSample(double Seconds, double Megabytes, int Handles, long Calls);

/// <summary>One kind of call, counted at both ends and in the books.</summary>
/// <param name="Kind">Such as <c>answered</c>, <c>held</c>, <c>failover</c>.</param>
/// <param name="Calls">Made.</param>
/// <param name="FailedRounds">Rounds in which one did not go as its kind says.</param>
/// <param name="Records">There are of them.</param>
/// <param name="Billed">Records with one charge to the customer and one to the carrier.</param>
/// <param name="BilledTwice">Records with a charge too many.</param>
public sealed record SoakCount(string Kind, long Calls, long FailedRounds, long Records, long Billed, long BilledTwice);

/// <summary>What hours of all kinds of calls found.</summary>
/// <param name="Began">When.</param>
/// <param name="Hours">It took.</param>
/// <param name="Kinds">Of calls.</param>
/// <param name="Samples">After each round.</param>
/// <param name="Faults">In words; it has passed when there is none.</param>
public sealed record SoakReport(DateTimeOffset Began, double Hours, IReadOnlyList<SoakCount> Kinds, IReadOnlyList<SoakSample> Samples, IReadOnlyList<string> Faults)
{
    public bool HasPassed => Faults.Count == 0;
}
