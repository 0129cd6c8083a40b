using System.Text;
using Tandem.Media.Codecs;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;
using Tandem.TestKit;
using Tandem.Wire.Buffers;
using Tandem.Wire.Shards;

namespace Tandem.Tests.Media.Nodes;

/// <summary>What a process that has died leaves of a session, and what the next one makes of it.</summary>
public sealed class MediaSessionTests
{
    private static readonly RelayKey Key = new(7);
    private readonly Shard _shard = new(0, TimeProvider.System);
    private readonly ScriptedNode _node = new();
    private readonly MediaSession _session = new();
    private readonly SdpBench _bench = new();

    public MediaSessionTests() => _session.Begin(7, _node);

    [Fact]
    public void A_session_whose_sides_have_no_codec_in_common_is_taken_back_with_the_same_work()
    {
        _session.Work = new() { Changes = true, Transcodes = true };
        Take(MediaAsk.Offer, MediaSide.A, Voice("8"));
        Take(MediaAsk.Answer, MediaSide.B, Voice("9"));

        MediaSession back = TakenBack();
        back.Work = _session.Work;

        RelayWork now = RelayWorkOrders.Of(back, Key);
        RelayWork before = RelayWorkOrders.Of(_session, Key);
        All(now.FromA.From).Should().NotBeEmpty().And.Equal(All(before.FromA.From));
        All(now.FromA.To).Should().Equal(All(before.FromA.To));
        All(now.FromB.From).Should().Equal(All(before.FromB.From));
        All(now.FromB.To).Should().Equal(All(before.FromB.To));
        All(back.Talk.ToldTo(MediaSide.B)).Should().NotBeEmpty().And.Equal(All(_session.Talk.ToldTo(MediaSide.B)));
        back.Talk.ToldLine(MediaSide.A).Should().Be(0);
    }

    [Fact]
    public void ICE_that_a_side_was_told_it_has_been_told_still()
    {
        const string Ice = "a=ice-ufrag:8hhY\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\n";
        RelayState before = RelayState.Of(_session, new Random(3));
        Take(MediaAsk.Offer, MediaSide.A, Voice("8") + Ice);
        Tells(before, MediaSide.B);
        Take(MediaAsk.Offer, MediaSide.A, Voice("8") + Ice.Replace("8hhY", "9iiZ", StringComparison.Ordinal));
        Tells(before, MediaSide.B);
        Take(MediaAsk.Answer, MediaSide.B, Voice("8"));

        MediaSession session = TakenBack();
        RelayState back = RelayState.Of(session, new Random(4));

        before.UfragOf(MediaSide.A).Should().NotBe(before.UfragText, "the side has begun anew");
        (back.UfragOf(MediaSide.A), back.PasswordOf(MediaSide.A)).Should().Be((before.UfragOf(MediaSide.A), before.PasswordOf(MediaSide.A)));
        (back.HasToldIce(MediaSide.A), back.HasToldIce(MediaSide.B)).Should().Be((true, false));
        back.TellIce(Request(MediaAsk.Answer, MediaSide.B, "", session));
        back.UfragOf(MediaSide.A).Should().Be(before.UfragOf(MediaSide.A), "what it has said goes on");
    }

    private static string Voice(string type) =>
        $"v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP {type}\r\n";

    private static IEnumerable<VoiceFormat> All(VoiceFormats formats) => Enumerable.Range(0, formats.Count).Select(i => formats[i]);

    private MediaSession TakenBack()
    {
        var kept = new KeptWriter();
        _session.TryKeep(kept).Should().BeTrue();
        var reader = new KeptReader(kept.Written);
        var back = new MediaSession();
        back.TryTakeBack(ref reader, new([new WeightedNode(_node, 1)]), new()).Should().BeTrue();
        return back;
    }

    private void Tells(RelayState state, MediaSide from) => state.TellIce(Request(MediaAsk.Answer, from, ""));

    private void Take(MediaAsk ask, MediaSide from, string text) => _bench.TryTake(Request(ask, from, text)).Should().BeTrue();

    private MediaRequest Request(MediaAsk ask, MediaSide from, string text, MediaSession? session = null)
    {
        var request = new MediaRequest();
        request.Begin(ask, session ?? _session, from, Encoding.UTF8.GetBytes(text), _shard);
        return request;
    }
}
