namespace Tandem.Routing.Access;

/// <summary>What strangers have tried in a minute, other than calls: passwords, sweeps, what scanners send.</summary>
/// <param name="At">When the minute began.</param>
/// <param name="Reason">What was tried: the rule that counts it.</param>
/// <param name="Source">Who: one address, or one subscriber's IPv6; null: those who were not told apart.</param>
/// <param name="Count">How often.</param>
public readonly record struct OffenceMinute(DateTimeOffset At, BanReason Reason, SourceAddress? Source, long Count);
