using Tandem.Media.Sdp;

namespace Tandem.Tests.Media.Sdp;

public sealed class OfferAnswerTests
{
    private readonly OfferAnswer _session = new();

    [Fact]
    public void After_offer_and_answer_both_hear_each_other()
    {
        Offer(MediaSide.A, SdpTexts.Phone).Should().Be(OfferFault.None);
        _session.FlowOf(0).Should().Be(SdpDirection.Inactive);
        Answer(MediaSide.B, SdpTexts.Answer).Should().Be(OfferFault.None);

        _session.FlowOf(0).Should().Be(SdpDirection.SendRecv);
        _session.TryGet(MediaSide.A, 0, out SdpMedia a).Should().BeTrue();
        _session.TryGet(MediaSide.B, 0, out SdpMedia b).Should().BeTrue();
        a.Port.Should().Be(49170);
        b.Port.Should().Be(30000);
    }

    [Fact]
    public void A_late_offer_comes_from_the_callee()
    {
        Offer(MediaSide.B, SdpTexts.Phone).Should().Be(OfferFault.None);
        Answer(MediaSide.A, SdpTexts.Answer).Should().Be(OfferFault.None);

        _session.Offerer.Should().Be(MediaSide.B);
        _session.TryGet(MediaSide.A, 0, out SdpMedia a).Should().BeTrue();
        a.Port.Should().Be(30000);
    }

    [Theory]
    [InlineData("a=sendonly", "c=IN IP4 192.0.2.20", SdpDirection.SendOnly)] // A holds with music: only A is heard
    [InlineData("a=inactive", "c=IN IP4 192.0.2.20", SdpDirection.Inactive)]
    [InlineData("a=recvonly", "c=IN IP4 192.0.2.20", SdpDirection.RecvOnly)]
    [InlineData("a=sendrecv", "c=IN IP4 0.0.0.0", SdpDirection.RecvOnly)] // B holds the old way
    public void A_hold_stops_one_direction_or_both(string direction, string connection, SdpDirection flow)
    {
        Offer(MediaSide.A, SdpTexts.Phone.Replace("a=sendrecv", direction, StringComparison.Ordinal));
        Answer(MediaSide.B, SdpTexts.Answer.Replace("c=IN IP4 192.0.2.20", connection, StringComparison.Ordinal));

        _session.FlowOf(0).Should().Be(flow);
    }

    [Fact]
    public void A_re_offer_may_come_from_the_other_side_and_its_refusal_changes_nothing()
    {
        Offer(MediaSide.A, SdpTexts.Phone);
        Answer(MediaSide.B, SdpTexts.Answer);

        Offer(MediaSide.B, SdpTexts.Answer.Replace("c=IN IP4 192.0.2.20", "c=IN IP4 0.0.0.0", StringComparison.Ordinal)).Should().Be(OfferFault.None);
        _session.FlowOf(0).Should().Be(SdpDirection.Inactive);
        _session.Refused();

        _session.Offerer.Should().Be(MediaSide.A);
        _session.FlowOf(0).Should().Be(SdpDirection.SendRecv);
    }

    [Fact]
    public void Of_several_early_answers_the_last_counts()
    {
        Offer(MediaSide.A, SdpTexts.Phone);
        Answer(MediaSide.B, SdpTexts.Answer);
        Answer(MediaSide.B, SdpTexts.Answer.Replace("30000", "30002", StringComparison.Ordinal)).Should().Be(OfferFault.None);

        _session.TryGet(MediaSide.B, 0, out SdpMedia b);
        b.Port.Should().Be(30002);
    }

    [Fact]
    public void A_line_that_is_rejected_is_an_answer()
    {
        Offer(MediaSide.A, SdpTexts.Phone);
        Answer(MediaSide.B, SdpTexts.Answer.Replace("m=audio 30000", "m=audio 0", StringComparison.Ordinal)).Should().Be(OfferFault.None);

        _session.FlowOf(0).Should().Be(SdpDirection.Inactive);
    }

    [Fact]
    public void What_does_not_fit_has_a_name()
    {
        Answer(MediaSide.B, SdpTexts.Answer).Should().Be(OfferFault.NoOffer);
        Offer(MediaSide.A, SdpTexts.Phone);
        Answer(MediaSide.A, SdpTexts.Answer).Should().Be(OfferFault.NoOffer);
        Answer(MediaSide.B, SdpTexts.Answer + "m=video 0 RTP/AVP 31\r\n").Should().Be(OfferFault.LineCount);
        Answer(MediaSide.B, SdpTexts.Answer.Replace("m=audio", "m=video", StringComparison.Ordinal)).Should().Be(OfferFault.LineKind);
        Answer(MediaSide.B, SdpTexts.Answer.Replace("RTP/AVP", "RTP/SAVP", StringComparison.Ordinal)).Should().Be(OfferFault.LineKind);
        Answer(MediaSide.B, SdpTexts.Answer.Replace("RTP/AVP 8 101", "RTP/AVP 18", StringComparison.Ordinal)).Should().Be(OfferFault.NoCommonFormat);
        Offer(MediaSide.A, SdpTexts.Phone.Replace("m=audio 49170", "m=audio 0", StringComparison.Ordinal));
        Answer(MediaSide.B, SdpTexts.Answer).Should().Be(OfferFault.RejectedLineTaken);
    }

    [Fact]
    public void A_session_never_loses_a_line_and_one_that_is_left_out_is_not_used_any_more()
    {
        Offer(MediaSide.A, SdpTexts.Browser);
        Answer(MediaSide.B, SdpTexts.Browser).Should().Be(OfferFault.None);

        Offer(MediaSide.A, SdpTexts.Phone).Should().Be(OfferFault.None);
        Answer(MediaSide.B, SdpTexts.Answer).Should().Be(OfferFault.None);
        _session.Count.Should().Be(2);
        _session.TryGet(MediaSide.A, 1, out SdpMedia video).Should().BeTrue();
        video.Kind.Should().Be(SdpMediaKind.Video);
        video.IsUsed.Should().BeFalse();
        _session.FlowOf(0).Should().Be(SdpDirection.SendRecv);
        _session.FlowOf(1).Should().Be(SdpDirection.Inactive);
    }

    [Fact]
    public void An_answer_with_feedback_or_without_it_is_one()
    {
        Offer(MediaSide.A, SdpTexts.Phone.Replace("RTP/AVP", "RTP/AVPF", StringComparison.Ordinal));
        Answer(MediaSide.B, SdpTexts.Answer).Should().Be(OfferFault.None);
    }

    [Theory]
    [InlineData("OPUS/48000/2", OfferFault.None)]
    [InlineData("opus/16000", OfferFault.NoCommonFormat)]
    [InlineData("speex/16000", OfferFault.NoCommonFormat)]
    [InlineData("telephone-event/48000", OfferFault.NoCommonFormat)]
    public void The_same_codec_may_have_another_number_on_each_side(string codec, OfferFault fault)
    {
        const string Head = "v=0\r\no=- 5 9 IN IP4 192.0.2.20\r\ns=-\r\nc=IN IP4 192.0.2.20\r\nt=0 0\r\n";
        Offer(MediaSide.A, Head + "m=audio 4000 RTP/AVP 111 99\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:99 telephone-event/48000\r\n");
        Answer(MediaSide.B, Head + $"m=audio 4002 RTP/AVP 96\r\na=rtpmap:96 {codec}\r\n").Should().Be(fault);
    }

    private OfferFault Offer(MediaSide from, string text) => _session.Offer(from, SdpTexts.Read(text));

    private OfferFault Answer(MediaSide from, string text) => _session.Answer(from, SdpTexts.Read(text));
}
