using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tandem.Server.Options;

/// <summary>Where metrics and traces go by OTLP.</summary>
/// <param name="Target">The collector, with the port; what the protocol puts behind it is not in it.</param>
/// <param name="IsGrpc">By gRPC; else protobuf over HTTP.</param>
/// <param name="Traces">The part of the calls, and of the requests of the API, that have a trace: 0 none, 1 all.</param>
internal sealed record OtlpOption(Uri Target, bool IsGrpc, double Traces)
{
    /// <summary>What OpenTelemetry's own programs are told the protocol by.</summary>
    public const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";

    public const int GrpcPort = 4317;

    /// <summary>What of it is otherwise for metrics.</summary>
    public OtlpSignal OfMetrics { get; init; } = OtlpSignal.AsAll;

    /// <summary>What of it is otherwise for traces.</summary>
    public OtlpSignal OfTraces { get; init; } = OtlpSignal.AsAll;

    /// <summary>Reads <c>--otlp</c> and <c>--otlp-traces</c>. Null without the first; a problem is added for what is wrong.</summary>
    /// <param name="url"><c>http://HOST:4317</c> (gRPC), <c>https://HOST:4318</c> (HTTP).</param>
    /// <param name="ratio">0 to 1.</param>
    /// <param name="variable">The environment: <c>OTEL_EXPORTER_OTLP_…</c>.</param>
    /// <param name="problems">Where problems go.</param>
    public static OtlpOption? Read(string? url, string? ratio, Func<string, string?> variable, List<string> problems)
    {
        double traces = 0;
        if (ratio is not null && (!double.TryParse(ratio, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out traces) || traces is not (>= 0 and <= 1)))
        {
            problems.Add($"--otlp-traces {ratio}: write the part of the calls that have a trace, from 0 to 1, such as 0.01");
        }

        if (url is null)
        {
            if (ratio is not null)
            {
                problems.Add("--otlp-traces needs --otlp URL, where they go");
            }

            return null;
        }

        if (!IsTarget(url, out Uri? target))
        {
            problems.Add($"--otlp {url}: write http(s)://HOST:PORT, such as http://192.0.2.9:4317 (gRPC) or https://collector.example:4318 (HTTP)");
            return null;
        }

        string? protocol = variable(ProtocolVariable);
        if (protocol is not (null or "" or "grpc" or "http/protobuf"))
        {
            problems.Add($"{ProtocolVariable} {protocol}: write grpc or http/protobuf");
        }

        OtlpSignal.CheckHeaders(OtlpSignal.AllHeaders, variable(OtlpSignal.AllHeaders), problems);
        return new(target, string.IsNullOrEmpty(protocol) ? target.Port == GrpcPort : protocol == "grpc", traces)
        {
            OfMetrics = OtlpSignal.Read(OtlpSignal.Metrics, variable, problems),
            OfTraces = OtlpSignal.Read(OtlpSignal.Traces, variable, problems),
        };
    }

    internal static bool IsTarget(string url, [NotNullWhen(true)] out Uri? target) =>
        Uri.TryCreate(url, UriKind.Absolute, out target) && target.Scheme is "http" or "https" && target.UserInfo.Length == 0 && target.Query.Length == 0 && target.Fragment.Length == 0;
}
