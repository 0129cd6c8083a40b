using System.Text;
using Tandem.Media.Codecs;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;

namespace Tandem.Tests.Media.Nodes;

public sealed class VoiceTellingTests
{
    [Fact]
    public void A_side_with_a_list_is_offered_what_is_on_it_in_its_order() =>
        Offer(["9 G722/8000", "18 G729/8000", "0 PCMU/8000", "101 telephone-event/8000"], Work(b: Rules("PCMU", "G729"))).Should().Be("0 18 101");

    [Fact]
    public void With_transcoding_a_side_is_offered_what_can_be_made_for_it_behind_what_was_said() =>
        Offer(["9 G722/8000", "101 telephone-event/8000"], Work(transcodes: true)).Should().Be(Opus.IsSupported ? "9 8 0 111 101" : "9 8 0 101");

    [Fact]
    public void What_can_not_be_decoded_is_not_transcoded() => Offer(["18 G729/8000"], Work(transcodes: true)).Should().Be("18");

    [Fact]
    public void A_number_that_is_taken_is_not_used_again() =>
        Offer(["111 iLBC/8000", "0 PCMU/8000"], Work(transcodes: true, b: Rules("opus"))).Should().Be("112");

    [Fact]
    public void An_answer_in_a_codec_that_was_offered_stays_and_has_the_offerers_number() =>
        Answer(["111 opus/48000/2", "0 PCMU/8000"], ["96 opus/48000/2"], Work(transcodes: true)).Should().Be("111");

    [Fact]
    public void An_answer_in_a_codec_that_was_made_is_told_as_the_offerers_first() =>
        Answer(["18 G729/8000", "0 PCMU/8000", "8 PCMA/8000"], ["9 G722/8000"], Work(transcodes: true)).Should().Be("0");

    [Fact]
    public void Without_transcoding_nothing_is_left_of_it() => Answer(["0 PCMU/8000"], ["9 G722/8000"], Work()).Should().BeEmpty();

    [Fact]
    public void Telephone_events_are_added_to_an_offer_for_a_side_that_wants_them_and_not_to_an_answer()
    {
        MediaWork work = Work(a: VoiceRules.None with { AddsKeys = true }, b: VoiceRules.None with { AddsKeys = true, ReceiveType = 97 });
        Offer(["0 PCMU/8000"], work).Should().Be("0 97");
        Answer(["0 PCMU/8000"], ["0 PCMU/8000"], work).Should().Be("0");
        Answer(["0 PCMU/8000", "100 telephone-event/8000"], ["0 PCMU/8000"], work).Should().Be("0 100");
    }

    [Fact]
    public void Telephone_events_are_hidden_from_a_side_whose_keys_come_and_go_otherwise() =>
        Offer(["0 PCMU/8000", "101 telephone-event/8000"], Work(b: VoiceRules.None with { HidesKeys = true })).Should().Be("0");

    private static MediaWork Work(bool transcodes = false, VoiceRules? a = null, VoiceRules? b = null) =>
        new() { Changes = true, Transcodes = transcodes, RulesOfA = a, RulesOfB = b };

    private static VoiceRules Rules(params string[] codecs) => VoiceRules.None with { Codecs = [.. codecs.Select(static name => new VoiceName(name))] };

    private static string Offer(string[] formats, MediaWork work) => Types(VoiceTelling.Offer(Read(formats), 0, work, MediaSide.B));

    private static string Answer(string[] offered, string[] answered, MediaWork work) =>
        Types(VoiceTelling.Answer(Read(offered).VoiceFormats(0), Read(answered), 0, work, MediaSide.A));

    private static string Types(VoiceFormats formats) => string.Join(' ', Enumerable.Range(0, formats.Count).Select(i => formats[i].Type));

    private static SdpDescription Read(string[] formats)
    {
        string types = string.Join(' ', formats.Select(static format => format.Split(' ')[0]));
        string text = $"v=0\r\no=- 1 1 IN IP4 127.0.0.2\r\ns=-\r\nc=IN IP4 127.0.0.2\r\nt=0 0\r\nm=audio 4000 RTP/AVP {types}\r\n"
            + string.Concat(formats.Select(static format => $"a=rtpmap:{format}\r\n"));
        var read = new SdpDescription();
        SdpParser.Parse(Encoding.ASCII.GetBytes(text), read).Should().Be(SdpFault.None);
        return read;
    }
}
