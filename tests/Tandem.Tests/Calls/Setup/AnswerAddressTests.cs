using Tandem.Routing.Trunks;
using Tandem.Sip.Transport;
using Tandem.TestKit;
using Tandem.Tests.Sip.Transport;

namespace Tandem.Tests.Calls.Setup;

/// <summary>SW §2.2 <c>sipResponseAddressMethod</c> 2 with a name in the Via: RFC 3263 §5.</summary>
public sealed class AnswerAddressTests : IDisposable
{
    private readonly FakeDns _dns = new();
    private readonly TestSwitch _tandem;
    private readonly SipPeer _customer;
    private readonly SipPeer _named;

    public AnswerAddressTests()
    {
        LocatorOptions names = new() { NameServers = [_dns.At], HostsFile = null, Timeout = TimeSpan.FromSeconds(10), Retries = 0 };
        _tandem = TestSwitch.Start(
            plan =>
            {
                plan.Route("44", "carrier-a");
                plan.Customer = plan.Customer with { SipResponseAddressMethod = ResponseAddressMethod.Via };
            },
            names: names);
        _customer = _tandem.Peer("customer");
        _named = _tandem.Peer("named", "127.0.0.67:5080");
    }

    [Fact]
    public void Answers_go_where_the_name_in_the_Via_leads()
    {
        _dns.Host("pbx.example", "127.0.0.67");
        Invites("pbx.example:5080");
        _tandem.Peer("carrier-a").Answers(486);

        _tandem.PumpUntil(() => _named.All.Any(static text => text.StartsWith("SIP/2.0 486 ", StringComparison.Ordinal)));

        _customer.All.Should().BeEmpty();
        _dns.Asked.Should().BeEquivalentTo("A pbx.example", "AAAA pbx.example");
    }

    [Fact]
    public void A_name_without_a_port_is_asked_for_by_SRV_and_the_next_call_needs_no_look_up()
    {
        _dns.Service("_sip._udp.pbx.example", 1, 0, 5080, "pbx-1.example").Host("pbx-1.example", "127.0.0.67");
        Invites("pbx.example");
        _tandem.PumpUntil(() => _named.All.Count > 0);
        int asked = _dns.Asked.Count;
        int heard = _named.All.Count;

        Invites("pbx.example");

        _named.All.Should().HaveCountGreaterThan(heard);
        _dns.Asked.Should().HaveCount(asked);
        _customer.All.Should().BeEmpty();
    }

    [Fact]
    public void A_name_that_leads_nowhere_counts_as_method_1()
    {
        Invites("nowhere.example:5060");

        _tandem.PumpUntil(() => _customer.All.Count > 0);

        _customer.Ignores();
        _tandem.Peer("carrier-a").Answers(486);
        _customer.Gets(486);
    }

    public void Dispose()
    {
        _tandem.Dispose();
        _dns.Dispose();
    }

    private void Invites(string sentBy)
    {
        _customer.SentBy = sentBy;
        _customer.Invites("44207");
    }
}
