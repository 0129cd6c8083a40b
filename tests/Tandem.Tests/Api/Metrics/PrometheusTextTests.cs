using Tandem.Api.Metrics;

namespace Tandem.Tests.Api.Metrics;

public sealed class PrometheusTextTests
{
    [Theory]
    [InlineData("CallsActive", "calls_active")]
    [InlineData("calls-active", "calls_active")]
    [InlineData("sip 503", "sip_503")]
    public void Names_are_made_fit(string name, string fit) => PrometheusText.Name(name).Should().Be(fit);

    [Fact]
    public void Labels_and_help_are_escaped() =>
        new PrometheusText().Counters("t_total", "a\nb", "reason", [KeyValuePair.Create("a\"b\\c\nd", 1L)]).ToString()
            .Should().Be("# HELP t_total a\\nb\n# TYPE t_total counter\nt_total{reason=\"a\\\"b\\\\c\\nd\"} 1\n");

    [Fact]
    public void Large_counters_keep_every_digit() =>
        new PrometheusText().Gauge("g", "h", 9_007_199_254_740_991d).ToString().Should().EndWith("g 9007199254740991\n");

    [Fact]
    public void A_histogram_adds_its_counts_up() =>
        new PrometheusText().Histogram("h_ms", "h", [1, 2.5], [3, 0, 2], 40.5).ToString().Should().Be(
            "# HELP h_ms h\n# TYPE h_ms histogram\nh_ms_bucket{le=\"1\"} 3\nh_ms_bucket{le=\"2.5\"} 3\nh_ms_bucket{le=\"+Inf\"} 5\nh_ms_sum 40.5\nh_ms_count 5\n");
}
