using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Tandem.Server.Options;

namespace Tandem.Server.Telemetry;

/// <summary>The collector: how it is reached, what was sent to it, and a line in the log when it takes nothing. Headers, time limit and more attributes come from OTEL_… in the environment, for all or for each signal.</summary>
internal sealed class OtlpTarget(OtlpOption option, string node, OtlpCounts counts, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private DateTimeOffset _nextLine = DateTimeOffset.MinValue;
    private bool _isFailing;

    /// <summary>Who it is that sends.</summary>
    public ResourceBuilder Resource() => ResourceBuilder.CreateDefault().AddService("tandem", serviceInstanceId: node);

    public BaseExporter<Metric> MetricExporter() => new Metrics(this);

    public BaseExporter<Activity> TraceExporter() => new Traces(this);

    /// <summary>What is not said here the exporter takes from the environment itself: headers and the time limit for all.</summary>
    private OtlpExporterOptions Options(string name, OtlpSignal signal)
    {
        bool isGrpc = signal.IsGrpc ?? option.IsGrpc;
        var options = new OtlpExporterOptions
        {
            Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            Endpoint = signal.Endpoint ?? (isGrpc ? option.Target : new Uri($"{option.Target.AbsoluteUri.TrimEnd('/')}/v1/{name}")),
        };
        options.Headers = signal.Headers ?? options.Headers;
        options.TimeoutMilliseconds = signal.TimeoutMs ?? options.TimeoutMilliseconds;
        return options;
    }

    private OtlpSignal OfMetrics => option.OfMetrics;

    private OtlpSignal OfTraces => option.OfTraces;

    private ExportResult Note(ExportResult result)
    {
        bool isTaken = result == ExportResult.Success;
        counts.Exported(isTaken);
        lock (_gate)
        {
            if (isTaken && _isFailing)
            {
                log.TakenAgain(option.Target);
            }
            else if (!isTaken && time.GetUtcNow() >= _nextLine)
            {
                _nextLine = time.GetUtcNow() + BetweenLines;
                log.NotTaken(option.Target, counts.Failures);
            }

            _isFailing = !isTaken;
        }

        return result;
    }

    private sealed class Metrics(OtlpTarget target) : OtlpMetricExporter(target.Options("metrics", target.OfMetrics))
    {
        public override ExportResult Export(in Batch<Metric> metrics) => target.Note(base.Export(metrics));
    }

    private sealed class Traces(OtlpTarget target) : OtlpTraceExporter(target.Options("traces", target.OfTraces))
    {
        public override ExportResult Export(in Batch<Activity> activityBatch) => target.Note(base.Export(activityBatch));
    }
}
