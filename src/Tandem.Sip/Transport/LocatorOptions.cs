using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>How names are looked up.</summary>
public sealed record LocatorOptions
{
    /// <summary>Empty: those of the system.</summary>
    public IReadOnlyList<IPEndPoint> NameServers { get; init; } = [];

    /// <summary>For each question to each server.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Further tries of a question that nobody answered.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Null: none is read.</summary>
    public string? HostsFile { get; init; } = "/etc/hosts";

    /// <summary>Names kept at once.</summary>
    public int MostNames { get; init; } = 10_000;

    /// <summary>An answer counts at least so long, whatever its TTL: a TTL of 0 must not mean a question per call.</summary>
    public TimeSpan ShortestTtl { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestTtl { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long "there is no such name" counts.</summary>
    public TimeSpan NegativeTtl { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause before an unreachable name server is asked again.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an old answer is used while no server can be reached (RFC 8767 §5 advises one to three days).</summary>
    public TimeSpan LongestStale { get; init; } = TimeSpan.FromDays(1);
}
