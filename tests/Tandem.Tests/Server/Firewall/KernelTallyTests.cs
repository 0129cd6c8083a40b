using Tandem.Routing.Access;
using Tandem.Server.Firewall;

namespace Tandem.Tests.Server.Firewall;

public sealed class KernelTallyTests
{
    private static string Set(string elements) =>
        $$$"""{"nftables": [{"metainfo": {"version": "1.0.6"}}, {"set": {"family": "inet", "name": "banned4", "table": "tandem", "flags": ["timeout"], {{{elements}}} "stmt": [{"counter": null}] } }]}""";

    private static string Element(string source, long packets) =>
        $$$$"""{"elem": {"val": "{{{{source}}}}", "timeout": 600, "expires": 599, "counter": {"packets": {{{{packets}}}}, "bytes": 1}}}""";

    [Fact]
    public void Each_source_has_its_own_count_and_keeps_it_when_the_table_is_made_anew()
    {
        var tally = new KernelTally();
        tally.Read(Set($"\"elem\": [{Element("192.0.2.1", 3)}, {Element("192.0.2.2", 5)}],"), Set($"\"elem\": [{Element("2001:db8:1:2::", 7)}],"));
        (tally.Of(Of("192.0.2.1")), tally.Of(Of("192.0.2.2")), tally.Of(Of("2001:db8:1:2::9")), tally.Of(Of("192.0.2.9"))).Should().Be((3, 5, 7, 0));

        tally.BeginAgain();
        tally.Read(Set($"\"elem\": [{Element("192.0.2.1", 1)}],"), Set(""));
        (tally.Of(Of("192.0.2.1")), tally.Of(Of("192.0.2.2"))).Should().Be((4, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nft did not end")]
    [InlineData("{}")]
    [InlineData("{\"nftables\": 1}")]
    [InlineData("{\"nftables\": [{\"set\": {\"elem\": [{\"elem\": {\"val\": 1, \"counter\": {}}}]}}]}")]
    public void What_cannot_be_read_changes_nothing(string told)
    {
        var tally = new KernelTally();
        tally.Read(Set($"\"elem\": [{Element("192.0.2.1", 3)}],"));

        tally.Read(told);

        tally.Of(Of("192.0.2.1")).Should().Be(3);
    }

    private static SourceAddress Of(string text) => SourceAddress.TryParse(text, out SourceAddress source, out string problem) ? Ban.PlaceOf(source.Ip) : throw new ArgumentException(problem, nameof(text));
}
