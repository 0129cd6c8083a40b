using AwesomeAssertions;
using Tandem.Routing.Access;

namespace Tandem.Tests.Routing.Access;

public sealed class SourceAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", 5060, true)]
    [InlineData("192.0.2.1", "192.0.2.2", 5060, false)]
    [InlineData("192.0.2.1:5060", "192.0.2.1", 5060, true)]
    [InlineData("192.0.2.1:5060", "192.0.2.1", 5061, false)]
    [InlineData("192.0.2.0/24", "192.0.2.255", 1, true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", 1, false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", 1, true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", 1, false)]
    [InlineData("2001:db8::1", "2001:db8::1", 1, true)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 1, true)]
    [InlineData("[2001:db8::1]:5060", "2001:db8::1", 5060, true)]
    [InlineData("[2001:db8::1]:5060", "2001:db8::1", 5061, false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", 1, true)]
    [InlineData("2001:db8::/32", "2001:db9::1", 1, false)]
    [InlineData("::/0", "192.0.2.1", 1, true)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", 1, true)]
    public void An_address_port_or_network_knows_its_own(string text, string ip, int port, bool contains)
    {
        SourceAddress.TryParse(text, out SourceAddress address, out string problem).Should().BeTrue(problem);
        address.Contains(TestPlan.From(ip, port)).Should().Be(contains);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("256.0.0.1")]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:+5")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/-1")]
    [InlineData("192.0.2.0/24:5060")]
    [InlineData("[192.0.2.1]:5060")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0")]
    [InlineData("pbx.example.com")]
    public void What_is_no_address_is_refused(string text)
    {
        SourceAddress.TryParse(text, out _, out string problem).Should().BeFalse();
        problem.Should().Contain($"'{text}'");
    }

    [Fact]
    public void A_network_with_host_bits_is_a_slip()
    {
        SourceAddress.TryParse("192.0.2.5/24", out _, out string problem).Should().BeFalse();
        problem.Should().Contain("first address");
    }
}
