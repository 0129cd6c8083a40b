using System.Text.RegularExpressions;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Services;

/// <summary>A phone that answers a call with 302: RFC 3261 §8.1.3.4.</summary>
public sealed class RedirectedCallTests
{
    private const string Mobile = "Contact: <sip:447700900001@nowhere.example>";

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(302)]
    public void The_call_goes_on_to_the_number_that_it_names_and_the_phone_pays_for_it(int status)
    {
        using TestSwitch tandem = Start();
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("1002");
        Redirects(tandem.Peer("1002"), Mobile, status);
        string invite = tandem.Peer("carrier-a").Gets("INVITE");
        invite.Should().StartWith("INVITE sip:447700900001@127.0.0.3");
        SipText.Headers(invite, "Diversion").Should().Equal("<sip:1002@127.0.0.1>;reason=deflection;counter=1");
        SipText.Headers(invite, "History-Info").Should().Equal("<sip:1002@127.0.0.1>;index=1", "<sip:447700900001@127.0.0.1;cause=302>;index=1.1;mp=1");
        tandem.Credit.Held("bob").Should().Be(0.6m, "a minute is held before it is dialled");
        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("ACK");
        tandem.Passes(4);
        customer.Byes();
        customer.Gets(200);
        tandem.Peer("carrier-a").Gets("BYE");
        tandem.Peer("carrier-a").Answers(200);

        Cdr[] records = [.. tandem.Cdrs];
        Cdr callers = records.Single(static record => record.IngressTrunk == "customer");
        Cdr forward = records.Single(static record => record.Phone == "1002");
        (callers.Customer.Fee, forward.Customer.Account, forward.Customer.Fee, forward.Vendor.Fee).Should().Be((0.04m, "bob", 0.04m, 0.02m));
        callers.Tried.Select(static tried => (tried.Trunk, tried.Answer)).Should().Equal(("1002", status), ("carrier-a", 200));
        (tandem.Credit.Held("acme"), tandem.Credit.Held("bob")).Should().Be((0m, 0m));
        PhoneCallTests.Said(callers).Should().Contain("Phone 1002 forwards its calls as it has answered.");
    }

    [Fact]
    public void Of_several_numbers_the_one_with_the_highest_q_is_called_first_and_the_next_after_it()
    {
        using TestSwitch tandem = Start();
        tandem.Peer("customer").Invites("1002");
        Redirects(tandem.Peer("1002"), "Contact: <sip:447700900001@a>;q=0.2, \"Desk\" <sip:1003@b;transport=tcp>;q=0.9, <mailto:bob@example.org>");
        tandem.Peer("1003").Gets("INVITE");
        tandem.Peer("1003").Answers(486);
        tandem.Peer("carrier-a").Gets("INVITE").Should().StartWith("INVITE sip:447700900001@");
    }

    [Theory]
    [InlineData("Off", PhoneSwitch.System, false)]
    [InlineData("Off", PhoneSwitch.On, true)]
    [InlineData("On", PhoneSwitch.Off, false)]
    public void The_phones_setting_counts_more_than_the_switchs(string all, PhoneSwitch own, bool follows)
    {
        using TestSwitch tandem = Start(own, all);
        tandem.Peer("customer").Invites("1002");
        Redirects(tandem.Peer("1002"), Mobile);
        if (follows)
        {
            tandem.Peer("carrier-a").Gets("INVITE");
            return;
        }

        tandem.Peer("customer").Gets(480);
        tandem.Cdr.EndReason.Should().Be(302);
        tandem.Peer("carrier-a").GetsNothing();
    }

    [Theory]
    [InlineData("Contact: <mailto:bob@example.org>")]
    [InlineData("X-Contact: none")]
    [InlineData("Contact: <sip:192.0.2.1>")]
    public void Where_it_names_no_number_the_call_ends(string contact)
    {
        using TestSwitch tandem = Start();
        tandem.Peer("customer").Invites("1002");
        Redirects(tandem.Peer("1002"), contact);
        tandem.Peer("customer").Gets(480);
        (tandem.Cdr.EndReason, tandem.Credit.Held("bob")).Should().Be((302, 0m));
    }

    [Fact]
    public void Two_phones_that_send_a_call_to_each_other_do_so_once()
    {
        using TestSwitch tandem = Start();
        tandem.Peer("customer").Invites("1002");
        Redirects(tandem.Peer("1002"), "Contact: <sip:1003@127.0.0.1>");
        Redirects(tandem.Peer("1003"), "Contact: <sip:1002@127.0.0.1>");
        tandem.Peer("customer").Gets(482);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.ForwardLimit);
        (tandem.Credit.Held("acme"), tandem.Credit.Held("bob"), tandem.Credit.Held("cat")).Should().Be((0m, 0m, 0m));
    }

    [Fact]
    public void What_its_account_can_not_pay_is_not_called()
    {
        using TestSwitch tandem = Start(balance: 0m);
        tandem.Peer("customer").Invites("1002");
        Redirects(tandem.Peer("1002"), Mobile);
        tandem.Peer("carrier-a").GetsNothing();
        tandem.Peer("customer").Gets(402);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.InsufficientBalance);
    }

    [Fact]
    public void A_carriers_302_sends_the_call_to_the_next_carrier()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a", "carrier-b"));
        tandem.Peer("customer").Invites("442079460000");
        Redirects(tandem.Peer("carrier-a"), "Contact: <sip:449066000000@premium.example>");
        tandem.Peer("carrier-b").Gets("INVITE").Should().StartWith("INVITE sip:442079460000@", "a carrier does not choose what its customer pays for");
    }

    private static TestSwitch Start(PhoneSwitch follow = PhoneSwitch.System, string all = "On", decimal balance = 100m) => TestSwitch.Start(plan => plan
        .Route("44", "carrier-a").Payer("bob", balance).Payer("cat").Set("SS_SIP_PHONE_REDIRECT", all)
        .Phone("1002", "secret", phone => phone with { Account = "bob", Address = "127.0.0.22", FollowRedirect = follow })
        .Phone("1003", "secret", static phone => phone with { Account = "cat", Address = "127.0.0.23" }));

    private static void Redirects(SipPeer phone, string contact, int status = 302)
    {
        string invite = phone.Gets("INVITE");
        phone.Say(Regex.Replace(phone.Response(invite, status, null), "Contact: [^\r]*", contact, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }
}
