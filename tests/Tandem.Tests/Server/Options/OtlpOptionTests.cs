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
        OtlpOption.Read(url, ratio, protocol, problems).Should().Be(new OtlpOption(new Uri(url), isGrpc, traces));
        problems.Should().BeEmpty();
    }

    [Fact]
    public void Without_one_nothing_is_sent()
    {
        List<string> problems = [];
        OtlpOption.Read(null, null, "grpc", problems).Should().BeNull();
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
        OtlpOption.Read(url, ratio, protocol, problems);
        problems.Should().ContainSingle().Which.Should().Match(problem);
    }
}
