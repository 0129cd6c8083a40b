using Tandem.Media.Nodes;
using Tandem.TestKit;

namespace Tandem.Tests.Media.Nodes;

public sealed class MediaNodesTests
{
    private readonly ScriptedNode _small = new("small");
    private readonly ScriptedNode _large = new("large");
    private readonly ScriptedNode _spare = new("spare");
    private readonly Random _random = new(5);

    [Fact]
    public void A_call_that_is_worked_on_goes_to_a_node_that_can_and_only_then_to_another()
    {
        var plain = new ScriptedNode("plain") { CanWork = false };
        var able = new ScriptedNode("able");
        MediaNodes nodes = new([new(plain, 1000), new(able, 1)]);
        uint tried = 0;
        nodes.TryPick(_random, ref tried, works: true, out IMediaNode? first).Should().BeTrue();
        nodes.TryPick(_random, ref tried, works: true, out IMediaNode? second).Should().BeTrue();

        first.Should().BeSameAs(able);
        second.Should().BeSameAs(plain);
        nodes.TryPick(_random, ref tried, works: true, out _).Should().BeFalse();
    }

    [Fact]
    public void Calls_are_shared_by_weight_and_a_node_of_weight_0_gets_none_while_others_are_up()
    {
        Dictionary<string, int> got = Pick(4000);

        got["large"].Should().BeInRange(2800, 3200);
        got["small"].Should().BeInRange(800, 1200);
        got.Should().NotContainKey("spare");
    }

    [Fact]
    public void A_node_that_is_down_gets_none_and_the_spare_comes_in_when_all_are()
    {
        _large.IsUp = false;
        Pick(100).Should().Equal(new Dictionary<string, int> { ["small"] = 100 });
        _small.IsUp = false;
        Pick(100).Should().Equal(new Dictionary<string, int> { ["spare"] = 100 });
        _spare.IsUp = false;
        uint tried = 0;
        Nodes().TryPick(_random, ref tried, out _).Should().BeFalse();
    }

    [Fact]
    public void An_attempt_asks_each_node_once()
    {
        uint tried = 0;
        var asked = new List<string>();
        while (Nodes().TryPick(_random, ref tried, out IMediaNode? node))
        {
            asked.Add(node!.Name);
        }

        asked.Should().BeEquivalentTo(["small", "large", "spare"]);
        asked[^1].Should().Be("spare");
    }

    private MediaNodes Nodes() => new([new(_small, 25), new(_large, 75), new(_spare, 0)]);

    private Dictionary<string, int> Pick(int times)
    {
        var got = new Dictionary<string, int>();
        for (int i = 0; i < times; i++)
        {
            uint tried = 0;
            Nodes().TryPick(_random, ref tried, out IMediaNode? node).Should().BeTrue();
            got[node!.Name] = got.GetValueOrDefault(node.Name) + 1;
        }

        return got;
    }
}
