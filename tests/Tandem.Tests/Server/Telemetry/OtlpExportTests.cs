using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Tandem.Api.Metrics;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Server.Options;
using Tandem.Server.Telemetry;
using Tandem.TestKit;
using Tandem.TestKit.Otlp;
using Tandem.Tests.Api;

namespace Tandem.Tests.Server.Telemetry;

/// <summary>What a collector gets, over a real connection.</summary>
public sealed partial class OtlpExportTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_figures_of_metrics_arrive_under_their_names(bool isGrpc)
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync(isGrpc);
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Live.Counts = new(
            new Dictionary<string, long> { ["calls_in_progress"] = 3, ["calls"] = 40 },
            new Dictionary<string, IReadOnlyDictionary<string, long>> { ["calls_ended"] = new Dictionary<string, long> { ["IllegalCall"] = 7, ["NoAnswer"] = 2 } });
        using (var export = new OtlpExport(new(new Uri(receiver.Url), isGrpc, 0), "node-7", TimeProvider.System, Logger(host)))
        {
            export.Start(host.Metrics, host.Holder);
        }

        IReadOnlyList<SeenFigure> seen = receiver.Figures();
        string text = (await host.GetAsync("/metrics")).Body;
        seen.Select(static one => $"{one.Name} {one.Labels}".TrimEnd()).Should().BeEquivalentTo(SampleLine().Matches(text).Select(static line => $"{line.Groups["name"].Value} {Labels(line)}".TrimEnd()));
        seen.Should().Contain([
            new SeenFigure("tandem_calls_in_progress", "", false, 3), new SeenFigure("tandem_calls_total", "", true, 40), new SeenFigure("tandem_calls_ended_total", "reason=IllegalCall", true, 7),
            new SeenFigure("tandem_calls_ended_total", "reason=NoAnswer", true, 2), new SeenFigure("tandem_media_node_up", "node=engine", false, 0)]);
        receiver.Resource().Should().Contain("service.name", "tandem").And.Contain("service.instance.id", "node-7");
        receiver.Paths.Should().OnlyContain(path => path == (isGrpc ? "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" : "/v1/metrics"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traces_may_go_elsewhere_than_metrics_with_headers_of_their_own(bool isGrpc)
    {
        await using OtlpReceiver metrics = await OtlpReceiver.StartAsync();
        await using OtlpReceiver traces = await OtlpReceiver.StartAsync(isGrpc);
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        var option = new OtlpOption(new Uri(metrics.Url), false, 1)
        {
            OfMetrics = new OtlpSignal(null, null, "x-key=for-metrics", null),
            OfTraces = new OtlpSignal(new Uri(isGrpc ? traces.Url : traces.Url + "/ingest/trace"), isGrpc, "x-key=for%20traces", 5000),
        };
        using (var export = new OtlpExport(option, "node", TimeProvider.System, Logger(host)))
        {
            export.Start(host.Metrics, host.Holder);
            export.Calls!.Begin();
            export.Calls.Add(Answered());
            export.Calls.Keep();
            export.Calls.Begin();
        }

        metrics.Paths.Should().NotBeEmpty().And.OnlyContain(static path => path == "/v1/metrics");
        metrics.Keys.Should().OnlyContain(static key => key == "for-metrics");
        traces.Paths.Should().NotBeEmpty().And.OnlyContain(path => path == (isGrpc ? "/opentelemetry.proto.collector.trace.v1.TraceService/Export" : "/ingest/trace"), "an endpoint of a signal is taken as it is");
        traces.Keys.Should().OnlyContain(static key => key == "for traces");
        traces.Spans().Should().Contain(static span => span.Name == "call");
    }

    [Fact]
    public async Task A_figure_that_is_new_arrives_and_one_that_is_gone_does_not()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        await using ApiHost host = await ApiHost.StartAsync();
        host.Live.Counts = Counts(("before", 1));
        using (var export = new OtlpExport(new(new Uri(receiver.Url), false, 0), "node", TimeProvider.System, Logger(host)))
        {
            export.Start(host.Metrics, host.Holder);
            await Eventually(() => receiver.Paths.Count == 1);
            receiver.Figures().Should().Contain(static one => one.Name == "tandem_before_total");
            host.Live.Counts = Counts(("after", 5));
        }

        receiver.Figures().Should().Contain(new SeenFigure("tandem_after_total", "", true, 5)).And.NotContain(static one => one.Name == "tandem_before_total");
    }

    [Fact]
    public async Task A_call_is_a_trace_with_its_attempts()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        using (var export = new OtlpExport(new(new Uri(receiver.Url), false, 1), "node", TimeProvider.System, Logger(host)))
        {
            export.Start(host.Metrics, host.Holder);
            export.Calls!.Begin();
            export.Calls.Add(Answered());
            export.Calls.Add(new Cdr { Id = 8, BillingMode = BillingMode.IllegalCall, StartedAt = Begin, EndedAt = Begin });
            export.Calls.Keep();
            export.Calls.Begin();
            export.Calls.Add(new Cdr { Id = 9, StartedAt = Begin, EndedAt = Begin }); // is never stored
            export.Calls.Begin();
            export.Counts.Dropped.Should().Be(0);
        }

        IReadOnlyList<SeenSpan> spans = receiver.Spans();
        SeenSpan call = spans.Should().ContainSingle(static one => one.Name == "call").Subject;
        call.Parent.Should().BeEmpty();
        (call.Start, call.End).Should().Be((Nano(0), Nano(12_000)));
        call.Events.Should().Equal("ringing", "answered");
        call.Tags.Should().Contain(new Dictionary<string, string>
        {
            ["tandem.record"] = "7",
            ["sip.call_id"] = "abc@pbx",
            ["tandem.ingress_trunk"] = "acme-pbx",
            ["tandem.egress_trunk"] = "carrier-b",
            ["tandem.end_reason"] = EndReasons.Name((int)EndReason.NormalCallClearing),
            ["tandem.answered"] = "true",
            ["tandem.decisions"] = "CustomerRate Answered",
        });
        call.Tags.Values.Should().NotContain(static value => value.Contains("4420", StringComparison.Ordinal) || value.Contains("0.375", StringComparison.Ordinal), "numbers and money are nobody's");

        List<SeenSpan> attempts = [.. spans.Where(static one => one.Name == "attempt").OrderBy(static one => one.Tags["tandem.attempt"], StringComparer.Ordinal)];
        attempts.Should().HaveCount(3).And.OnlyContain(one => one.Trace == call.Trace && one.Parent == call.Id);
        attempts.Select(static one => $"{one.Tags.GetValueOrDefault("tandem.egress_trunk", "a phone")} {one.Tags["sip.status_code"]} {one.Status}").Should().Equal("carrier-a 503 2", "a phone 480 0", "carrier-b 200 0");
        attempts.Select(static one => (one.Start, one.End)).Should().Equal((Nano(100), Nano(500)), (Nano(500), Nano(550)), (Nano(550), Nano(2000)));
        receiver.Paths.Should().Contain("/v1/traces");
    }

    [Fact]
    public void Of_many_calls_the_part_that_is_wished_is_taken_and_what_finds_no_room_is_counted()
    {
        var counts = new OtlpCounts();
        var some = new CallTraces(0.25, counts);
        var few = new CallTraces(1, counts, most: 10);
        foreach (CallTraces traces in new[] { some, few })
        {
            traces.Begin();
            for (int i = 0; i < 4000; i++)
            {
                traces.Add(new Cdr { Id = 1_000_000 + i });
            }

            traces.Keep();
        }

        Taken(some).Should().BeInRange(950, 1050);
        Taken(few).Should().Be(10);
        counts.Dropped.Should().Be(3990);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_costs_a_count_and_a_line_a_minute()
    {
        int port;
        using (var socket = new TcpListener(IPAddress.Loopback, 0))
        {
            socket.Start();
            port = ((IPEndPoint)socket.LocalEndpoint).Port;
        }

        await using ApiHost host = await ApiHost.StartAsync();
        using var export = new OtlpExport(new(new Uri($"http://127.0.0.1:{port}"), false, 1), "node", TimeProvider.System, Logger(host));
        export.Start(host.Metrics, host.Holder);
        export.Calls!.Begin();
        export.Calls.Add(Answered());
        export.Calls.Keep();
        await Eventually(() => export.Counts.Failures >= 2);
        export.Dispose();
        host.Log.Lines.Where(static line => line.Contains("takes no metrics or traces", StringComparison.Ordinal)).Should().ContainSingle();
        export.Counts.Exports.Should().Be(0);
    }

    private static Cdr Answered()
    {
        var record = new Cdr
        {
            Id = 7,
            CallId = "abc@pbx",
            CallingNumber = "2001",
            CalledNumber = "442079460000",
            IngressTrunk = "acme-pbx",
            EgressTrunk = "carrier-b",
            StartedAt = Begin,
            RingingAt = Begin.AddSeconds(1),
            AnsweredAt = Begin.AddSeconds(2),
            EndedAt = Begin.AddSeconds(12),
            TalkMs = 10_000,
            EndReason = (int)EndReason.NormalCallClearing,
            SipStatus = 200,
            BillingMode = BillingMode.IngressTrunk,
            Why = """[{"code":"CustomerRate","subject":"4420","number":"0.375"},{"code":"Answered","subject":"carrier-b"}]"""u8.ToArray(),
        };
        record.Customer.Fee = 0.375m;
        record.Tried.Add(new("carrier-a", 503, 400));
        record.Tried.Add(new("1001", 480, 50));
        record.Tried.Add(new("carrier-b", 200, 1450));
        return record;
    }

    private static ulong Nano(int milliseconds) => ((ulong)Begin.ToUnixTimeMilliseconds() + (ulong)milliseconds) * 1_000_000;

    private static SwitchCounters Counts(params (string Name, long Value)[] values) =>
        new(values.ToDictionary(static one => one.Name, static one => one.Value), new Dictionary<string, IReadOnlyDictionary<string, long>>());

    private static int Taken(CallTraces traces)
    {
        int taken = 0;
        while (traces.TryTake(out _))
        {
            taken++;
        }

        return taken;
    }

    private static ILogger Logger(ApiHost host) => host.Log.CreateLogger("Tandem.Telemetry");

    private static async Task Eventually(Func<bool> holds)
    {
        var since = Stopwatch.StartNew();
        while (!holds())
        {
            since.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(20);
        }
    }

    private static string Labels(Match line) =>
        string.Join(' ', line.Groups["label"].Captures.Zip(line.Groups["value"].Captures, static (label, value) => $"{label.Value}={value.Value}").Order(StringComparer.Ordinal));

    [GeneratedRegex("""^(?<name>[a-z_]+)(\{((?<label>\w+)="(?<value>[^"]*)",?)*\})? """, RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();
}
