using System.Net;
using System.Net.Sockets;
using Tandem.Scenarios.Processes;
using Tandem.TestKit.Otlp;

namespace Tandem.Scenarios.Calls;

/// <summary>What an OpenTelemetry collector gets of a switch that runs (<c>--otlp</c>).</summary>
[Collection(OneAfterAnother.Name)]
public sealed class CollectorTests : IDisposable
{
    private const string CarrierA = "127.0.0.3";
    private const string CarrierB = "127.0.0.4";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-otlp-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Metrics_arrive_and_a_call_that_moved_on_is_a_trace_with_its_attempts(bool isGrpc)
    {
        const string Number = "00442079460041";
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync(isGrpc);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS", "x-key=a-key");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", isGrpc ? "grpc" : "http/protobuf");
        string id;
        try
        {
            await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--otlp", receiver.Url, "--otlp-traces", "1");
            await using Sipp refusing = await Sipp.CarrierAsync("carrier-refuses", CarrierA, status: 503);
            await using Sipp answering = await Sipp.CarrierAsync("carrier-answers", CarrierB);
            await using var caller = Sipp.Caller("caller-hangs-up", "127.0.0.2", running.SipPort, Number, talk: TimeSpan.FromMilliseconds(300));
            await caller.SucceedsAsync();
            await answering.SucceedsAsync();
            id = (string)(await running.RecordAsync(Number))["id"]!;
            await running.StopAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS", null);
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
        }

        receiver.Keys.Should().NotBeEmpty().And.OnlyContain(static key => key == "a-key", "headers come from the environment");
        receiver.Figures().Where(static one => one.Labels.Length == 0).Select(static one => (one.Name, one.Value)).Should().Contain([("tandem_calls_total", 1), ("tandem_calls_answered_total", 1), ("tandem_cdrs_written_total", 1)]);
        IReadOnlyList<SeenSpan> spans = receiver.Spans();
        SeenSpan call = spans.Should().ContainSingle(static one => one.Name == "call").Subject;
        call.Tags["tandem.record"].Should().Be(id);
        spans.Where(one => one.Trace == call.Trace && one.Parent == call.Id).OrderBy(static one => one.Start).Select(static one => $"{one.Tags["tandem.egress_trunk"]} {one.Tags["sip.status_code"]}")
            .Should().Equal("carrier-a 503", "carrier-b 200");
        spans.Should().Contain(static one => one.Name == "GET /api/v1/cdrs" && one.Tags["http.response.status_code"] == "200", "requests of the API have theirs");
    }

    [Fact]
    public async Task A_collector_that_is_not_there_is_in_the_way_of_no_call()
    {
        const string Number = "00442079460042";
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName, "--otlp", $"http://127.0.0.1:{FreePort()}", "--otlp-traces", "1");
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", CarrierA);
        await using var caller = Sipp.Caller("caller-hangs-up", "127.0.0.2", running.SipPort, Number, talk: TimeSpan.FromMilliseconds(300));
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();
        await running.RecordAsync(Number);
        (await running.MetricAsync("tandem_otlp_exports_failed_total")).Should().BePositive();
        (await running.MetricAsync("tandem_otlp_exports_total")).Should().Be(0);
        await running.StopAsync();
    }

    [Fact]
    public async Task Without_the_option_nothing_of_it_is_loaded()
    {
        await using SwitchProcess running = await SwitchProcess.StartAsync(_data.FullName);
        string loaded = await File.ReadAllTextAsync($"/proc/{running.ProcessId}/maps");
        loaded.Should().Contain("Tandem.Server").And.NotContain("OpenTelemetry");
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
