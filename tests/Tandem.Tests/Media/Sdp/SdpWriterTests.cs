using System.Text;
using Tandem.Media.Sdp;
using Tandem.TestKit;

namespace Tandem.Tests.Media.Sdp;

public sealed class SdpWriterTests
{
    private readonly SdpWriter _writer = new();
    private SdpOrigin _origin = new(1234);

    [Fact]
    public void The_other_side_sees_our_addresses_and_everything_else_in_its_place() => Approved.Match(Write(SdpTexts.Phone, new SdpEnd(20000, 20001)));

    [Fact]
    public void A_browsers_ICE_and_bundle_stay_on_its_own_side() => Approved.Match(Write(SdpTexts.Browser, new SdpEnd(20000, 20000), new SdpEnd(20002, 20002)));

    [Fact]
    public void A_peer_that_speaks_ICE_is_told_ours()
    {
        string text = Written(SdpTexts.Browser, [new SdpEnd(20000, 20000), default], "frag", "a-password-of-22-chars");

        text.Should().Contain("a=ice-lite\r\n").And.Contain("a=ice-ufrag:frag\r\na=ice-pwd:a-password-of-22-chars\r\n")
            .And.Contain("a=candidate:1 1 UDP 2130706431 192.0.2.1 20000 typ host\r\n").And.NotContain("192.168.0.196").And.NotContain("8hhY");
    }

    [Fact]
    public void Nothing_of_the_first_side_can_be_found_in_it()
    {
        foreach (string text in SdpTexts.All)
        {
            Write(text, new SdpEnd(20000, 0), new SdpEnd(20002, 0)).Should().NotContain("10.1.1.").And.NotContain("203.0.113.").And.NotContain("192.168.").And.NotContain("2001:db8")
                .And.NotContain("alice").And.NotContain("phone.example");
        }
    }

    [Theory]
    [InlineData("a=oldcip:10.1.1.9")]
    [InlineData("a=oldoip:10.1.1.9")]
    [InlineData("a=oldmediaip:10.1.1.9")]
    [InlineData("a=oldmediaport:4711")]
    [InlineData("a=tool:phone.example")]
    [InlineData("a=ssrc:361 cname:alice@10.1.1.7")]
    public void What_relays_and_programs_write_about_the_first_side_is_left_out(string line) =>
        Write(SdpTexts.Phone + line + "\r\n", new SdpEnd(20000, 0)).Should().NotContain(line);

    [Fact]
    public void Other_properties_of_a_source_stay() =>
        Write(SdpTexts.Phone + "a=ssrc:361 msid:a b\r\n", new SdpEnd(20000, 0)).Should().Contain("a=ssrc:361 msid:a b\r\n");

    [Fact]
    public void A_line_that_the_description_has_left_out_is_told_as_not_used()
    {
        OfferAnswer session = new();
        session.Offer(MediaSide.A, SdpTexts.Read(SdpTexts.Phone + "m=video 5000 RTP/AVP 31\r\nm=image 5002 udptl t38\r\nm=audio 5004 RTP/SAVP 0\r\n"));
        session.Answer(MediaSide.B, SdpTexts.Read(SdpTexts.Answer)).Should().Be(OfferFault.None);
        string text = Encoding.UTF8.GetString(_writer.Write(
            SdpTexts.Read(SdpTexts.Answer), new() { Address = TestWire.Address("192.0.2.1:0"), Ends = [new(20000, 0), default, default], Session = session.LinesOf(MediaSide.B) }, ref _origin));

        text.Should().EndWith("m=video 0 RTP/AVP 0\r\nm=image 0 udptl t38\r\nm=audio 0 RTP/SAVP 0\r\n", "the line's kind and protocol stay what they are (RFC 3264 §6)");
    }

    [Theory]
    [InlineData("a=sendrecv", "a=sendonly")]
    [InlineData("a=recvonly", "a=inactive")]
    public void A_hold_by_the_address_is_told_as_a_direction_for_the_address_is_ours(string direction, string told)
    {
        string held = SdpTexts.Phone.Replace("c=IN IP4 10.1.1.7", "c=IN IP4 0.0.0.0", StringComparison.Ordinal).Replace("a=sendrecv", direction, StringComparison.Ordinal);
        string text = Write(held, new SdpEnd(20000, 0));

        text.Should().Contain("c=IN IP4 192.0.2.1\r\n").And.Contain(told + "\r\n").And.NotContain(direction);
    }

    [Fact]
    public void The_version_rises_only_when_something_has_changed()
    {
        Origin(Write(SdpTexts.Phone, new SdpEnd(20000, 0))).Should().Be("- 1234 1 IN IP4 192.0.2.1");
        Origin(Write(SdpTexts.Phone.Replace("2890844526 2890844526", "2890844526 2890844527", StringComparison.Ordinal), new SdpEnd(20000, 0))).Should().Be("- 1234 1 IN IP4 192.0.2.1");
        Origin(Write(SdpTexts.Phone.Replace("sendrecv", "sendonly", StringComparison.Ordinal), new SdpEnd(20000, 0))).Should().Be("- 1234 2 IN IP4 192.0.2.1");
        Origin(Write(SdpTexts.Phone, new SdpEnd(20000, 0))).Should().Be("- 1234 3 IN IP4 192.0.2.1");
    }

    [Fact]
    public void A_rejected_line_stays_a_line_with_port_0_and_nothing_below_it()
    {
        string text = Write(SdpTexts.Browser, new SdpEnd(20000, 20000));

        text.Should().EndWith("m=video 0 UDP/TLS/RTP/SAVPF 100\r\na=mid:1\r\n");
    }

    [Fact]
    public void A_line_that_was_rejected_takes_no_port() =>
        Write(SdpTexts.Answer.Replace("m=audio 30000", "m=audio 0", StringComparison.Ordinal), new SdpEnd(20000, 0)).Should().Contain("m=audio 0 RTP/AVP 8 101\r\n");

    [Fact]
    public void An_odd_RTCP_port_is_said() => Write(SdpTexts.Answer, new SdpEnd(20000, 20005)).Should().Contain("a=rtcp:20005\r\n");

    [Fact]
    public void Our_address_may_be_of_the_other_family()
    {
        string text = Encoding.UTF8.GetString(_writer.Write(SdpTexts.Read(SdpTexts.Phone), new() { Address = TestWire.Address("[2001:db8::1]:0"), Ends = [new(20000, 0)] }, ref _origin));

        text.Should().Contain("o=- 1234 1 IN IP6 2001:db8::1\r\n").And.Contain("c=IN IP6 2001:db8::1\r\n");
    }

    private string Write(string text, params SdpEnd[] ends) => Written(text, ends, "", "");

    private string Written(string text, SdpEnd[] ends, string ufrag, string pwd) =>
        Encoding.UTF8.GetString(_writer.Write(
            SdpTexts.Read(text),
            new() { Address = TestWire.Address("192.0.2.1:0"), Ends = ends, IceUfrag = Encoding.ASCII.GetBytes(ufrag), IcePwd = Encoding.ASCII.GetBytes(pwd) },
            ref _origin));

    private static string Origin(string text) => text.Split("\r\n")[1][2..];
}
