using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Tandem.Server.Telemetry;

/// <summary>Makes the traces of calls and sends them, with those of the API's requests, on a thread of its own that alone waits for the collector.</summary>
internal sealed class TraceExport : IDisposable
{
    private const string ApiSource = "Microsoft.AspNetCore"; // ASP.NET's own
    private const int CallsAtOnce = 50;
    private const int MostSpans = 8192;
    private const int LongestFlushMs = 15_000;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);
    private readonly ActivitySource _source = new("Tandem.Calls");
    private readonly CallTraces _calls;
    private readonly OtlpCounts _counts;
    private readonly TrunkNames _trunks;
    private readonly TracerProvider _provider;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();

    public TraceExport(OtlpTarget target, CallTraces calls, TrunkNames trunks, double ratio, OtlpCounts counts)
    {
        _calls = calls;
        _counts = counts;
        _trunks = trunks;
        _provider = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(target.Resource())
            .AddSource(_source.Name)
            .AddSource(ApiSource)
            .SetSampler(new ChosenCalls(ratio))
            .AddProcessor(new BatchActivityExportProcessor(target.TraceExporter(), MostSpans))
            .Build();
        _thread = new Thread(Run) { IsBackground = true, Name = "otlp traces" };
    }

    public void Start() => _thread.Start();

    /// <summary>Sends what waits, and waits for that no longer than a moment.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_thread.Join(LongestStop))
        {
            _provider.Dispose();
            _source.Dispose();
            _stop.Dispose();
        }
    }

    private void Run()
    {
        do
        {
            SendAll();
        }
        while (!_stop.Wait(Moment));
        SendAll();
    }

    /// <summary>So many calls at once that their spans fit into the exporter's queue; the next are taken when it has dealt with them.</summary>
    private void SendAll()
    {
        int made;
        do
        {
            for (made = 0; made < CallsAtOnce && _calls.TryTake(out CallTrace? trace); made++)
            {
                trace.WriteTo(_source, _trunks);
                _counts.Traced();
            }

            if (made > 0)
            {
                _provider.ForceFlush(LongestFlushMs);
            }
        }
        while (made == CallsAtOnce);
    }

    /// <summary>Calls were chosen by their records; of all else a part is.</summary>
    private sealed class ChosenCalls(double ratio) : Sampler
    {
        private readonly TraceIdRatioBasedSampler _others = new(ratio);

        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            samplingParameters.Name is CallTrace.CallName or CallTrace.AttemptName ? new(SamplingDecision.RecordAndSample) : _others.ShouldSample(samplingParameters);
    }
}
