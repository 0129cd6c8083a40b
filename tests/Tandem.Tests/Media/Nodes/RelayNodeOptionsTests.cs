using Tandem.Media.Nodes;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Media.Nodes;

public sealed class RelayNodeOptionsTests
{
    [Theory]
    [InlineData("0.0.0.0:0", "192.0.2.1:5060", true, "192.0.2.1:0")]
    [InlineData("0.0.0.0:0", "[2001:db8::1]:5060", false, "[2001:db8::1]:0")] // no range serves it: refused
    [InlineData("192.0.2.1:0", "192.0.2.1:5060", true, "-")]
    [InlineData("192.0.2.1:0", "[2001:db8::1]:5060", false, "[2001:db8::1]:0")]
    [InlineData("192.0.2.1:0", "192.0.2.1:5060", false, "[::1]:0")] // SDP of the other family: refused
    [InlineData("192.0.2.1:0 [2001:db8::1]:0", "[2001:db8::9]:5060", false, "[2001:db8::1]:0")]
    [InlineData("192.0.2.1:0 [2001:db8::1]:0", "[2001:db8::9]:5060", true, "192.0.2.1:0")]
    [InlineData("192.0.2.1:0 192.0.2.2:0 [2001:db8::1]:0", "192.0.2.2:5060", true, "192.0.2.2:0")]
    [InlineData("0.0.0.0:0 [::]:0", "[2001:db8::9]:5060", false, "[2001:db8::9]:0")]
    public void Ports_are_asked_for_in_the_family_that_is_wanted(string bound, string near, bool isIPv4, string local)
    {
        var options = new RelayNodeOptions { Bound = [.. bound.Split(' ').Select(TestWire.Address)] };
        options.LocalFor(TestWire.Address(near), isIPv4).Should().Be(local == "-" ? default : TestWire.Address(local));
    }

    [Fact]
    public void What_is_advertised_is_shown_to_its_own_family_only()
    {
        var options = new RelayNodeOptions { Bound = [TestWire.Address("0.0.0.0:0"), TestWire.Address("[::]:0")], Advertise = TestWire.Address("203.0.113.1:0") };
        options.Shows(TestWire.Address("10.0.0.1:0")).Should().BeTrue();
        options.Shows(TestWire.Address("[2001:db8::1]:0")).Should().BeFalse();
        options.LocalFor(TestWire.Address("10.0.0.1:5060"), isIPv4: true).Should().Be(NetAddress.FromIPv4(0, 0));
        options.LocalFor(TestWire.Address("[2001:db8::1]:5060"), isIPv4: false).Should().Be(TestWire.Address("[2001:db8::1]:0"));
    }
}
