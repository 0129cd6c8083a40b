using Tandem.Sip.Transport;
using Tandem.TestKit;
using Tandem.Tests.Sip.Transport;

namespace Tandem.Tests.Calls.Control;

/// <summary>Hosts of a dialog that are names: RFC 3261 §12.2.1.1, RFC 3263.</summary>
public sealed class NamedWayTests : IDisposable
{
    private readonly FakeDns _dns = new();
    private readonly TestSwitch _tandem;
    private readonly SipPeer _customer;
    private readonly SipPeer _carrier;
    private readonly SipPeer _named;

    public NamedWayTests()
    {
        LocatorOptions names = new() { NameServers = [_dns.At], HostsFile = null, Timeout = TimeSpan.FromSeconds(10), Retries = 0 };
        _tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a"), names: names);
        _customer = _tandem.Peer("customer");
        _carrier = _tandem.Peer("carrier-a");
        _named = _tandem.Peer("named", "127.0.0.66:5070");
    }

    [Fact]
    public void The_ACK_and_the_BYE_wait_for_the_name_in_the_Contact_and_go_where_it_leads()
    {
        _dns.Host("media-gw.example", "127.0.0.66");
        Answers("sip:gw@media-gw.example:5070");
        _customer.Byes();
        _customer.Gets(200);

        _tandem.PumpUntil(() => _named.All.Count >= 2);

        _named.Gets("ACK").Should().StartWith("ACK sip:gw@media-gw.example:5070 ");
        _named.Gets("BYE").Should().Contain("CSeq: 2 BYE");
        _named.Answers(200);
        _carrier.GetsNothing();
        _tandem.Node.Leftovers().Dialogs.Should().Be(0);
    }

    [Fact]
    public void A_name_in_Record_Route_is_the_next_hop_and_SRV_says_where_it_is()
    {
        _dns.Service("_sip._udp.edge.example", 1, 0, 5070, "edge-1.example").Host("edge-1.example", "127.0.0.66");
        Answers("sip:gw@127.0.0.3:5060", "Record-Route: <sip:edge.example;lr>");

        _tandem.PumpUntil(() => _named.All.Count > 0);

        _named.Gets("ACK").Should().StartWith("ACK sip:gw@127.0.0.3:5060 ").And.Contain("Route: <sip:edge.example;lr>");
        _customer.Sends("INFO", "tone");
        _named.Gets("INFO");
    }

    [Fact]
    public void A_provisional_answer_has_the_name_looked_up_before_it_is_needed()
    {
        _dns.Host("media-gw.example", "127.0.0.66");
        _customer.Invites("44207");
        string invite = _carrier.Gets("INVITE");
        _carrier.Say(With(_carrier.Response(invite, 180, null), "sip:gw@media-gw.example:5070"));
        _tandem.PumpUntil(() => _dns.Asked.Count == 2);

        // The answer is in the locator's memory when the event has come; nothing else says so.
        _carrier.Say(With(_carrier.Response(invite, 200, "answer"), "sip:gw@media-gw.example:5070"));
        _tandem.PumpUntil(() => _named.All.Count > 0);

        _named.Gets("ACK");
        _dns.Asked.Should().HaveCount(2);
    }

    [Fact]
    public void A_name_that_leads_nowhere_leaves_the_way_in_use()
    {
        Answers("sip:gw@nowhere.example:5070");

        _tandem.PumpUntil(() => _carrier.All.Any(static text => text.StartsWith("ACK ", StringComparison.Ordinal)));

        _carrier.Gets("ACK");
        _customer.Byes();
        _carrier.Gets("BYE").Should().StartWith("BYE sip:gw@nowhere.example:5070 ");
    }

    [Fact]
    public void A_name_that_wants_TCP_has_a_Via_that_says_so()
    {
        _dns.Host("media-gw.example", "127.0.0.66");
        Answers("sip:gw@media-gw.example:5070;transport=tcp");

        _tandem.PumpUntil(() => _named.All.Count > 0);

        _named.Gets("ACK").Should().Contain("Via: SIP/2.0/TCP 127.0.0.1:5060;branch=");
    }

    [Fact]
    public void A_call_that_ends_while_its_name_is_sought_leaves_nothing_behind()
    {
        _dns.IsSilent = true;
        Answers("sip:gw@media-gw.example:5070");
        string ok = _carrier.All.Single();
        _carrier.Adopt(ok);
        _carrier.Byes();
        _carrier.Gets(200);
        _customer.Gets("BYE");
        _customer.Answers(200);

        _tandem.Passes(40);

        _tandem.Node.Leftovers().Should().Be(default(Tandem.Calls.Control.SwitchLeftovers));
    }

    public void Dispose()
    {
        _tandem.Dispose();
        _dns.Dispose();
    }

    private static string With(string response, string target, string? more = null) => response
        .Replace("<sip:carrier-a@127.0.0.3:5060>", $"<{target}>", StringComparison.Ordinal)
        .Replace("CSeq:", more is null ? "CSeq:" : $"{more}\r\nCSeq:", StringComparison.Ordinal);

    /// <summary>The carrier answers with this Contact; the caller has acknowledged.</summary>
    private void Answers(string target, string? more = null)
    {
        _customer.Invites("44207");
        string invite = _carrier.Gets("INVITE");
        _carrier.Say(With(_carrier.Response(invite, 200, "answer"), target, more));
        _customer.Gets(200);
    }
}
