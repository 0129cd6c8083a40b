using System.Globalization;

namespace Tandem.Server.Options;

/// <summary>Where one signal goes, when OpenTelemetry's variables for it say otherwise than those for all (OpenTelemetry Protocol Exporter specification): its endpoint is taken as it is, its headers take the place of the others.</summary>
/// <param name="Endpoint">With its path, over HTTP; null: as for all.</param>
/// <param name="IsGrpc">By gRPC; else protobuf over HTTP; null: as for all, or as the endpoint's port says.</param>
/// <param name="Headers">As the variable has them; null: as for all.</param>
/// <param name="TimeoutMs">Milliseconds; null: as for all.</param>
internal sealed record OtlpSignal(Uri? Endpoint, bool? IsGrpc, string? Headers, int? TimeoutMs)
{
    public const string Metrics = "METRICS";
    public const string Traces = "TRACES";
    public const string AllHeaders = "OTEL_EXPORTER_OTLP_HEADERS";

    public static readonly OtlpSignal AsAll = new(null, null, null, null);

    /// <summary>Reads <c>OTEL_EXPORTER_OTLP_SIGNAL_…</c>; a problem is added for what is wrong.</summary>
    /// <param name="signal"><see cref="Metrics"/> or <see cref="Traces"/>.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="problems">Where problems go.</param>
    public static OtlpSignal Read(string signal, Func<string, string?> variable, List<string> problems)
    {
        string name = $"OTEL_EXPORTER_OTLP_{signal}_";
        Uri? endpoint = null;
        if (Given("ENDPOINT") is { } url && !OtlpOption.IsTarget(url, out endpoint))
        {
            problems.Add($"{name}ENDPOINT {url}: write http(s)://HOST:PORT/PATH, such as https://collector.example:4318/v1/{signal.ToLowerInvariant()}; it is taken as it is");
        }

        string? protocol = Given("PROTOCOL");
        if (protocol is not (null or "grpc" or "http/protobuf"))
        {
            problems.Add($"{name}PROTOCOL {protocol}: write grpc or http/protobuf");
        }

        int timeout = 0;
        if (Given("TIMEOUT") is { } ms && (!int.TryParse(ms, NumberStyles.None, CultureInfo.InvariantCulture, out timeout) || timeout == 0))
        {
            problems.Add($"{name}TIMEOUT {ms}: write milliseconds, such as 10000");
        }

        string? headers = Given("HEADERS");
        CheckHeaders(name + "HEADERS", headers, problems);
        bool? isGrpc = protocol is null ? endpoint is null ? null : endpoint.Port == OtlpOption.GrpcPort : protocol == "grpc";
        return new(endpoint, isGrpc, headers, timeout == 0 ? null : timeout);

        string? Given(string what) => variable(name + what) is { Length: > 0 } text ? text : null;
    }

    /// <summary>What stands in headers is a secret: a problem says which one of them is none, and not what it is.</summary>
    public static void CheckHeaders(string name, string? headers, List<string> problems)
    {
        string[] pairs = string.IsNullOrEmpty(headers) ? [] : headers.Split(',');
        for (int i = 0; i < pairs.Length; i++)
        {
            if (pairs[i].IndexOf('=', StringComparison.Ordinal) < 1)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: number {i + 1} is not NAME=VALUE; write NAME=VALUE,NAME=VALUE, a comma in a value as %2C"));
            }
        }
    }
}
