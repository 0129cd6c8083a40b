using Tandem.Sip.Headers;
using Tandem.Tests.Sip.Messages;

namespace Tandem.Tests.Sip.Headers;

public sealed class SipUriViewTests
{
    [Theory]
    [InlineData("sip:b", UriScheme.Sip, "", "b", 0, "", "")]
    [InlineData("SIPS:a@b:5061", UriScheme.Sips, "a", "b", 5061, "", "")]
    [InlineData("sip:a:secret@b;lr;x=1?h=2&i=3", UriScheme.Sip, "a", "b", 0, ";lr;x=1", "h=2&i=3")]
    [InlineData("sip:+44;ext=1@[2001:db8::1]:5060;user=phone", UriScheme.Sip, "+44", "[2001:db8::1]", 5060, ";user=phone", "")]
    [InlineData("sip:a?b/c@d", UriScheme.Sip, "a?b/c", "d", 0, "", "")]
    [InlineData("tel:+44-20-7946-0000;ext=1", UriScheme.Tel, "+44-20-7946-0000", "", 0, ";ext=1", "")]
    [InlineData("tel:*21#;phone-context=x", UriScheme.Tel, "*21#", "", 0, ";phone-context=x", "")]
    [InlineData("urn:service:sos", UriScheme.Other, "", "", 0, "", "")]
    public void The_parts_are_read(
        string text, UriScheme scheme, string user, string host, int port, string parameters, string headers)
    {
        SipUriView.TryRead(text.Bytes(), out SipUriView uri).Should().BeTrue();
        uri.Scheme.Should().Be(scheme);
        uri.User.Text().Should().Be(user);
        uri.Host.Text().Should().Be(host);
        uri.Port.Should().Be(port);
        uri.Parameters.Text().Should().Be(parameters);
        uri.Headers.Text().Should().Be(headers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip")]
    [InlineData("sip:")]
    [InlineData("sip:@b")]
    [InlineData("sip:a@")]
    [InlineData("sip:a@b@c")]
    [InlineData("sip:a@b:")]
    [InlineData("sip:a@b:0")]
    [InlineData("sip:a@b:65536")]
    [InlineData("sip:a@b:5060x")]
    [InlineData("sip:a@b;")]
    [InlineData("sip:a@b;;lr")]
    [InlineData("sip:a@b c")]
    [InlineData("sip:a@b<")]
    [InlineData("sip:2001:db8::10")]
    [InlineData("sip:a@[::1")]
    [InlineData("sip:a@[]")]
    [InlineData("tel:")]
    [InlineData("tel:abc+")]
    [InlineData("tel:+44 20")]
    [InlineData("tel:+")]
    [InlineData("tel:+44#")]
    [InlineData(":a")]
    public void What_is_no_URI_is_told(string text) => SipUriView.TryRead(text.Bytes(), out _).Should().BeFalse();

    [Theory]
    [InlineData("a%40b", true, "a@b")]
    [InlineData("%41%5a%6A", true, "AZj")]
    [InlineData("a%4", false, "")]
    [InlineData("a%4g", false, "")]
    [InlineData("0123456789abcdefg", false, "")]
    public void The_user_part_is_unescaped_on_demand(string user, bool good, string expected)
    {
        SipUriView.TryRead($"sip:{user}@b".Bytes(), out SipUriView uri).Should().BeTrue();
        Span<byte> room = stackalloc byte[16];
        uri.TryUnescapeUser(room, out int length).Should().Be(good);
        if (good)
        {
            ((ReadOnlySpan<byte>)room[..length]).Text().Should().Be(expected);
        }
    }

    [Fact]
    public void Parameters_are_found_by_name()
    {
        SipUriView.TryRead("sip:a@b;transport=TCP;lr"u8, out SipUriView uri).Should().BeTrue();
        uri.TryGetParameter("TRANSPORT"u8, out ReadOnlySpan<byte> transport).Should().BeTrue();
        transport.Text().Should().Be("TCP");
        uri.TryGetParameter("lr"u8, out ReadOnlySpan<byte> lr).Should().BeTrue();
        lr.IsEmpty.Should().BeTrue();
        uri.TryGetParameter("maddr"u8, out _).Should().BeFalse();
    }

    // The examples of RFC 3261 §19.1.4 and of RFC 3966 §5.
    [Theory]
    [InlineData("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp", true)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData(
        "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
        "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
        true)]
    [InlineData(
        "sip:alice@atlanta.com?subject=project%20x&priority=urgent",
        "sip:alice@atlanta.com?priority=urgent&subject=project%20x",
        true)]
    [InlineData("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false)]
    [InlineData("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off", false)]
    [InlineData("sip:a@b", "sips:a@b", false)]
    [InlineData("sip:a@b;user=phone", "sip:a@b", false)]
    [InlineData("tel:+44-20-7946", "tel:+44.(20)7946", true)]
    [InlineData("tel:+44207946", "tel:44207946", false)]
    [InlineData("tel:7946;phone-context=a", "tel:7946;phone-context=b", false)]
    public void Equality_is_the_RFCs(string first, string second, bool equal)
    {
        SipUriView.TryRead(first.Bytes(), out SipUriView a).Should().BeTrue();
        SipUriView.TryRead(second.Bytes(), out SipUriView b).Should().BeTrue();
        UriComparison.AreEqual(a, b).Should().Be(equal);
        UriComparison.AreEqual(b, a).Should().Be(equal);
    }
}
