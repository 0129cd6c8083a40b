using System.Collections.Concurrent;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>
/// The reports of all endpoints. Each is written by one shard only, its owner; any thread reads. So many are kept; the one that came first gives way, and comes again with the next message that is looked at.
/// </summary>
public sealed class NatBoard : ILiveNat
{
    private const int MostEndpoints = 100_000;
    private const int MostChanges = 1024;
    private static readonly NatFindingKind[] Kinds = Enum.GetValues<NatFindingKind>();

    private readonly ConcurrentDictionary<NatEndpoint, NatReport> _reports = new();
    private readonly ConcurrentQueue<NatEndpoint> _inOrder = new();
    private readonly ConcurrentQueue<NatChanged> _changes = new();
    private readonly Sender?[] _senders = new Sender?[8192];
    private readonly long[] _counts = new long[Kinds.Length];
    private readonly NatKnowledge _knowledge = NatKnowledge.Own;
    private long _changed;

    public long Changes => Volatile.Read(ref _changed);

    public IReadOnlyList<EndpointNat> Endpoints(int skipped, int most) =>
        [.. _reports.Values.OrderBy(static report => report.Endpoint.Name, StringComparer.Ordinal).Skip(skipped).Take(most).Select(View)];

    public EndpointNat? Find(string endpoint) => Report(new(endpoint, true)) is { } phone ? View(phone) : Report(new(endpoint, false)) is { } trunk ? View(trunk) : null;

    public IReadOnlyDictionary<string, long> Counts() => Kinds.ToDictionary(static kind => kind.ToString(), kind => Volatile.Read(ref _counts[(int)kind]));

    public IReadOnlyList<NatChanged> Since(long changes) => [.. _changes.Where(change => change.Number > changes)];

    internal NatReport? Report(NatEndpoint endpoint) => _reports.GetValueOrDefault(endpoint);

    /// <summary>By the endpoint's owner only.</summary>
    internal void Publish(NatReport report)
    {
        int before = _reports.TryGetValue(report.Endpoint, out NatReport? old) ? old.Kinds : 0;
        if (old is null)
        {
            MakeRoom();
            _inOrder.Enqueue(report.Endpoint);
        }

        _reports[report.Endpoint] = report;
        Count(report.Endpoint, before, report.Kinds);
    }

    /// <summary>Whose messages come from exactly there, as far as it was noted; a newcomer takes the place of another.</summary>
    internal NatEndpoint? SenderAt(in NetAddress source) => Volatile.Read(ref PlaceOf(source)) is { } sender && sender.Source == source ? sender.Endpoint : null;

    internal void NoteSender(in NetAddress source, NatEndpoint endpoint)
    {
        ref Sender? place = ref PlaceOf(source);
        if (place is null || place.Source != source || place.Endpoint != endpoint)
        {
            Volatile.Write(ref place, new(source, endpoint));
        }
    }

    /// <summary>Words for a call's record, of what breaks something; empty when nothing does.</summary>
    internal string Fault(NatEndpoint endpoint)
    {
        if (Report(endpoint) is not { IsBreaking: true } report)
        {
            return "";
        }

        NatFinding? worst = NatDoctor.Examine(report.Evidence).Where(static finding => finding.IsBreaking).MaxBy(static finding => finding.Confidence);
        return worst?.Text ?? "";
    }

    private ref Sender? PlaceOf(in NetAddress source) =>
        ref _senders[(((ulong)source.Ip ^ (ulong)(source.Ip >> 64) ^ source.Port) * 0x9E37_79B9_7F4A_7C15) >> 51];

    private void MakeRoom()
    {
        while (_reports.Count >= MostEndpoints && _inOrder.TryDequeue(out NatEndpoint oldest))
        {
            if (_reports.TryRemove(oldest, out NatReport? gone))
            {
                Count(oldest, gone.Kinds, 0);
            }
        }
    }

    private void Count(NatEndpoint endpoint, int before, int now)
    {
        foreach (NatFindingKind kind in Kinds)
        {
            int bit = 1 << (int)kind;
            if (((before ^ now) & bit) == 0)
            {
                continue;
            }

            bool isThere = (now & bit) != 0;
            Interlocked.Add(ref _counts[(int)kind], isThere ? 1 : -1);
            _changes.Enqueue(new(Interlocked.Increment(ref _changed), endpoint.Name, endpoint.IsPhone ? "phone" : "trunk", kind.ToString(), isThere));
            while (_changes.Count > MostChanges)
            {
                _changes.TryDequeue(out _);
            }
        }
    }

    private EndpointNat View(NatReport report)
    {
        NatEvidence evidence = report.Evidence;
        var values = new NatCureValues { Endpoint = report.Endpoint.Name, Switch = report.Local.ToIPAddress().ToString(), SipPort = report.Local.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        NetAddress source = evidence.Seen.Source;
        return new(
            report.Endpoint.Name, report.Endpoint.IsPhone ? "phone" : "trunk", source.ToIPAddress().ToString(), source.Port, evidence.UserAgent, report.SeenAt,
            [.. NatDoctor.Examine(evidence, _knowledge).Select(finding => View(finding, NatCureValues.Of(evidence, values)))]);
    }

    private EndpointFinding View(NatFinding finding, NatCureValues values) => new(
        finding.Text, finding.Kind.ToString(), finding.IsBreaking, finding.Problem.ToString(), finding.Confidence,
        [.. finding.Evidence.Select(static part => new EvidencePart(part.What, part.Value))],
        [.. _knowledge.CuresOf(finding, values).Select(static cure => new RouterCure(cure.Router, cure.Where, cure.Steps))])
    {
        Part = finding.Part,
        Sent = finding.From,
        Received = finding.To,
    };

    private sealed record Sender(NetAddress Source, NatEndpoint Endpoint);
}
