namespace Tandem.Store.Audit;

/// <summary>A place in the audit trail: the number of a line, and its hash in hexadecimal; 0 and nothing before the first line.</summary>
public sealed record AuditPlace(long Id, string Hash);

/// <summary>A line of the audit trail with its hash in hexadecimal, as packages of evidence have it (docs/illegal-calls.md).</summary>
public sealed record HashedAuditLine(
    long Id, DateTimeOffset At, string Actor, string Address, string Action, string Subject, string Detail, string Old, string New, string Hash);
