using System.Net;
using DnsClient;
using DnsClient.Protocol;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transport;

internal enum LookupOutcome
{
    Found,

    /// <summary>The servers say that there is nothing.</summary>
    Nothing,

    /// <summary>No server said anything useful.</summary>
    Unreachable,

    /// <summary>
    /// The SRV question failed, the address question did not: better than nothing, worse than an old SRV answer.
    /// </summary>
    Degraded,
}

/// <summary>What one lookup brought, and how long it counts.</summary>
internal sealed record Lookup(LookupOutcome Outcome, IReadOnlyList<SrvChoice> Choices, TimeSpan Ttl)
{
    public static readonly Lookup Nothing = new(LookupOutcome.Nothing, [], TimeSpan.Zero);
    public static readonly Lookup Unreachable = new(LookupOutcome.Unreachable, [], TimeSpan.Zero);
}

/// <summary>
/// RFC 3263 §4.2 for one name: SRV when no port is given, else (or when there is none) A and AAAA. Failures are outcomes.
/// </summary>
internal sealed class NameLookup
{
    private const int MostRecords = 16;
    private static readonly TimeSpan HostsTtl = TimeSpan.FromMinutes(1);
    private readonly LookupClient _client;
    private readonly string? _hostsFile;

    public NameLookup(LocatorOptions options)
    {
        LookupClientOptions settings = options.NameServers.Count == 0 ? new() : new([.. options.NameServers]);
        settings.UseCache = false; // the locator's own cache knows stale answers
        settings.Timeout = options.Timeout;
        settings.Retries = options.Retries;
        settings.ThrowDnsErrors = false;
        settings.ContinueOnDnsError = true;
        _client = new(settings);
        _hostsFile = options.HostsFile;
    }

    public async Task<Lookup> FindAsync(Destination address, CancellationToken stop)
    {
        if (address.Port != 0 || HostsFile.Find(_hostsFile, address.Host).Count > 0)
        {
            return await FindHostAsync(address.Host, address.Port == 0 ? address.DefaultPort : address.Port, address.Transport, stop);
        }

        string service = address.Transport switch
        {
            TransportKind.Udp => "_sip._udp.",
            TransportKind.Tcp => "_sip._tcp.",
            _ => "_sips._tcp.",
        };
        IDnsQueryResponse? answer = await AskAsync(service + address.Host, QueryType.SRV, stop);
        SrvRecord[] records = [.. answer?.Answers.SrvRecords().OrderBy(static record => record.Priority).Take(MostRecords) ?? []];
        if (records is [{ Target.Value: "." }])
        {
            return Lookup.Nothing; // RFC 2782: decidedly no such service
        }

        if (records.Length == 0)
        {
            Lookup plain = await FindHostAsync(address.Host, address.DefaultPort, address.Transport, stop);
            return answer is null && plain.Outcome == LookupOutcome.Found ? plain with { Outcome = LookupOutcome.Degraded } : plain;
        }

        return await FindTargetsAsync(records, address.Transport, stop);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task<Lookup> FindTargetsAsync(SrvRecord[] records, TransportKind transport, CancellationToken stop)
    {
        var choices = new List<SrvChoice>();
        TimeSpan ttl = TimeSpan.MaxValue;
        bool isComplete = true;
        foreach (SrvRecord record in records)
        {
            ttl = Shorter(ttl, TimeSpan.FromSeconds(record.InitialTimeToLive));
            Lookup host = await FindHostAsync(record.Target.Value.TrimEnd('.'), record.Port, transport, stop);
            isComplete = isComplete && host.Outcome != LookupOutcome.Unreachable;
            if (host.Outcome == LookupOutcome.Found)
            {
                ttl = Shorter(ttl, host.Ttl);
                choices.Add(new(record.Priority, record.Weight, [.. host.Choices.SelectMany(static choice => choice.Targets)]));
            }
        }

        return choices.Count == 0
            ? isComplete ? Lookup.Nothing : Lookup.Unreachable
            : new(isComplete ? LookupOutcome.Found : LookupOutcome.Degraded, choices, ttl);
    }

    private async Task<Lookup> FindHostAsync(string host, int port, TransportKind transport, CancellationToken stop)
    {
        IReadOnlyList<IPAddress> byHand = HostsFile.Find(_hostsFile, host);
        if (byHand.Count > 0)
        {
            return Found(byHand, HostsTtl);
        }

        Task<IDnsQueryResponse?> asking4 = AskAsync(host, QueryType.A, stop);
        Task<IDnsQueryResponse?> asking6 = AskAsync(host, QueryType.AAAA, stop);
        IDnsQueryResponse? answer4 = await asking4;
        IDnsQueryResponse? answer6 = await asking6;
        AddressRecord[] records = [.. (answer4?.Answers ?? []).Concat(answer6?.Answers ?? []).OfType<AddressRecord>().Take(MostRecords)];
        if (records.Length > 0)
        {
            int seconds = records.Min(static record => record.InitialTimeToLive);
            return Found([.. records.Select(static record => record.Address)], TimeSpan.FromSeconds(seconds));
        }

        return answer4 is null || answer6 is null ? Lookup.Unreachable : Lookup.Nothing;

        Lookup Found(IReadOnlyList<IPAddress> addresses, TimeSpan ttl) => new(
            LookupOutcome.Found,
            [new(0, 0, [.. addresses.Select(address => new Target(transport, NetAddress.From(address, port)))])],
            ttl);
    }

    /// <summary>Null: no server gave a useful answer.</summary>
    private async Task<IDnsQueryResponse?> AskAsync(string name, QueryType type, CancellationToken stop)
    {
        try
        {
            IDnsQueryResponse response = await _client.QueryAsync(name, type, QueryClass.IN, stop);
            return response.Header.ResponseCode is DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain ? response : null;
        }
        catch (DnsResponseException)
        {
            return null; // timeouts and answers that are none
        }
    }
}
