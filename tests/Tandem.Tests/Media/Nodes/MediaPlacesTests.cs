using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Nodes;

/// <summary>Nobody has media sent to where it would do harm.</summary>
public sealed class MediaPlacesTests
{
    private readonly MediaPlaces _places = new(
        new HashSet<UInt128> { TestWire.Address("192.0.2.1:0").Ip, TestWire.Address("192.0.2.2:0").Ip, TestWire.Address("[2001:db8::1]:0").Ip },
        [new(TestWire.Address("192.0.2.2:0"), 10_000, 49_999)]);

    [Theory]
    [InlineData("198.51.100.7:4000", true)]
    [InlineData("10.0.0.5:4000", true)]
    [InlineData("0.0.0.0:4000", true)] // nowhere
    [InlineData("127.0.0.1:0", true)] // a line that is not used
    [InlineData("[2001:db8::7]:4000", true)]
    [InlineData("127.0.0.1:4000", false)]
    [InlineData("[::1]:4000", false)]
    [InlineData("224.0.0.251:5353", false)]
    [InlineData("239.1.1.1:4000", false)]
    [InlineData("255.255.255.255:4000", false)]
    [InlineData("0.0.0.9:4000", false)]
    [InlineData("[ff02::fb]:5353", false)]
    [InlineData("192.0.2.1:53", false)]
    [InlineData("192.0.2.1:5060", false)]
    [InlineData("192.0.2.2:20000", false)]
    [InlineData("[2001:db8::1]:4000", false)]
    [InlineData("192.0.2.99:4000", false)] // where the signalling comes in, though nobody has named it
    public void From_elsewhere_any_host_but_this_machine_and_many_at_once_may_be_named(string place, bool may) => May(place, "198.51.100.7:5060").Should().Be(may);

    [Theory]
    [InlineData("127.0.0.5:4000", true)]
    [InlineData("192.0.2.1:4000", true)]
    [InlineData("192.0.2.2:9998", true)]
    [InlineData("192.0.2.2:10000", false)] // the relay itself
    [InlineData("192.0.2.99:5060", false)] // the signalling itself
    [InlineData("224.0.0.251:5353", false)]
    public void From_this_machine_its_own_addresses_too_but_not_the_switchs_own_ports(string place, bool may) => May(place, "127.0.0.1:5060").Should().Be(may);

    [Fact]
    public void A_description_that_names_such_a_place_is_refused_and_leaves_no_trace()
    {
        var bench = new SdpBench(_places);
        var session = new MediaSession();
        session.Begin(7, new ScriptedNode());
        var request = new MediaRequest { Peer = TestWire.Address("198.51.100.7:5060") };
        request.Begin(MediaAsk.Offer, session, MediaSide.A, "v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4 127.0.0.1\r\nm=image 5060 udptl t38\r\n"u8, new(0, TimeProvider.System));

        bench.TryTake(request).Should().BeFalse();
        request.Outcome.Should().Be(MediaOutcome.BadAddress);
        request.Problem.Should().StartWith("127.0.0.1:5060, which is each machine's name for itself");
        session.Talk.HasOffer.Should().BeFalse();
    }

    [Theory]
    [InlineData("224.0.0.251:5353", "198.51.100.7:5060", PlaceFault.NoSingleHost)]
    [InlineData("127.0.0.1:4000", "198.51.100.7:5060", PlaceFault.Loopback)]
    [InlineData("192.0.2.1:53", "198.51.100.7:5060", PlaceFault.ThisMachine)]
    [InlineData("192.0.2.99:5060", "127.0.0.1:5060", PlaceFault.ThisMachine)]
    [InlineData("192.0.2.2:20000", "198.51.100.7:5060", PlaceFault.OwnMedia)]
    [InlineData("192.0.2.2:20000", "127.0.0.1:5060", PlaceFault.OwnMedia)]
    public void Why_not_is_said_with_what_to_do(string place, string peer, PlaceFault fault)
    {
        Judge(place, peer).Should().Be(fault);
        MediaPlaces.Words(TestWire.Address(place), fault).Should().StartWith($"{place}, which is ").And.Contain("; ");
    }

    private bool May(string place, string peer) => Judge(place, peer) == PlaceFault.None;

    private PlaceFault Judge(string place, string peer) =>
        _places.Judge(TestWire.Address(place), new() { Peer = TestWire.Address(peer), Near = TestWire.Address("192.0.2.99:5060"), NearSpeaker = TestWire.Address("192.0.2.1:5060") });
}
