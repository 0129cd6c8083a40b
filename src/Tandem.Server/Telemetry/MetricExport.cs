using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Tandem.Api.Metrics;

namespace Tandem.Server.Telemetry;

/// <summary>Sends the figures of <c>/metrics</c> every so often, on a thread of its own that alone waits for the collector.</summary>
internal sealed class MetricExport : IDisposable
{
    /// <summary>Trunks told apart by the export; those beyond come as one.</summary>
    private const int MostTrunks = 10_000;
    private const int MostOfAName = 500;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);
    private readonly Meter _meter = new("Tandem");
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private readonly FigureInstruments _figures;
    private readonly SwitchMetrics _metrics;
    private readonly TimeSpan _interval;
    private readonly ILogger _log;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public MetricExport(OtlpTarget target, SwitchMetrics metrics, TimeSpan interval, ILogger log)
    {
        _metrics = metrics;
        _interval = interval;
        _log = log;
        _figures = new(_meter);
        _reader = new(target.MetricExporter());
        _provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(target.Resource())
            .AddMeter(_meter.Name)
            .AddView(static instrument => new MetricStreamConfiguration { CardinalityLimit = instrument.Name.StartsWith("tandem_trunk_", StringComparison.Ordinal) ? MostTrunks : MostOfAName })
            .AddReader(_reader)
            .Build();
        _thread = new Thread(Run) { IsBackground = true, Name = "otlp metrics" };
    }

    public void Start() => _thread.Start();

    /// <summary>Sends once more, and waits for that no longer than a moment.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_thread.Join(LongestStop))
        {
            _provider.Dispose();
            _meter.Dispose();
            _stop.Dispose();
        }
    }

    private void Run()
    {
        do
        {
            Send();
        }
        while (!_stop.Wait(_interval));
        Send();
    }

    private void Send()
    {
        try
        {
            _figures.Begin();
            _metrics.WriteTo(_figures);
            _reader.Collect();
        }
        catch (Exception failure)
        {
            _log.NotRead(failure);
        }
    }
}
