using System.Net;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Transport;
using Tandem.TestKit;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Tests.Sip.Transport;

public sealed class SipDispatcherTests
{
    private const string Node = "node1.example";
    private const int RingBytes = 256 << 10;

    private static readonly Flow Udp = new(
        TransportKind.Udp, 0, 0, NetAddress.From(IPAddress.Loopback, 5060), NetAddress.From(IPAddress.Parse("192.0.2.9"), 40001));

    private readonly FakeTimeProvider _time = new();
    private readonly Shard[] _shards;
    private readonly Catcher[] _caught;
    private readonly SentWire _wire = new();
    private readonly SipDispatcher _dispatcher;

    public SipDispatcherTests()
    {
        _shards = [.. Enumerable.Range(0, 5).Select(index => new Shard(index, _time, RingBytes))];
        _caught = [.. _shards.Select(static _ => new Catcher())];
        foreach (Shard shard in _shards)
        {
            shard.Handler = _caught[shard.Index];
        }

        _dispatcher = new(_shards, _wire, Node, _time);
    }

    [Fact]
    public void Our_own_Call_ID_goes_to_the_shard_that_it_names() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int).Sample((shard, seed) =>
        {
            var ids = new DialogIds(Node, shard, new Random(seed));
            Span<byte> text = stackalloc byte[ids.CallIdLength];
            ids.NewCallId(text);
            ShardOf(Request($"Call-ID: {Encoding.ASCII.GetString(text)}")).Should().Be(shard);
        }, threads: 1);

    [Theory]
    [InlineData("Call-ID: abc")]
    [InlineData("call-id:abc")]
    [InlineData("CALL-ID \t:  abc  ")]
    [InlineData("i: abc")]
    [InlineData("I:abc")]
    [InlineData("Call-ID:\r\n abc")]
    [InlineData("Contact: <sip:i@x>\r\nCall-Info: <http://x>\r\nIn-Reply-To: zzz\r\nCall-ID: abc\r\nCall-ID: def")]
    public void However_it_is_spelt_one_Call_ID_goes_to_one_shard(string header)
    {
        CallIdScan.TryFind(Encoding.ASCII.GetBytes(Request(header)), out ReadOnlySpan<byte> callId).Should().BeTrue();
        Encoding.ASCII.GetString(callId).Should().Be("abc");
        ShardOf(Request(header)).Should().Be(ShardOf(Request("Call-ID: abc")));
    }

    [Fact]
    public void Others_Call_IDs_spread_evenly_and_near_misses_are_others()
    {
        int[] counts = new int[_shards.Length];
        for (int i = 0; i < 5000; i++)
        {
            counts[ShardOf(Request($"Call-ID: {i}@customer"))]++;
        }

        counts.Should().OnlyContain(static count => count > 800 && count < 1200);

        // Not ours: another node, a digit too few, no hex, a shard that does not exist.
        string[] others = ["0200000000000000@other", $"020000000000000@{Node}", $"02000000000000zz@{Node}", $"ff00000000000000@{Node}"];
        foreach (string callId in others)
        {
            ShardOf(Request($"Call-ID: {callId}")).Should().BeInRange(0, 4);
        }
    }

    [Fact]
    public void A_message_without_a_Call_ID_still_reaches_one_shard_of_its_source()
    {
        int first = ShardOf("INVITE sip:1@x SIP/2.0\r\n\r\ni: in the body");
        ShardOf("NONSENSE").Should().Be(first);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\r\n\r\n\r\n\r\n")]
    [InlineData("HELLO")]
    [InlineData("\0\0\0\0")]
    [InlineData("ping")]
    public void Keep_alives_are_counted_and_go_no_further(string text)
    {
        _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(text));
        _dispatcher.KeepAlives.Should().Be(1);
        _shards.Should().OnlyContain(static shard => shard.Received == 0);
    }

    [Fact]
    public void What_begins_no_message_is_garbage()
    {
        _dispatcher.OnMessage(Udp, [0, 1, 0, 8, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3, 4]); // a STUN binding request
        _dispatcher.OnMessage(Udp, [0x80, 0, 1, 2, 3, 4]); // RTP
        _dispatcher.Garbage.Should().Be(2);
    }

    [Fact]
    public void Empty_lines_before_a_message_are_taken_off()
    {
        string request = Request("Call-ID: 1");
        int shard = ShardOf("\r\n\r\n" + request);
        _caught[shard].Last.Should().Be(request);
    }

    [Fact]
    public void A_closed_stream_is_told_to_every_shard()
    {
        _dispatcher.OnClosed(Udp);
        Array.ForEach(_shards, static shard => shard.Pump());
        _caught.Should().OnlyContain(static caught => caught.Closed == 1);
    }

    [Fact]
    public void A_full_shard_is_answered_503_with_Retry_After()
    {
        FillAll();
        _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(Request("Call-ID: 1")));
        (Flow flow, string answer) = _wire.Sent.Should().ContainSingle().Subject;
        flow.Remote.Should().Be(Udp.Remote, "rport asks for it");
        answer.Should().StartWith("SIP/2.0 503 ").And.Contain("Retry-After: 5\r\n").And.EndWith("\r\n\r\n");
        answer.Should().Contain("received=192.0.2.9").And.Contain("rport=40001").And.Contain("SIP/2.0/UDP second").And.Contain("CSeq: 7 INVITE");
        answer.Should().MatchRegex("To: <sip:2@x>;tag=[0-9a-f]{16}\r\n");
        _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(Request("Call-ID: 1")));
        _wire.Sent[1].Text.Should().Be(answer, "a repeat gets the same tag");
        _dispatcher.Refused.Should().Be(2);
        _dispatcher.Answered503.Should().Be(2);
    }

    [Fact]
    public void The_last_quarter_of_a_ring_is_for_calls_that_are_up()
    {
        string padding = new('x', 1000);
        string invite = Request("Call-ID: one").Replace("OPTIONS", "INVITE", StringComparison.Ordinal);
        int shard = ShardOf(Request("Call-ID: one"));
        while (!_shards[shard].IsCrowded)
        {
            _shards[shard].TryPut(Udp, Encoding.ASCII.GetBytes(padding)).Should().BeTrue();
        }

        long refused = _dispatcher.Refused;
        _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(invite));
        _dispatcher.Refused.Should().Be(refused + 1);
        foreach (string method in (string[])["BYE", "ACK", "CANCEL", "PRACK", "UPDATE", "INFO"])
        {
            _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(invite.Replace("INVITE", method, StringComparison.Ordinal)));
        }

        _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes("SIP/2.0 200 OK\r\nCall-ID: one\r\n\r\n"));
        _dispatcher.Refused.Should().Be(refused + 1);
    }

    [Theory]
    [InlineData("INVITE sip:a SIP/2.0\r\nTo: <sip:b@c>\r\n\r\n", true)]
    [InlineData("INVITE sip:a SIP/2.0\r\nFrom: <sip:b@c>;tag=1\r\nt:\"x;y\"<sip:b@c;z=1> ; q\r\n\r\n", true)]
    [InlineData("REGISTER sip:a SIP/2.0\r\nTo: <sip:b@c>\r\n\r\n", true)]
    [InlineData("INVITE sip:a SIP/2.0\r\nTo: <sip:b@c>;tag=1\r\n\r\n", false)]
    [InlineData("INVITE sip:a SIP/2.0\r\nT : <sip:b@c;x>; y=1 ;TAG=1\r\n\r\n", false)]
    [InlineData("INVITE sip:a SIP/2.0\r\nTo: <sip:b@c>\r\n ;tag=1\r\n\r\n", false)]
    [InlineData("INVITE sip:a SIP/2.0\r\n\r\nTo: <sip:b@c>\r\n", false)]
    [InlineData("BYE sip:a SIP/2.0\r\nTo: <sip:b@c>\r\n\r\n", false)]
    [InlineData("SIP/2.0 200 OK\r\nTo: <sip:b@c>\r\n\r\n", false)]
    public void What_begins_something_is_seen_by_its_first_line_and_its_To(string message, bool begins) =>
        Beginnings.IsOne(Encoding.ASCII.GetBytes(message)).Should().Be(begins);

    [Fact]
    public void Some_messages_are_better_left_unanswered_by_a_full_shard()
    {
        FillAll();
        string invite = Request("Call-ID: 1");
        foreach (string quiet in new[]
                 {
                     invite.Replace("INVITE", "ACK", StringComparison.Ordinal),
                     invite.Replace("INVITE", "CANCEL", StringComparison.Ordinal),
                     invite.Replace("INVITE", "BYE", StringComparison.Ordinal).Replace("<sip:2@x>", "<sip:2@x>;tag=up", StringComparison.Ordinal),
                     "SIP/2.0 200 OK\r\nCall-ID: 1\r\n\r\n",
                     "INVITE sip:1@x SIP/2.0\r\nCall-ID: 1\r\n\r\n",
                     "NONSENSE",
                 })
        {
            _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(quiet));
        }

        _wire.Sent.Should().BeEmpty();
        _dispatcher.OnMessage(Udp with { Transport = TransportKind.Tcp }, Encoding.ASCII.GetBytes(
            invite.Replace("INVITE", "BYE", StringComparison.Ordinal).Replace("<sip:2@x>", "<sip:2@x>;tag=up", StringComparison.Ordinal)));
        _wire.Sent.Should().ContainSingle("nothing is repeated on a stream");
    }

    [Fact]
    public void So_many_503_a_second_and_no_more()
    {
        FillAll();
        for (int i = 0; i < 2000; i++)
        {
            _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(Request($"Call-ID: {i}")));
        }

        _wire.Sent.Should().HaveCount(500);
        _time.Advance(TimeSpan.FromSeconds(1));
        _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(Request("Call-ID: 1")));
        _wire.Sent.Should().HaveCount(501);
    }

    [Fact]
    public void Dispatching_allocates_nothing()
    {
        byte[] request = Encoding.ASCII.GetBytes(Request("Call-ID: 1234567890@customer.example"));
        Allocated.By(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                _dispatcher.OnMessage(Udp, request);
            }
        }).Should().Be(0);
        _dispatcher.Refused.Should().Be(0);
    }

    private static string Request(string callIdHeader) =>
        "INVITE sip:2@x SIP/2.0\r\nVia: SIP/2.0/UDP host:5070;branch=z9hG4bK1;rport\r\nVia: SIP/2.0/UDP second;branch=z9hG4bK0\r\n"
        + $"Max-Forwards: 70\r\nFrom: <sip:1@x>;tag=f\r\nTo: <sip:2@x>\r\n{callIdHeader}\r\nCSeq: 7 INVITE\r\nContent-Length: 0\r\n\r\n";

    private int ShardOf(string message)
    {
        long[] before = [.. _caught.Select(static caught => caught.Count)];
        _dispatcher.OnMessage(Udp, Encoding.ASCII.GetBytes(message));
        Array.ForEach(_shards, static shard => shard.Pump());
        return Enumerable.Range(0, _shards.Length).Single(shard => _caught[shard].Count != before[shard]);
    }

    private void FillAll()
    {
        foreach (Shard shard in _shards)
        {
            while (shard.TryPut(Udp, []))
            {
            }
        }
    }

    private sealed class Catcher : IShardHandler
    {
        public long Count { get; private set; }
        public int Closed { get; private set; }
        public string Last { get; private set; } = "";

        public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
        {
            Count++;
            Last = Encoding.ASCII.GetString(message);
        }

        public void OnClosed(in Flow flow) => Closed++;

        public void OnPosted(object posted)
        {
        }

        public void OnIdle()
        {
        }
    }

    private sealed class SentWire : IWire
    {
        public List<(Flow Flow, string Text)> Sent { get; } = [];

        public bool Send(in Flow flow, ReadOnlySpan<byte> message)
        {
            Sent.Add((flow, Encoding.ASCII.GetString(message)));
            return true;
        }

        public bool TryRoute(TransportKind transport, NetAddress remote, out Flow flow)
        {
            flow = default;
            return false;
        }

        public bool TryRoute(TransportKind transport, NetAddress local, NetAddress remote, out Flow flow) => TryRoute(transport, remote, out flow);
    }
}
