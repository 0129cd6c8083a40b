using Tandem.Billing.Cdrs;
using Tandem.Routing.Phones;
using Tandem.Sip.Transport;
using Tandem.TestKit;
using Tandem.Tests.Sip.Transport;

namespace Tandem.Tests.Calls.Services;

/// <summary>Places of a simultaneous ring that are still looked up while another fails.</summary>
public sealed class SoughtPlaceTests : IDisposable
{
    private readonly FakeDns _dns = new() { IsSilent = true };
    private readonly TestSwitch _tandem;
    private readonly SipPeer _customer;

    public SoughtPlaceTests()
    {
        LocatorOptions names = new() { NameServers = [_dns.At], HostsFile = null, Timeout = TimeSpan.FromMilliseconds(200), Retries = 100 };
        _tandem = TestSwitch.Start(
            static plan => plan
                .Carrier("carrier-a", static trunk => trunk with { Addresses = ["gw.example:5070"], Prefixes = ["44"] })
                .Payer("bob")
                .Phone("1001", "secret", static phone => phone with { Address = "127.0.0.21" })
                .Phone("1002", "secret", static phone => phone with
                {
                    Account = "bob",
                    UnconditionalForward = true,
                    UnconditionalForwardE164 = new() { E164 = ["1001", "4477"], ForwardMethod = ForwardMethod.Simultaneous },
                }),
            names: names);
        _customer = _tandem.Peer("customer");
        _customer.Invites("1002");
        _tandem.Peer("1001").Answers(480);
    }

    [Fact]
    public void The_first_place_that_fails_leaves_the_call_to_one_that_is_still_looked_up()
    {
        SipPeer carrier = _tandem.Peer("named", "127.0.0.66:5070");
        _customer.GetsNothing();

        _dns.Host("gw.example", "127.0.0.66");
        _dns.IsSilent = false;
        _tandem.PumpUntil(() => carrier.All.Count > 0);
        carrier.Answers(180);
        carrier.Answers(200);
        _customer.Gets(180);
        _customer.Gets(200);
        _tandem.Passes(3);
        _customer.Byes();
        _customer.Gets(200);

        carrier.Gets("ACK");
        carrier.Gets("BYE");
        carrier.Answers(200);
        Cdr record = _tandem.Cdrs.Single(static one => one.Phone == "1002");
        (record.EgressTrunk, record.Customer.Fee).Should().Be(("carrier-a", 0.03m));
        _tandem.Node.Leftovers().Dialogs.Should().Be(0);
    }

    [Fact]
    public void When_what_is_looked_up_leads_nowhere_the_call_ends_with_what_the_others_said()
    {
        _dns.IsSilent = false;
        _tandem.PumpUntil(() => _customer.All.Any(static text => text.StartsWith("SIP/2.0 480", StringComparison.Ordinal)));
        _tandem.Cdrs.Should().Contain(static record => record.EndReason == 480);
        _tandem.Credit.Held("bob").Should().Be(0m);
        _tandem.Node.Leftovers().Dialogs.Should().Be(0);
    }

    [Fact]
    public void A_caller_who_gives_up_meanwhile_is_let_go()
    {
        _customer.Cancels();
        _customer.Gets(200);
        _customer.Gets(487);
        _tandem.Node.Leftovers().Dialogs.Should().Be(0);
        _dns.Host("gw.example", "127.0.0.66");
        _dns.IsSilent = false;
        _tandem.PumpUntil(() => !_dns.Asked.IsEmpty);
        _tandem.Peer("named", "127.0.0.66:5070").GetsNothing();
        _tandem.Credit.Held("bob").Should().Be(0m);
    }

    public void Dispose()
    {
        _tandem.Dispose();
        _dns.Dispose();
    }
}
