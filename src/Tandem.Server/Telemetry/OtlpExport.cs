using System.Globalization;
using Tandem.Api.Metrics;
using Tandem.Routing.Plan;
using Tandem.Server.Options;
using Tandem.Store.Cdrs;

namespace Tandem.Server.Telemetry;

/// <summary>Metrics and traces to a collector (<c>--otlp</c>). Without that option there is none of these, and nothing of OpenTelemetry is loaded.</summary>
internal sealed class OtlpExport : IDisposable
{
    private const string IntervalVariable = "OTEL_METRIC_EXPORT_INTERVAL";
    private const int UsualIntervalMs = 60_000;
    private const int LeastIntervalMs = 1000;
    private readonly OtlpOption _option;
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CallTraces? _calls;
    private MetricExport? _metrics;
    private TraceExport? _traces;

    public OtlpExport(OtlpOption option, string node, TimeProvider time, ILogger log)
    {
        _option = option;
        _node = node;
        _time = time;
        _log = log;
        _calls = option.Traces > 0 ? new CallTraces(option.Traces, Counts) : null;
    }

    public OtlpCounts Counts { get; } = new();

    /// <summary>Who is to see the records; null: no call has a trace.</summary>
    public IStoredRecords? Calls => _calls;

    public void Start(SwitchMetrics metrics, PlanHolder plan)
    {
        var target = new OtlpTarget(_option, _node, Counts, _time, _log);
        _metrics = new MetricExport(target, metrics, Interval(), _log);
        _metrics.Start();
        if (_calls is not null)
        {
            _traces = new TraceExport(target, _calls, new TrunkNames(plan), _option.Traces, Counts);
            _traces.Start();
        }
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static TimeSpan Interval() => TimeSpan.FromMilliseconds(
        int.TryParse(Environment.GetEnvironmentVariable(IntervalVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? Math.Max(given, LeastIntervalMs) : UsualIntervalMs);
}
