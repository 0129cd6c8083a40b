using Tandem.Sip.Headers;
using Tandem.Tests.Sip.Messages;

namespace Tandem.Tests.Sip.Headers;

public sealed class ViaViewTests
{
    [Fact]
    public void All_parts_are_read()
    {
        ReadOnlySpan<byte> value =
            "SIP/2.0/TCP h.example.com:5070;rport=1234;Received=192.0.2.9;ttl=3;maddr=224.2.0.1;branch=z9hG4bKa"u8;
        ViaView.TryRead(value, out ViaView via).Should().BeTrue();

        via.Transport.Text().Should().Be("TCP");
        via.Host.Text().Should().Be("h.example.com");
        via.Port.Should().Be(5070);
        via.HasRPort.Should().BeTrue();
        via.RPort.Should().Be(1234);
        via.Received.Text().Should().Be("192.0.2.9");
        via.Maddr.Text().Should().Be("224.2.0.1");
        via.Branch.Text().Should().Be("z9hG4bKa");
        Parameters.TryFind(via.Parameters, "TTL"u8, out ReadOnlySpan<byte> ttl).Should().BeTrue();
        ttl.Text().Should().Be("3");
    }

    [Theory]
    [InlineData("SIP/2.0/UDP h", "h", 0)]
    [InlineData(" sip / 2.0 / UDP\t h : 5060 ; branch = x", "h", 5060)]
    [InlineData("SIP/2.0/UDP [2001:db8::1]:5061;branch=x", "[2001:db8::1]", 5061)]
    [InlineData("SIP/2.0/UDP under_score-host.;branch=x", "under_score-host.", 0)]
    public void Sent_by_is_read(string value, string host, int port)
    {
        ViaView.TryRead(value.Bytes(), out ViaView via).Should().BeTrue();
        via.Host.Text().Should().Be(host);
        via.Port.Should().Be(port);
        via.HasRPort.Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIP/2.0/UDP")]
    [InlineData("SIP/2.0/UDP ")]
    [InlineData("SIP/2.0 UDP h")]
    [InlineData("SIP/2.0//UDP h")]
    [InlineData("SIP/7.0/UDP h")]
    [InlineData("SIP/2.0/UDP h:x")]
    [InlineData("SIP/2.0/UDP h:5060x")]
    [InlineData("SIP/2.0/UDP h y")]
    [InlineData("SIP/2.0/UDP [::1")]
    [InlineData("SIP/2.0/UDP [example]")]
    [InlineData("SIP/2.0/UDP h;")]
    [InlineData("SIP/2.0/UDP h;branch=a b")]
    [InlineData("SIP/2.0/UDP h;rport=70000")]
    public void What_is_no_Via_is_told(string value) => ViaView.TryRead(value.Bytes(), out _).Should().BeFalse();
}
