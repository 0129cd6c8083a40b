using Tandem.Sip.Transport;
using Tandem.TestKit;
using Tandem.Tests.Sip.Transport;

namespace Tandem.Tests.Calls.GatewayChecks;

/// <summary>OPTIONS to carriers that have a name, or an address that a URI writes otherwise than the plan.</summary>
public sealed class NamedGatewayChecksTests : IDisposable
{
    private const string Name = "sip.carrier.example";
    private readonly FakeDns _dns = new();

    public void Dispose() => _dns.Dispose();

    [Fact]
    public void The_certificate_of_a_carrier_by_TLS_is_to_be_of_its_name()
    {
        _dns.Host(Name, "127.0.0.66");
        using TestSwitch tandem = Start($"{Name};transport=tls");
        tandem.Wire.HasTls = true;
        SipPeer named = tandem.Peer("named", "127.0.0.66:5061");
        tandem.Passes(3);
        tandem.PumpUntil(() => named.All.Count > 0);
        named.All[0].Should().StartWith($"OPTIONS sip:{Name};transport=tls SIP/2.0\r\nVia: SIP/2.0/TLS ");
        tandem.Wire.Expected.Should().Contain(named.Address, Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(503)]
    [InlineData(504)]
    public void The_next_place_of_a_name_is_asked_when_the_first_does_not_say_yes(int answer)
    {
        using TestSwitch tandem = TwoPlaces(out SipPeer first, out SipPeer second);
        Answer(tandem, first, answer);
        tandem.PumpUntil(() => second.All.Count > 0);
        second.All[0].Should().StartWith($"OPTIONS sip:{Name} SIP/2.0\r\n");
        second.Say(second.Response(second.All[0], 200, null));
        IsSilent(tandem).Should().BeFalse();
    }

    [Fact]
    public void A_name_is_silent_when_its_last_place_is()
    {
        using TestSwitch tandem = TwoPlaces(out SipPeer first, out SipPeer second);
        Answer(tandem, first, 503);
        tandem.PumpUntil(() => second.All.Count > 0);
        IsSilent(tandem).Should().BeFalse();
        Answer(tandem, second, 0);
        IsSilent(tandem).Should().BeTrue();
        first.All.Clear();
        tandem.Passes(62);
        first.All.Should().NotBeEmpty("each period begins with the first place").And.OnlyContain(static text => text.StartsWith("OPTIONS ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2001:db8::1", "sip:[2001:db8::1]", "[2001:db8::1]:5060")]
    [InlineData("[2001:db8::1]:5070;transport=tcp", "sip:[2001:db8::1]:5070;transport=tcp", "[2001:db8::1]:5070")]
    [InlineData("127.0.0.66:5070", "sip:127.0.0.66:5070", "127.0.0.66:5070")]
    public void An_address_is_asked_by_a_URI(string address, string uri, string at)
    {
        using TestSwitch tandem = Start(address);
        SipPeer carrier = tandem.Peer("there", at);
        tandem.Passes(3);
        carrier.All[0].Should().StartWith($"OPTIONS {uri} SIP/2.0\r\n");
        SipText.Header(carrier.All[0], "To").Should().Be($"<{uri}>");
    }

    private static bool IsSilent(TestSwitch tandem) => tandem.Traffic.Of(tandem.Plan.Current.Egress.First(static trunk => trunk.Name == "carrier-a")).Silent.Count > 0;

    /// <summary>0: nothing, until it is too late.</summary>
    private static void Answer(TestSwitch tandem, SipPeer peer, int status)
    {
        if (status > 0)
        {
            peer.Say(peer.Response(peer.All[0], status, null));
        }
        else
        {
            tandem.Passes(33);
        }
    }

    private TestSwitch TwoPlaces(out SipPeer first, out SipPeer second)
    {
        _dns.Service($"_sip._udp.{Name}", 1, 0, 5060, "one.example").Service($"_sip._udp.{Name}", 2, 0, 5060, "two.example").Host("one.example", "127.0.0.66").Host("two.example", "127.0.0.67");
        TestSwitch tandem = Start(Name);
        SipPeer asked = first = tandem.Peer("first", "127.0.0.66:5060");
        second = tandem.Peer("second", "127.0.0.67:5060");
        tandem.Passes(3);
        tandem.PumpUntil(() => asked.All.Count > 0);
        return tandem;
    }

    private TestSwitch Start(string address) => TestSwitch.Start(
        plan => plan.Route("44", "carrier-a").Carrier("carrier-a", trunk => trunk with { SipOptionsCheck = true, Addresses = [address] }),
        names: new LocatorOptions { NameServers = [_dns.At], HostsFile = null, Timeout = TimeSpan.FromSeconds(10), Retries = 0 });
}
