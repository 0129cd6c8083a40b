using System.Net;
using System.Text;
using Tandem.Calls.Live;
using Tandem.TestKit;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Live;

public sealed class LadderRingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Flow Way = new(TransportKind.Udp, 0, 0, NetAddress.From(IPAddress.Loopback, 5060), NetAddress.From(IPAddress.Loopback, 5070));
    private readonly Ladder _one = new(new BufferPool());

    [Fact]
    public void The_newest_of_a_name_come_back_the_oldest_first()
    {
        var ring = new LadderRing<string>(1 << 20);
        for (int i = 0; i < 6; i++)
        {
            ring.Add("1001", Packed($"a{i}"));
            ring.Add("1002", Packed($"b{i}"));
        }

        Texts(ring, "1001", 3).Should().Equal("a3", "a4", "a5");
        Texts(ring, "1002", 100).Should().Equal("b0", "b1", "b2", "b3", "b4", "b5");
        ring.Read("1003", 3).Should().BeEmpty();
    }

    [Fact]
    public void When_it_is_full_the_oldest_go_and_their_names_with_them()
    {
        var ring = new LadderRing<string>(4 * 64 * 1024);
        string noise = new('x', 4000);
        for (int i = 0; i < 1000; i++)
        {
            ring.Add($"{i}", Packed($"{i} {noise}"));
        }

        // 4 segments, of 16 ladders each; the last is being filled.
        ring.Count.Should().BeInRange(48, 64);
        ring.Read("0", 1).Should().BeEmpty();
        Texts(ring, "999", 1).Single().Should().StartWith("999 ");
        int oldest = 1000 - ring.Count;
        Texts(ring, $"{oldest}", 1).Should().ContainSingle();
        ring.Read($"{oldest - 1}", 1).Should().BeEmpty();
    }

    [Fact]
    public void A_chain_ends_where_its_older_part_is_overwritten()
    {
        var ring = new LadderRing<string>(2 * 64 * 1024);
        string noise = new('x', 4000);
        ring.Add("1001", Packed("first"));
        for (int i = 0; i < 40; i++)
        {
            ring.Add("other", Packed($"{i} {noise}"));
        }

        ring.Add("1001", Packed("second"));

        Texts(ring, "1001", 10).Should().Equal("second");
        Texts(ring, "other", 100).Should().OnlyHaveUniqueItems().And.HaveCountLessThan(40);
    }

    [Fact]
    public void What_does_not_fit_is_not_taken()
    {
        var ring = new LadderRing<string>(0);
        ring.Add("1001", new byte[64 * 1024]);
        ring.Add("1001", []);

        ring.Count.Should().Be(0);
    }

    [Fact]
    public void A_ladder_under_a_known_name_allocates_nothing()
    {
        var ring = new LadderRing<string>(2 * 64 * 1024);
        byte[] packed = Packed("text").ToArray();
        for (int i = 0; i < 10_000; i++)
        {
            ring.Add("1001", packed); // each segment has been used
        }

        Allocated.By(() => ring.Add("1001", packed)).Should().Be(0);
    }

    private ReadOnlySpan<byte> Packed(string text)
    {
        _one.Clear();
        _one.Add(0, sent: false, Noon, Way, Encoding.ASCII.GetBytes(text));
        return _one.Packed.Span;
    }

    private static IEnumerable<string> Texts(LadderRing<string> ring, string name, int most) => ring.Read(name, most).Select(static one => Encoding.ASCII.GetString(one.Message));
}
