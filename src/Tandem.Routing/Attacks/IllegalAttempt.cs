namespace Tandem.Routing.Attacks;

/// <summary>One record of illegal calls, as patterns are looked for in it.</summary>
/// <param name="Id">The record's.</param>
/// <param name="First">Its first attempt.</param>
/// <param name="Last">Its last one.</param>
/// <param name="SourceIp">From where; empty: many addresses, folded in a flood.</param>
/// <param name="Attempts">How many it stands for; more than one when it is folded.</param>
/// <param name="Numbers">The numbers that were called, as they came; of a folded record the first different ones, in their order.</param>
public sealed record IllegalAttempt(long Id, DateTimeOffset First, DateTimeOffset Last, string SourceIp, long Attempts, IReadOnlyList<string> Numbers)
{
    /// <summary>Attempts that were surely for one of its numbers: a folded record doesn't say how often each was called.</summary>
    internal long AttemptsOfOne => Numbers.Count == 1 ? Attempts : 1;
}
