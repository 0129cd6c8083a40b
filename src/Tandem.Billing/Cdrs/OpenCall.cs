namespace Tandem.Billing.Cdrs;

/// <summary>An answered call of a process that has died, whose end nobody has seen and that may still be going on.</summary>
/// <param name="Journal">Whose journal it is in: the number of the shard that had it.</param>
/// <param name="Record">The record as it is should the call have ended with the process: at its last proven moment, as <see cref="EndReason.NodeCrash"/>.</param>
/// <param name="State">What <see cref="ICallJournal.Kept"/> said last.</param>
/// <param name="TalksSinceMs">When its talk began, by the machine's monotonic clock (<see cref="TimeProvider.GetTimestamp"/>) in milliseconds: the clock of all processes since the machine's start.</param>
public sealed record OpenCall(int Journal, Cdr Record, ReadOnlyMemory<byte> State, long TalksSinceMs)
{
    /// <summary>The record's: it stays when the record has gone on with the call.</summary>
    public long Id { get; } = Record.Id;
}
