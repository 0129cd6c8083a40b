using Tandem.Server.Options;

namespace Tandem.Tests.Server.Options;

public sealed class OtlpOptionTests
{
    [Theory]
    [InlineData("http://192.0.2.9:4317", null, null, true, 0)]
    [InlineData("https://collector.example:4318", "0.25", null, false, 0.25)]
    [InlineData("https://collector.example/otlp", "1", "", false, 1)]
    [InlineData("http://192.0.2.9:4317", "0", "http/protobuf", false, 0)]
    [InlineData("http://[2001:db8::1]:9000", null, "grpc", true, 0)]
    public void A_collector_is_a_URL_and_the_port_says_how_it_is_spoken_to(string url, string? ratio, string? protocol, bool isGrpc, double traces)
    {
        List<string> problems = [];
        OtlpOption.Read(url, ratio, Protocol(protocol), problems).Should().Be(new OtlpOption(new Uri(url), isGrpc, traces));
        problems.Should().BeEmpty();
    }

    [Fact]
    public void Without_one_nothing_is_sent()
    {
        List<string> problems = [];
        OtlpOption.Read(null, null, Protocol("grpc"), problems).Should().BeNull();
        problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("192.0.2.9:4317", null, null, "--otlp 192.0.2.9:4317: write http(s)://HOST:PORT*")]
    [InlineData("ftp://x:4317", null, null, "--otlp ftp://x:4317: write http(s)://HOST:PORT*")]
    [InlineData("http://me:secret@x:4317", null, null, "--otlp http://me:*")]
    [InlineData("http://x:4317", "1.5", null, "--otlp-traces 1.5: write the part of the calls*from 0 to 1*")]
    [InlineData("http://x:4317", "all", null, "--otlp-traces all: *")]
    [InlineData("http://x:4317", "-0.5", null, "--otlp-traces -0.5: *")]
    [InlineData("http://x:4317", null, "http/json", "OTEL_EXPORTER_OTLP_PROTOCOL http/json: write grpc or http/protobuf")]
    [InlineData(null, "0.5", null, "--otlp-traces needs --otlp URL, where they go")]
    public void What_is_none_is_said(string? url, string? ratio, string? protocol, string problem)
    {
        List<string> problems = [];
        OtlpOption.Read(url, ratio, Protocol(protocol), problems);
        problems.Should().ContainSingle().Which.Should().Match(problem);
    }

    [Fact]
    public void Each_signal_may_have_its_own_endpoint_protocol_headers_and_time_limit()
    {
        List<string> problems = [];
        OtlpOption read = OtlpOption.Read("http://192.0.2.9:4317", "1", Variables(
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://traces.example/ingest"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-key=a%2Cb,x-team=voice"), ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "2500"),
            ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf")), problems)!;
        problems.Should().BeEmpty();
        read.OfTraces.Should().Be(new OtlpSignal(new Uri("https://traces.example/ingest"), false, "x-key=a%2Cb,x-team=voice", 2500));
        read.OfMetrics.Should().Be(new OtlpSignal(null, false, null, null));
        read.IsGrpc.Should().BeTrue("that is for all");
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector:4318", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT collector:4318: write http(s)://HOST:PORT/PATH*/v1/traces*")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/json", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL http/json: write grpc or http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "soon", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT soon: write milliseconds*")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-team=voice,s3cret", "OTEL_EXPORTER_OTLP_TRACES_HEADERS: number 2 is not NAME=VALUE*")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "s3cret", "OTEL_EXPORTER_OTLP_HEADERS: number 1 is not NAME=VALUE*")]
    public void What_is_wrong_with_a_signal_is_said_without_its_secret(string name, string value, string problem)
    {
        List<string> problems = [];
        OtlpOption.Read("http://192.0.2.9:4317", null, Variables((name, value)), problems);
        problems.Should().ContainSingle().Which.Should().Match(problem).And.NotContain("s3cret");
    }

    private static Func<string, string?> Protocol(string? protocol) => Variables((OtlpOption.ProtocolVariable, protocol));

    private static Func<string, string?> Variables(params (string Name, string? Value)[] variables) => name => variables.FirstOrDefault(one => one.Name == name).Value;
}
