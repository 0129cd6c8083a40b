using System.Text;
using CsCheck;
using Tandem.Media.Sdp;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Sdp;

public sealed class SdpParserTests
{
    [Fact]
    public void A_phones_offer_is_read()
    {
        SdpDescription sdp = SdpTexts.Read(SdpTexts.Phone);

        sdp.MediaCount.Should().Be(1);
        sdp[0].Kind.Should().Be(SdpMediaKind.Audio);
        sdp[0].Protocol.Should().Be(SdpProtocol.RtpAvp);
        sdp[0].Rtp.ToString().Should().Be("10.1.1.7:49170");
        sdp[0].Rtcp.ToString().Should().Be("10.1.1.8:53020");
        sdp[0].TelephoneEvent.Should().Be(101);
        sdp[0].Ptime.Should().Be(20);
        sdp[0].FirstPayloadType.Should().Be(8);
        Encoding.ASCII.GetString(sdp.Formats(0)).Should().Be("8 0 101");
        Encoding.ASCII.GetString(sdp.Codec(0, 8).Name).Should().Be("PCMA");
        Encoding.ASCII.GetString(sdp.Fmtp(0, 101)).Should().Be("0-16");
    }

    [Fact]
    public void A_browsers_lines_each_have_their_own_address_and_the_sessions_fingerprint()
    {
        SdpDescription sdp = SdpTexts.Read(SdpTexts.Browser);

        sdp.MediaCount.Should().Be(2);
        sdp[0].Rtp.ToString().Should().Be("203.0.113.50:54609");
        sdp[0].RtcpMux.Should().BeTrue();
        sdp[0].HasIce.Should().BeTrue();
        sdp[0].CandidateCount.Should().Be(2);
        Encoding.ASCII.GetString(sdp.IcePwd(0)).Should().Be("asd88fgpdd777uzjYhagZg");
        sdp[0].HasFingerprint.Should().BeTrue();
        sdp[1].HasFingerprint.Should().BeTrue();
        sdp[1].HasIce.Should().BeFalse();
        sdp.Codec(0, 111).ClockRate.Should().Be(48000);
        sdp.Codec(0, 111).Channels.Should().Be(2);
    }

    [Fact]
    public void A_fax_line_over_IPv6_is_read()
    {
        SdpDescription sdp = SdpTexts.Read(SdpTexts.Fax);

        sdp[0].Kind.Should().Be(SdpMediaKind.Image);
        sdp[0].Protocol.Should().Be(SdpProtocol.Udptl);
        sdp[0].Rtp.ToString().Should().Be("[2001:db8::7]:4010");
        sdp[0].CanRelay.Should().BeTrue();
    }

    [Fact]
    public void A_line_without_a_direction_takes_the_sessions()
    {
        SdpDescription sdp = SdpTexts.Read(SdpTexts.Lines(
            "v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0", "a=sendonly", "m=audio 4000 RTP/AVP 0", "m=audio 4002 RTP/AVP 0", "a=inactive"));

        sdp[0].Flows.Should().Be(SdpDirection.SendOnly);
        sdp[1].Flows.Should().Be(SdpDirection.Inactive);
    }

    [Fact]
    public void The_address_zero_is_the_old_form_of_hold() =>
        SdpTexts.Read(SdpTexts.Answer.Replace("c=IN IP4 192.0.2.20", "c=IN IP4 0.0.0.0", StringComparison.Ordinal))[0].Flows.Should().Be(SdpDirection.SendOnly);

    [Fact]
    public void With_ICE_the_address_zero_is_no_hold_for_the_candidates_say_where() =>
        SdpTexts.Read(SdpTexts.Browser.Replace("203.0.113.50", "0.0.0.0", StringComparison.Ordinal))[0].Flows.Should().Be(SdpDirection.SendRecv);

    [Fact]
    public void A_host_name_is_no_hold()
    {
        SdpDescription sdp = SdpTexts.Read(SdpTexts.Answer.Replace("c=IN IP4 192.0.2.20", "c=IN IP4 media.example.net", StringComparison.Ordinal));

        sdp[0].Rtp.IsAny.Should().BeTrue();
        sdp[0].Flows.Should().Be(SdpDirection.SendRecv);
    }

    [Fact]
    public void Bare_line_feeds_and_a_last_line_without_one_are_taken() =>
        SdpTexts.Read(SdpTexts.Phone.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd())[0].Port.Should().Be(49170);

    [Theory]
    [InlineData("", SdpFault.Empty)]
    [InlineData("\r\n\r\n", SdpFault.Empty)]
    [InlineData("hello", SdpFault.LineMalformed)]
    [InlineData("o=- 1 1 IN IP4 192.0.2.1\r\n", SdpFault.Version)]
    [InlineData("v=1\r\n", SdpFault.Version)]
    [InlineData("v=0\r\ns=-\r\n", SdpFault.Origin)]
    [InlineData("v=0\r\no=- 1\r\n", SdpFault.Origin)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4\r\n", SdpFault.Connection)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP5 192.0.2.1\r\n", SdpFault.Connection)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP6 1::2::3\r\n", SdpFault.Connection)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 4000 RTP/AVP\r\n", SdpFault.Media)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 70000 RTP/AVP 0\r\n", SdpFault.Media)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio -1 RTP/AVP 0\r\n", SdpFault.Media)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 4000 RTP/AVP PCMA\r\n", SdpFault.Media)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 4000 RTP/AVP 0\r\n", SdpFault.NoConnection)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\ns=a\0b\r\n", SdpFault.StrayControlCharacter)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\ns=a\rb\r\n", SdpFault.StrayControlCharacter)]
    public void What_is_wrong_has_a_name(string text, SdpFault fault) => SdpTexts.Fault(text).Should().Be(fault);

    [Theory]
    [InlineData("o=alice smith 1 1 IN IP4 192.0.2.1")]
    [InlineData("o=- 1 1")]
    public void Nothing_hangs_on_the_origin(string origin) =>
        SdpTexts.Fault($"v=0\r\n{origin}\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n").Should().Be(SdpFault.None);

    [Fact]
    public void A_rejected_line_needs_no_formats() =>
        SdpTexts.Read("v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 0\r\nm=video 0 RTP/AVP\r\n").MediaCount.Should().Be(2);

    [Fact]
    public void Too_much_of_anything_has_a_name()
    {
        const string Head = "v=0\r\no=- 1 1 IN IP4 h\r\nc=IN IP4 192.0.2.1\r\n";
        SdpTexts.Fault(new string('a', SdpLimits.Bytes + 1)).Should().Be(SdpFault.TooLong);
        SdpTexts.Fault(Head + "a=" + new string('x', SdpLimits.LineBytes)).Should().Be(SdpFault.LineTooLong);
        SdpTexts.Fault(Head + string.Concat(Enumerable.Repeat("a=x\r\n", SdpLimits.Lines))).Should().Be(SdpFault.TooManyLines);
        SdpTexts.Fault(Head + string.Concat(Enumerable.Repeat("m=audio 0 RTP/AVP 0\r\n", SdpLimits.Media + 1))).Should().Be(SdpFault.TooManyMedia);
        SdpTexts.Fault(Head + "m=audio 4000 RTP/AVP" + string.Concat(Enumerable.Repeat(" 0", SdpLimits.Formats + 1))).Should().Be(SdpFault.TooManyFormats);
    }

    [Theory]
    [InlineData("::", "[::]:0")]
    [InlineData("::1", "[::1]:0")]
    [InlineData("fe80::1:2", "[fe80::1:2]:0")]
    [InlineData("2001:DB8:0:0:8:800:200C:417A", "[2001:db8::8:800:200c:417a]:0")]
    [InlineData("64:ff9b::192.0.2.33", "[64:ff9b::c000:221]:0")]
    [InlineData("2001:db8::", "[2001:db8::]:0")]
    public void IPv6_addresses_are_read(string written, string address) =>
        SdpTexts.Read(SdpTexts.Fax.Replace("c=IN IP6 2001:db8::7", $"c=IN IP6 {written}", StringComparison.Ordinal)).Connection.ToString().Should().Be(address);

    [Theory]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData(":1:2:3:4:5:6:7:8")]
    [InlineData("1::2:3:4:5:6:7:8:9")]
    [InlineData("12345::")]
    [InlineData("::g")]
    [InlineData("::1:")]
    public void What_only_looks_like_IPv6_is_not_read(string written) =>
        SdpTexts.Fault(SdpTexts.Fax.Replace("c=IN IP6 2001:db8::7", $"c=IN IP6 {written}", StringComparison.Ordinal)).Should().Be(SdpFault.Connection);

    [Fact]
    public void A_description_cut_at_any_byte_never_throws_and_what_is_read_can_be_written()
    {
        var read = new SdpDescription();
        var writer = new SdpWriter();
        SdpEnd[] ends = [new(4000, 0), new(4002, 0)];
        foreach (string text in SdpTexts.All)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            for (int cut = 0; cut <= bytes.Length; cut++)
            {
                if (SdpParser.Parse(bytes.AsSpan(0, cut), read) == SdpFault.None)
                {
                    WriteAndReadBack(read, writer, ends);
                }
            }
        }
    }

    [Fact]
    public void Changed_bytes_never_throw_and_what_is_read_can_be_written()
    {
        SdpEnd[] ends = [new(4000, 0), new(4002, 4010)];
        Gen.Select(Gen.Int[0, SdpTexts.All.Length - 1], Gen.Select(Gen.Int[0, 2000], Gen.Byte).Array[1, 12]).Sample((which, changes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(SdpTexts.All[which]);
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            var read = new SdpDescription();
            if (SdpParser.Parse(bytes, read) == SdpFault.None)
            {
                WriteAndReadBack(read, new SdpWriter(), ends);
            }
        }, iter: 5000);
    }

    [Fact]
    public void Any_bytes_at_all_never_throw() =>
        Gen.Byte.Array[0, 400].Sample(static bytes => { SdpParser.Parse(bytes, new()); }, iter: 5000);

    [Fact]
    public void Nothing_is_allocated_to_read_and_to_write()
    {
        byte[] offer = Encoding.UTF8.GetBytes(SdpTexts.Browser);
        var read = new SdpDescription();
        var writer = new SdpWriter();
        var origin = new SdpOrigin(7);
        SdpEnd[] ends = [new(4000, 4000), new(4002, 0)];
        NetAddress own = TestWire.Address("192.0.2.1:0");
        Allocated.By(() =>
        {
            SdpParser.Parse(offer, read);
            writer.Write(read, new() { Address = own, Ends = ends }, ref origin);
        }).Should().Be(0);
    }

    private static void WriteAndReadBack(SdpDescription read, SdpWriter writer, SdpEnd[] ends)
    {
        var origin = new SdpOrigin(1);
        byte[] written = writer.Write(read, new() { Address = TestWire.Address("192.0.2.1:0"), Ends = ends }, ref origin).ToArray();
        var again = new SdpDescription();
        SdpParser.Parse(written, again).Should().Be(SdpFault.None, "{0}", Encoding.UTF8.GetString(written));
        again.MediaCount.Should().Be(read.MediaCount);
    }
}
