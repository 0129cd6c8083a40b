using System.Text;
using Tandem.Routing.Media;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Routing.Media;

public sealed class MediaProxyDecisionTests
{
    private static readonly MediaParty Plain = new() { Network = MediaNetwork.PublicIPv4 };

    /// <summary>To be compared with SW §6.1, step by step.</summary>
    [Fact]
    public void The_whole_table()
    {
        var table = new StringBuilder("mode    caller  callee  facts              media   step\n");
        foreach (MediaProxyMode mode in Enum.GetValues<MediaProxyMode>())
        {
            foreach (RtpForwardType caller in Enum.GetValues<RtpForwardType>())
            {
                foreach (RtpForwardType callee in Enum.GetValues<RtpForwardType>())
                {
                    foreach ((string facts, MediaParty a, MediaParty b) in Facts())
                    {
                        MediaProxyDecision decision = MediaProxyDecision.Decide(a with { Forward = caller }, b with { Forward = callee }, mode, true, true);
                        table.Append($"{mode,-7} {caller,-7} {callee,-7} {facts,-18} {(decision.IsRelayed ? "relay " : "direct")}  {decision.Step}\n");
                    }
                }
            }
        }

        Approved.Match(table.ToString());
    }

    [Fact]
    public void The_order_of_the_sides_does_not_matter()
    {
        foreach (MediaProxyMode mode in Enum.GetValues<MediaProxyMode>())
        {
            foreach (RtpForwardType one in Enum.GetValues<RtpForwardType>())
            {
                foreach (RtpForwardType other in Enum.GetValues<RtpForwardType>())
                {
                    foreach ((string facts, MediaParty a, MediaParty b) in Facts())
                    {
                        MediaParty caller = a with { Forward = one };
                        MediaParty callee = b with { Forward = other };
                        MediaProxyDecision.Decide(caller, callee, mode, true, true).Should().Be(MediaProxyDecision.Decide(callee, caller, mode, true, true), facts);
                    }
                }
            }
        }
    }

    [Fact]
    public void Networks_and_NAT_count_only_while_their_parameters_are_on()
    {
        MediaParty far = Plain with { Network = MediaNetwork.PrivateIPv4, BehindNat = true };

        MediaProxyDecision.Decide(Plain, far, MediaProxyMode.Auto, true, true).Step.Should().Be(MediaProxyStep.BetweenNetworks);
        MediaProxyDecision.Decide(Plain, far, MediaProxyMode.Auto, false, true).Step.Should().Be(MediaProxyStep.BehindNat);
        MediaProxyDecision.Decide(Plain, far, MediaProxyMode.Auto, false, false).Should().Be(new MediaProxyDecision(false, MediaProxyStep.Nothing));
    }

    [Fact]
    public void A_side_whose_network_is_not_known_is_not_apart() =>
        MediaProxyDecision.Decide(Plain, Plain with { Network = MediaNetwork.Unknown }, MediaProxyMode.Auto, true, true).IsRelayed.Should().BeFalse();

    [Theory]
    [InlineData("127.0.0.9", MediaNetwork.Loopback)]
    [InlineData("10.1.2.3", MediaNetwork.PrivateIPv4)]
    [InlineData("172.16.0.1", MediaNetwork.PrivateIPv4)]
    [InlineData("172.31.255.255", MediaNetwork.PrivateIPv4)]
    [InlineData("172.32.0.1", MediaNetwork.PublicIPv4)]
    [InlineData("192.168.7.7", MediaNetwork.PrivateIPv4)]
    [InlineData("100.64.0.1", MediaNetwork.PrivateIPv4)]
    [InlineData("100.128.0.1", MediaNetwork.PublicIPv4)]
    [InlineData("169.254.1.1", MediaNetwork.PrivateIPv4)]
    [InlineData("0.0.0.0", MediaNetwork.Unknown)]
    [InlineData("203.0.113.9", MediaNetwork.PublicIPv4)]
    [InlineData("::1", MediaNetwork.Loopback)]
    [InlineData("::", MediaNetwork.Unknown)]
    [InlineData("fd00::1", MediaNetwork.PrivateIPv6)]
    [InlineData("fe80::1", MediaNetwork.PrivateIPv6)]
    [InlineData("2001:db8::1", MediaNetwork.PublicIPv6)]
    public void An_address_belongs_to_a_network(string address, MediaNetwork network) =>
        MediaNetworks.Of(TestWire.Address(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:0" : $"{address}:0").Ip).Should().Be(network);

    private static IEnumerable<(string Facts, MediaParty Caller, MediaParty Callee)> Facts() =>
    [
        ("-", Plain, Plain),
        ("feature", Plain with { NeedsRelay = true }, Plain),
        ("encryption", Plain, Plain with { Encrypts = true }),
        ("networks", Plain, Plain with { Network = MediaNetwork.PublicIPv6 }),
        ("nat", Plain with { BehindNat = true }, Plain),
    ];
}
