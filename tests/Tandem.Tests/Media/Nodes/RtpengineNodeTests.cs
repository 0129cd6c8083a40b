using System.Net;
using System.Text;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Media.Sounds;
using Tandem.TestKit;
using Tandem.Tests.Media.Sdp;
using Tandem.Wire.Shards;

namespace Tandem.Tests.Media.Nodes;

/// <summary>What the sides are told of an rtpengine's answers.</summary>
public sealed class RtpengineNodeTests : IDisposable
{
    private readonly Shard _shard = new(0, TimeProvider.System);
    private readonly MediaSession _session = new();
    private readonly SdpBench _bench = new();
    private readonly RtpengineNode _node = new("engine", new(IPAddress.Loopback, 9), TimeProvider.System, SoundLibrary.BuiltIn);

    public RtpengineNodeTests() => _session.Begin(7, _node);

    [Fact]
    public void A_side_is_told_the_nodes_address() => Told(SdpTexts.Phone, Engine("203.0.113.40")).Should().Contain("c=IN IP4 203.0.113.40\r\n").And.Contain("m=audio 31000 ");

    [Fact]
    public void During_a_hold_of_the_old_form_it_is_told_the_same_address_as_before_and_never_that_of_the_signalling()
    {
        Told(SdpTexts.Phone, Engine("203.0.113.40"));
        string held = SdpTexts.Phone.Replace("10.1.1.7", "0.0.0.0", StringComparison.Ordinal);

        Told(held, Engine("0.0.0.0")).Should().Contain("c=IN IP4 203.0.113.40\r\n").And.Contain("a=sendonly\r\n").And.NotContain("198.51.100.1");
    }

    [Fact]
    public void Who_begins_with_a_hold_of_the_old_form_is_nowhere_yet() =>
        Told(SdpTexts.Phone.Replace("10.1.1.7", "0.0.0.0", StringComparison.Ordinal), Engine("0.0.0.0")).Should().Contain("c=IN IP4 0.0.0.0\r\n").And.NotContain("198.51.100.1");

    public void Dispose() => _node.Dispose();

    private static string Engine(string address) => SdpTexts.Lines(
        "v=0", $"o=- 5 9 IN IP4 {address}", "s=-", $"c=IN IP4 {address}", "t=0 0", "m=audio 31000 RTP/AVP 8 0 101", "a=rtpmap:101 telephone-event/8000", "a=rtcp:31001");

    private string Told(string said, string engine)
    {
        var request = new MediaRequest { Near = TestWire.Address("198.51.100.1:5060"), Peer = TestWire.Address("198.51.100.7:5060") };
        request.Begin(MediaAsk.Offer, _session, MediaSide.A, Encoding.UTF8.GetBytes(said), _shard);
        _bench.TryTake(request).Should().BeTrue();
        request.Reply = Encoding.UTF8.GetBytes($"d6:result2:ok3:sdp{engine.Length}:{engine}e");
        _node.Finish(request, _bench);
        request.Outcome.Should().Be(MediaOutcome.Done, "{0}", request.Problem);
        return Encoding.UTF8.GetString(request.Told);
    }
}
