using System.Text;
using Tandem.Calls.Live;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Live;

public sealed class MessageChangesTests
{
    private const string Came =
        """
        INVITE sip:00442079460000@192.0.2.10 SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.2:5062;branch=z9hG4bKa
        f: <sip:1001@192.0.2.2>;tag=1
        Subject: one,
          two
        X-Kept: yes
        X-Left: private
        Content-Type: application/sdp

        v=0
        o=- 1 1 IN IP4 192.0.2.2
        c=IN IP4 192.0.2.2
        m=audio 40000 RTP/AVP 8 0 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:101 telephone-event/8000
        a=sendrecv
        """;

    [Fact]
    public void Equal_messages_differ_in_nothing()
    {
        Changes(Came, Came).Should().BeEmpty();
        Changes(Came, Came.Replace("f: ", "FROM : ", StringComparison.Ordinal).Replace("one,\n  two", "one, two", StringComparison.Ordinal)).Should().BeEmpty("a name has many spellings, and a fold is none");
    }

    [Fact]
    public void Start_line_headers_and_lines_of_the_description_are_named_with_both_values()
    {
        string went = Came.Replace("sip:00442079460000@192.0.2.10", "sip:442079460000@127.0.0.3", StringComparison.Ordinal)
            .Replace("192.0.2.2:5062;branch=z9hG4bKa", "192.0.2.10;branch=z9hG4bKb", StringComparison.Ordinal)
            .Replace("X-Left: private\n", "", StringComparison.Ordinal)
            .Replace("X-Kept", "Max-Forwards: 70\nX-Kept", StringComparison.Ordinal)
            .Replace("c=IN IP4 192.0.2.2", "c=IN IP4 192.0.2.10", StringComparison.Ordinal)
            .Replace("m=audio 40000 RTP/AVP 8 0 101", "m=audio 10002 RTP/AVP 8 101", StringComparison.Ordinal)
            .Replace("a=sendrecv", "a=sendonly", StringComparison.Ordinal);

        Changes(Came, went).Should().Equal(
            new("start line", "INVITE sip:00442079460000@192.0.2.10 SIP/2.0", "INVITE sip:442079460000@127.0.0.3 SIP/2.0"),
            new("Via", "SIP/2.0/UDP 192.0.2.2:5062;branch=z9hG4bKa", "SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKb"),
            new("X-Left", "private", null),
            new("Max-Forwards", null, "70"),
            new("body session c=", "c=IN IP4 192.0.2.2", "c=IN IP4 192.0.2.10"),
            new("body audio m=", "m=audio 40000 RTP/AVP 8 0 101", "m=audio 10002 RTP/AVP 8 101"),
            new("body audio a=direction", "a=sendrecv", "a=sendonly"));
    }

    [Fact]
    public void Of_a_header_that_stands_several_times_only_what_differs_is_named()
    {
        const string Before = "INVITE sip:a SIP/2.0\nVia: one\nVia: two\nVia: three\n\n";

        Changes(Before, "INVITE sip:a SIP/2.0\nVia: one\nVia: three\n\n").Should().Equal(new MessageChange("Via", "two", null));
        Changes(Before, "INVITE sip:a SIP/2.0\nVia: zero\nVia: one\nVia: two\nVia: three\n\n").Should().Equal(new MessageChange("Via", null, "zero"));
        Changes(Before, "INVITE sip:a SIP/2.0\nVia: two\nVia: one\nVia: three\n\n").Should().Equal(new MessageChange("Via", "one, two, three", "two, one, three"));
    }

    [Fact]
    public void A_second_stream_of_a_kind_is_another_place() =>
        Changes($"{Came}\nm=audio 40002 RTP/AVP 8\n", $"{Came}\nm=audio 0 RTP/AVP 8\n").Should()
            .Equal(new MessageChange("body audio 2 m=", "m=audio 40002 RTP/AVP 8", "m=audio 0 RTP/AVP 8"));

    [Fact]
    public void Another_body_is_compared_by_lines_under_its_type()
    {
        const string Before = "INFO sip:a SIP/2.0\nContent-Type: application/dtmf-relay\n\nSignal=5\nDuration=160\n";

        Changes(Before, Before.Replace("160", "250", StringComparison.Ordinal)).Should().Equal(new MessageChange("body application/dtmf-relay", "Duration=160", "Duration=250"));
        Changes(Before, "INFO sip:a SIP/2.0\n\n").Should().HaveCount(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("no message\nno header\n: \n \nv=0")]
    [InlineData("SIP/2.0 \nCSeq:\n\nm=\nm=audio")]
    public void What_is_no_message_is_compared_all_the_same(string text)
    {
        Changes(text, text).Should().BeEmpty();
        Changes(text, Came).Should().NotBeEmpty();
        Changes(Came, text).Should().NotBeEmpty();
    }

    private static IReadOnlyList<MessageChange> Changes(string came, string went) => MessageChanges.Between(Message(came), Message(went));

    private static LadderMessage Message(string text) =>
        new(0, false, DateTimeOffset.UnixEpoch, TransportKind.Udp, "192.0.2.10:5060", "192.0.2.2:5060", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
}
