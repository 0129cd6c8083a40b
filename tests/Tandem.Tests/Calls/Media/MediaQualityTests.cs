using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Media;

public sealed class MediaQualityTests
{
    private readonly ScriptedNode _node = new();

    [Fact]
    public void What_the_media_process_says_every_five_seconds_becomes_the_records_series()
    {
        using TestSwitch tandem = Start(shards: 2);
        SipPeer customer = tandem.Talk();
        UInt128 key = tandem.Ask(tandem.Node.MediaSessionsAsync()).Single();
        Sampled(tandem, key, packets: 250, lost: 0);
        Sampled(tandem, key, packets: 480, lost: 20);
        Sampled(tandem, key + 1, packets: 9, lost: 9);
        Sampled(tandem, key, packets: 480, lost: 20);
        customer.Byes();
        customer.Gets(200);

        QualitySeries series = QualitySeries.Read(tandem.Cdr.Quality.Span)!;
        series.Points.Select(static point => (point.Caller.Packets, point.Caller.Lost)).Should().Equal((250, 0), (230, 20), (0, 0));
        series.Points[0].Caller.MosHundredths.Should().BeGreaterThan(400);
        series.Points[1].Caller.MosHundredths.Should().BeLessThan(series.Points[0].Caller.MosHundredths);
        series.Points[2].Caller.MosHundredths.Should().Be(0, "nothing came");
        series.Points[0].Callee.Packets.Should().Be(0);
    }

    [Fact]
    public void A_node_that_does_not_tell_by_itself_is_asked_every_five_seconds_until_the_call_ends()
    {
        _node.TellsSamples = false;
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        Counted(250);
        tandem.Passes(5);
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        tandem.Passes(5);
        Counted(740);
        tandem.Passes(5);
        customer.Byes();
        customer.Gets(200);
        int asked = _node.Asked.Count(static what => what == "Query");
        tandem.Passes(20);

        QualitySeries series = QualitySeries.Read(tandem.Cdr.Quality.Span)!;
        series.Points.Select(static point => point.Caller.Packets).Should().Equal(250, 0, 490);
        series.Points[0].Caller.Should().Be(new QualitySide(250, 0, 0, 0, 1500, 0, 0), "what the node does not count is 0");
        asked.Should().Be(3);
        _node.Asked.Count(static what => what == "Query").Should().Be(asked);
    }

    [Fact]
    public void Somebody_who_looks_sees_the_media_as_it_is_now()
    {
        using TestSwitch tandem = Start();
        _node.Counts = static counts =>
        {
            counts.FromA = MediaFlow.Unknown with { Packets = 500, Octets = 80_000, Lost = 3, Reordered = 2, Duplicates = 1, JitterMicroseconds = 1500, RoundTripMicroseconds = 42_000, MosHundredths = 432 };
            counts.FromB = counts.ToA = counts.ToB = MediaFlow.Unknown;
        };
        tandem.Talk();
        UInt128 key = tandem.Ask(tandem.Node.MediaSessionsAsync()).Single();
        Sampled(tandem, key, packets: 250, lost: 0);
        string id = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single().Id;

        LiveCallDetail detail = tandem.Ask(tandem.Node.CallAsync(id, CancellationToken.None))!;

        detail.MediaNode.Should().Be("node-1");
        detail.CallerIn.Should().Be(new MediaLeg(500, 80_000, 3, 1500, 432, null) { Reordered = 2, Duplicates = 1, RoundTripMicroseconds = 42_000 });
        QualitySeries.Read(detail.Quality.Span)!.Points.Should().ContainSingle();
        tandem.Ask(tandem.Node.CallAsync("12", CancellationToken.None)).Should().BeNull();
        tandem.Ask(tandem.Node.CallAsync("no number", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public void A_direct_call_has_no_media_to_look_at_and_a_silent_node_hides_nothing_else()
    {
        using TestSwitch direct = TestSwitch.Start(static plan => plan.Route("44", "carrier-a"));
        direct.Talk();
        string id = direct.Ask(direct.Node.CallsAsync(CancellationToken.None)).Single().Id;
        direct.Ask(direct.Node.CallAsync(id, CancellationToken.None))!.CallerIn.Should().BeNull();

        using TestSwitch tandem = Start();
        tandem.Talk();
        id = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single().Id;
        _node.Outcomes.Enqueue(MediaOutcome.NodeSilent);
        LiveCallDetail detail = tandem.Ask(tandem.Node.CallAsync(id, CancellationToken.None))!;
        detail.CallerIn.Should().BeNull();
        detail.Call.State.Should().Be("Talking");
    }

    [Fact]
    public void A_look_that_is_answered_after_the_calls_end_harms_nobody()
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Talk();
        string id = tandem.Ask(tandem.Node.CallsAsync(CancellationToken.None)).Single().Id;
        _node.Waits = true;
        Task<LiveCallDetail?> look = tandem.Node.CallAsync(id, CancellationToken.None);
        tandem.Pump();
        customer.Byes();
        customer.Gets(200);
        _node.Answers();
        tandem.Pump();

        tandem.Ask(look).Should().BeNull();
        tandem.Cdrs.Should().ContainSingle();
    }

    private void Counted(long packets) => _node.Counts = counts =>
    {
        counts.Clear();
        counts.FromA = MediaFlow.Unknown with { Packets = packets, JitterMicroseconds = 1500 };
    };

    private static void Sampled(TestSwitch tandem, UInt128 key, long packets, int lost)
    {
        tandem.Passes(5);
        tandem.Node.MediaSampled([new() { KeyValue = key, A = new() { Packets = packets, Lost = lost, PayloadType = 8, Kind = RelayLineKind.Rtp } }]);
        tandem.Pump();
    }

    private TestSwitch Start(int shards = 1) =>
        TestSwitch.Start(static plan => plan.Set("SS_MEDIAPROXYMODE", "Must On").Route("44", "carrier-a"), shards, [_node]);
}
