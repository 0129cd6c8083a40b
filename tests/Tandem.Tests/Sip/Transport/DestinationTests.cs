using Tandem.Sip.Transport;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Sip.Transport;

public sealed class DestinationTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", 0, TransportKind.Udp, true)]
    [InlineData("192.0.2.1:5070;transport=tcp", "192.0.2.1", 5070, TransportKind.Tcp, true)]
    [InlineData("[2001:db8::1]:5070", "2001:db8::1", 5070, TransportKind.Udp, true)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 0, TransportKind.Udp, true)]
    [InlineData("2001:db8::1", "2001:db8::1", 0, TransportKind.Udp, true)]
    [InlineData("carrier.example", "carrier.example", 0, TransportKind.Udp, false)]
    [InlineData(" Carrier-1.example.:5060 ; Transport=UDP ", "Carrier-1.example", 5060, TransportKind.Udp, false)]
    [InlineData("localhost:5062", "localhost", 5062, TransportKind.Udp, false)]
    [InlineData("gw.example;transport=tls", "gw.example", 0, TransportKind.Tls, false)]
    public void An_address_is_read(string text, string host, int port, TransportKind transport, bool isLiteral)
    {
        Destination.TryParse(text, out Destination? address).Should().BeTrue();
        (address!.Host, address.Port, address.Transport, address.Literal is not null).Should().Be((host, port, transport, isLiteral));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":5060")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:port")]
    [InlineData("host;transport=sctp")]
    [InlineData("host;lr")]
    [InlineData("ho st")]
    [InlineData("sip:1@host")]
    [InlineData("a..b")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[::1")]
    [InlineData("192.0.2.999")]
    [InlineData("5060")]
    public void What_is_no_address_is_refused(string text) => Destination.TryParse(text, out _).Should().BeFalse();
}
