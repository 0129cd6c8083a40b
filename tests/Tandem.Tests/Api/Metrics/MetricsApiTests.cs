using Tandem.Calls.Live;

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
            .And.Contain("tandem_media_node_up{node=\"local\"} 1\n").And.Contain("tandem_media_node_up{node=\"engine\"} 0\n")
            .And.Contain("\ntandem_cdrs_lost_total 0\n").And.Contain("\ntandem_cdrs_refused_total 0\n");
    }

    [Fact]
    public async Task Each_trunk_of_the_plan_has_its_lines_and_no_phone_has()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        DateTimeOffset until = DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000);
        host.Traffic.Now.Add(new(LiveLineKind.IngressTrunk, "acme-pbx", 12, 3, 500, 2, 1, null, null, 0, 0));
        host.Traffic.Now.Add(new(LiveLineKind.EgressTrunk, "carrier-a", 11, 2, 400, 0, 9, until, 75, 4, 3, 1));
        host.Traffic.Now.Add(new(LiveLineKind.EgressTrunk, "of-another-plan", 1, 0, 1, 0, 0, null, null, 0, 0));
        host.Traffic.Now.Add(new(LiveLineKind.Phone, "1001", 1, 0, 1, 0, 0, null, null, 0, 0));

        string text = (await host.GetAsync("/metrics")).Body;

        text.Should().Contain("tandem_trunk_calls{direction=\"ingress\",trunk=\"acme-pbx\"} 12\n")
            .And.Contain("tandem_trunk_calls_last_second{direction=\"egress\",trunk=\"carrier-a\"} 2\n")
            .And.Contain("tandem_trunk_calls_total{direction=\"egress\",trunk=\"carrier-b\"} 0\n")
            .And.Contain("tandem_trunk_refused_total{direction=\"ingress\",trunk=\"acme-pbx\",reason=\"lines\"} 2\n")
            .And.Contain("tandem_trunk_refused_total{direction=\"egress\",trunk=\"carrier-a\",reason=\"rate\"} 9\n")
            .And.Contain("tandem_trunk_out_until_seconds{direction=\"egress\",trunk=\"carrier-a\"} 1800000000\n")
            .And.Contain("tandem_trunk_silent_addresses{direction=\"egress\",trunk=\"carrier-a\"} 1\n")
            .And.Contain("tandem_trunk_answer_ratio{direction=\"egress\",trunk=\"carrier-a\"} 0.75\n")
            .And.NotContain("tandem_trunk_answer_ratio{direction=\"ingress\"")
            .And.NotContain("trunk=\"1001\"").And.NotContain("of-another-plan");
    }

    [Fact]
    public async Task The_longest_pause_of_a_collection_is_printed()
    {
        await using ApiHost host = await ApiHost.StartWithPlanAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        ApiAnswer metrics = await host.GetAsync("/metrics");
        metrics.Body.Should().MatchRegex("\ntandem_gc_longest_pause_ms [0-9.]*[1-9]");
        metrics.Body.Should().MatchRegex("\ntandem_gc_pause_ms_bucket\\{le=\"\\+Inf\"\\} [1-9]").And.MatchRegex("\ntandem_gc_pause_ms_sum [0-9.]*[1-9]");
    }
}
