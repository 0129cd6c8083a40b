namespace Tandem.Tests.Api.Metrics;

public sealed class MetricsApiTests
{
    [Fact]
    public async Task What_the_switch_counted_is_printed()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        host.Live.Counts = new(
            new Dictionary<string, long> { ["calls_in_progress"] = 3, ["calls"] = 40 },
            new Dictionary<string, IReadOnlyDictionary<string, long>> { ["calls_ended"] = new Dictionary<string, long> { ["IllegalCall"] = 7 } });
        ApiAnswer metrics = await host.GetAsync("/metrics");
        metrics.MediaType.Should().Be("text/plain");
        metrics.Body.Should().Contain("\ntandem_calls_in_progress 3\n").And.Contain("\ntandem_calls_total 40\n")
            .And.Contain("tandem_calls_ended_total{reason=\"IllegalCall\"} 7\n").And.Contain("\ntandem_ready 1\n").And.Contain("tandem_cdrs_written_total ")
            .And.Contain("\ntandem_cdrs_lost_total 0\n").And.Contain("\ntandem_cdrs_refused_total 0\n");
    }

    [Fact]
    public async Task The_longest_pause_of_a_collection_is_printed()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        ApiAnswer metrics = await host.GetAsync("/metrics");
        metrics.Body.Should().MatchRegex("\ntandem_gc_longest_pause_ms [0-9.]*[1-9]");
    }
}
