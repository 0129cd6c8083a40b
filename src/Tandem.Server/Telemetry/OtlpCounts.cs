namespace Tandem.Server.Telemetry;

/// <summary>What has become of metrics and traces on their way to the collector. Any thread.</summary>
internal sealed class OtlpCounts
{
    private long _exports;
    private long _failures;
    private long _traces;
    private long _dropped;

    /// <summary>Requests that the collector took.</summary>
    public long Exports => Interlocked.Read(ref _exports);

    /// <summary>Requests that it did not take, or did not hear.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Calls whose trace was made.</summary>
    public long Traces => Interlocked.Read(ref _traces);

    /// <summary>Calls that were to have a trace and had none: too many waited.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Exported(bool isTaken) => Interlocked.Increment(ref isTaken ? ref _exports : ref _failures);

    public void Traced() => Interlocked.Increment(ref _traces);

    public void Drop() => Interlocked.Increment(ref _dropped);

    /// <summary>Adds them to the switch's own.</summary>
    public void AddTo(IDictionary<string, long> values)
    {
        values["otlp_exports"] = Exports;
        values["otlp_exports_failed"] = Failures;
        values["otlp_call_traces"] = Traces;
        values["otlp_call_traces_dropped"] = Dropped;
    }
}
