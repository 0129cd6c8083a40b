using AwesomeAssertions;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Trunks;

public sealed class EgressAddressTests
{
    [Theory]
    [InlineData("127.0.0.3:5070", "127.0.0.3", true, 5070, EgressTransport.Any)]
    [InlineData("127.0.0.3", "127.0.0.3", true, 0, EgressTransport.Any)]
    [InlineData("[2001:db8::1]:5070", "2001:db8::1", true, 5070, EgressTransport.Any)]
    [InlineData("2001:db8::1", "2001:db8::1", true, 0, EgressTransport.Any)]
    [InlineData("sip.carrier.example", "sip.carrier.example", false, 0, EgressTransport.Any)]
    [InlineData("sip.carrier.example:5062;transport=tcp", "sip.carrier.example", false, 5062, EgressTransport.Tcp)]
    [InlineData("127.0.0.3:5070;transport=udp", "127.0.0.3", true, 5070, EgressTransport.Udp)]
    [InlineData("127.0.0.3 ; Transport=TCP", "127.0.0.3", true, 0, EgressTransport.Tcp)]
    [InlineData("sip.carrier.example;transport=tls", "sip.carrier.example", false, 0, EgressTransport.Tls)]
    [InlineData("localhost", "localhost", false, 0, EgressTransport.Any)]
    public void A_host_may_have_a_port_and_a_transport(string text, string host, bool isIp, int port, EgressTransport transport)
    {
        EgressAddress.TryParse(text, out EgressAddress address, out string problem).Should().BeTrue(problem);
        address.Host.Should().Be(host);
        (address.Ip is not null).Should().Be(isIp);
        address.Port.Should().Be((ushort)port);
        address.Transport.Should().Be(transport);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0")]
    [InlineData("127.0.0.300")]
    [InlineData("127.0.0.3:70000")]
    [InlineData("host:port")]
    [InlineData("-host")]
    [InlineData("host..example")]
    [InlineData("ho st")]
    [InlineData("host\r\nVia: x")]
    [InlineData("sip:host")]
    [InlineData("host;transport=sctp")]
    [InlineData("host;lr")]
    public void What_is_no_host_is_refused(string text)
    {
        EgressAddress.TryParse(text, out _, out string problem).Should().BeFalse();
        problem.Should().NotBeEmpty();
    }
}
