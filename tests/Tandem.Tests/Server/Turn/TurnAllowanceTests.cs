using System.Net;
using Tandem.Media.Turn;
using Tandem.Server.Options;
using Tandem.Server.Turn;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Server.Turn;

public sealed class TurnAllowanceTests
{
    private static readonly HashSet<UInt128> Own = [.. new[] { "127.0.0.1", "192.0.2.1", "2001:db8::1", "203.0.113.9" }.Select(static text => At(text).Ip)];

    [Fact]
    public void Media_is_the_ports_of_media_and_TURN_at_our_own_addresses_and_nothing_on_loopback()
    {
        IReadOnlyList<TurnNetwork> allowed = Read("0.0.0.0", "media");
        Has(allowed, "192.0.2.1", 20_000).Should().BeTrue();
        Has(allowed, "192.0.2.1", 60_000).Should().BeTrue("a relayed address of another client");
        Has(allowed, "203.0.113.9", 20_000).Should().BeTrue("where we are known by");
        Has(allowed, "192.0.2.1", 5060).Should().BeFalse();
        Has(allowed, "127.0.0.1", 20_000).Should().BeFalse();
        Has(allowed, "2001:db8::1", 20_000).Should().BeFalse("media is on IPv4 only");
        Has(Read("127.0.0.1", "media"), "127.0.0.1", 20_000).Should().BeTrue("it is bound there by name");
        Has(Read("0.0.0.0", "10.0.0.0/8"), "10.1.1.1", 1).Should().BeTrue();
        TurnAllowance.TryRead(["10.0.0.0/8", "Media"], [], [], default, Own, out _, out string problem).Should().BeFalse();
        problem.Should().Be("Media");
    }

    private static IReadOnlyList<TurnNetwork> Read(string address, params string[] texts)
    {
        TurnAllowance.TryRead(texts, [new MediaRange(IPAddress.Parse(address), 10_000, 49_999)], [new(IPAddress.Parse(address), 3478)], (50_000, 65_535), Own, out IReadOnlyList<TurnNetwork>? networks, out _)
            .Should().BeTrue();
        return networks!;
    }

    private static bool Has(IEnumerable<TurnNetwork> networks, string address, int port) => networks.Any(network => network.Has(At(address, port)));

    private static NetAddress At(string text, int port = 0) => NetAddress.From(IPAddress.Parse(text), port);
}
