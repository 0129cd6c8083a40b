using System.Globalization;
using Tandem.Calls.Live;
using Tandem.Routing.Alarms;
using Tandem.Routing.Plan;
using Tandem.Store.Alarms;
using Tandem.Store.Cdrs;

namespace Tandem.Api.Metrics;

/// <summary>What the switch has counted, for whoever collects it. Labels never hold numbers, addresses or Call-IDs. Any thread.</summary>
public sealed class SwitchMetrics(ILiveSwitch live, ILiveTraffic traffic, ILiveNat nat, PlanHolder plan, CdrWriter writer, AlarmBook alarms, CollectionPauses pauses)
{
    /// <summary>Values that go up and down; all others only grow.</summary>
    private static readonly HashSet<string> Gauges = new(StringComparer.Ordinal)
    {
        "calls_in_progress", "calls_talking", "shedding", "shards", "shards_shedding", "shards_shedding_all", "message_wait_ms", "streams_open", "tls_certificate_expires_seconds", "recordings_active", "recordings_stopped", "media_sessions", "media_ports", "media_ports_free",
        "bans_in_force", "numbers_listed", "turn_allocations", "turn_streams", "nat_probes_waiting", "phones_registered", "contacts_registered", "outward_registrations_wanted", "outward_registrations_up",
    };

    /// <summary>Gives everything as it is now.</summary>
    public void WriteTo(IFigures figures)
    {
        SwitchCounters counters = live.Counters();
        foreach ((string key, long value) in counters.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string name = PrometheusText.Name(key);
            if (Gauges.Contains(name))
            {
                figures.Gauge($"tandem_{name}", Words(name), value);
            }
            else
            {
                figures.Counter($"tandem_{name}_total", Words(name), value);
            }
        }

        foreach ((string key, IReadOnlyDictionary<string, long> values) in counters.ByReason.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string name = PrometheusText.Name(key);
            figures.Counters($"tandem_{name}_total", $"{Words(name)}, by reason", "reason", values.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        }

        figures.Many("tandem_media_node_up", "1 while the media node answers", FigureKind.Gauge, live.MediaNodes().Select(static node => new Sample([new("node", node.Name)], node.IsUp ? 1 : 0)));
        figures.Many("tandem_nat_findings", "Endpoints by what the NAT doctor finds", FigureKind.Gauge, nat.Counts().Select(static found => new Sample([new("finding", found.Key)], found.Value)));
        figures.Many("tandem_alarms", "Alarms that are there, by type and level (0 general to 3 critical)", FigureKind.Gauge, alarms.Counts().Select(static open =>
            new Sample([new("type", AlarmType.Find(open.Type)?.Name ?? ""), new("level", ((int)open.Level).ToString(CultureInfo.InvariantCulture))], open.Count)));
        TrunkMetrics.Add(figures, traffic, plan.Current);
        figures.Gauge("tandem_ready", "1 while calls are taken", live.IsReady ? 1 : 0)
            .Gauge("tandem_plan_revision", "Revision of the plan in force", plan.Current.Revision)
            .Counter("tandem_cdrs_written_total", "Records stored", writer.Written)
            .Gauge("tandem_cdrs_waiting", "Records in the journal that are not stored yet", writer.Waiting)
            .Counter("tandem_cdrs_lost_total", "Records that neither the disk nor memory had room for", writer.Lost)
            .Counter("tandem_cdrs_refused_total", "Records that can't be stored as they are, set aside in cdr_refused", writer.Refused)
            .Counter("tandem_cdr_write_failures_total", "Times the store refused a batch of records", writer.Failures);
        AddProcess(figures);
    }

    private void AddProcess(IFigures figures) =>
        figures.Counter("process_cpu_seconds_total", "CPU time of the process", Environment.CpuUsage.TotalTime.TotalSeconds)
            .Gauge("process_resident_memory_bytes", "Memory of the process", Environment.WorkingSet)
            .Gauge("dotnet_heap_bytes", "Memory of live objects after the last collection", GC.GetTotalMemory(false))
            .Counter("dotnet_allocated_bytes_total", "Bytes allocated on the heap", GC.GetTotalAllocatedBytes())
            .Counter("dotnet_gc_pause_seconds_total", "Time that threads stood still for garbage collection", GC.GetTotalPauseDuration().TotalSeconds)
            .Gauge("tandem_gc_longest_pause_ms", "Longest of these since the start", pauses.Longest.TotalMilliseconds)
            .Histogram("tandem_gc_pause_ms", "These by their length", CollectionPauses.BoundsMs, pauses.Counts, pauses.Total.TotalMilliseconds)
            .Counters("dotnet_gc_collections_total", "Garbage collections", "generation",
                Enumerable.Range(0, 3).Select(generation => KeyValuePair.Create(generation.ToString(), (long)GC.CollectionCount(generation))));

    private static string Words(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');
}
