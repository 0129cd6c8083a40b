using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

/// <summary>Calls and registrations from outside the geofence of the trunk or phone that they are of.</summary>
public sealed class GeofenceTests
{
    private static readonly Place Bangladesh = new("BD", 64_500, "Example");
    private static readonly Place America = new("US", 64_501, "Other");
    private static readonly Geofence BangladeshOnly = new() { Allow = ["BD"] };

    [Fact]
    public void A_call_of_a_trunk_from_elsewhere_is_an_illegal_call_that_says_why()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { Geofence = BangladeshOnly };
        });
        tandem.Places["127.0.0.2"] = America;
        SipPeer customer = tandem.Peer("customer");

        customer.Invites("44207");

        customer.Gets(403);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.GeofenceDenied);
        tandem.Cdr.BillingMode.Should().Be(BillingMode.IllegalCall);
        tandem.Cdr.CalledNumber.Should().Be("44207");
        RouteSentences.Read(tandem.Cdr.Why.Span).Should().Equal("customer may not come from 127.0.0.2:5060 (country US, AS64501): its geofence.");
        tandem.Node.Counters().Values["illegal_calls"].Should().Be(1);
    }

    [Fact]
    public void A_call_of_a_trunk_from_where_it_may_goes_out()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            plan.Route("44", "carrier-a");
            plan.Customer = plan.Customer with { Geofence = new() { Allow = ["asn:64500"] } };
        });
        tandem.Places["127.0.0.2"] = Bangladesh;
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
    }

    [Fact]
    public void While_nobody_answers_strangers_it_is_silence()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            plan.Route("44", "carrier-a").Set("SS_REPLY_UNAUTHORIZED", "Off");
            plan.Customer = plan.Customer with { Geofence = new() { Deny = ["127.0.0.0/8"] } };
        });
        tandem.Peer("customer").Invites("44207");
        tandem.Peer("customer").All.Should().BeEmpty();
        tandem.Cdr.EndReason.Should().Be((int)EndReason.GeofenceDenied);
    }

    [Theory]
    [InlineData("127.0.9.50:5060", "127.0.9.50")]
    [InlineData("[2001:db8::9]:5060", "2001:db8::9")]
    public void A_phone_is_told_so_only_after_its_password(string source, string address)
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Phone("1001", "secret", static phone => phone with { Geofence = BangladeshOnly }));
        tandem.Places[address] = America;
        SipPeer thief = tandem.Peer("thief", source);

        thief.Invites("44207", "1001");
        string challenge = thief.Gets(401);
        tandem.Cdrs.Should().BeEmpty("nobody learns from where phones may call without a password");
        thief.InvitesAgain(DigestTests.Credentials(challenge, "WWW-Authenticate", "Authorization", "1001", "secret", "sip:44207@127.0.0.1:5060"));

        thief.Gets(403);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.GeofenceDenied);
        Encoding.UTF8.GetString(tandem.Cdr.Why.Span).Should().Contain("OutsideGeofence").And.Contain("1001").And.Contain("country US");

        tandem.Places[address] = Bangladesh;
        thief.Invites("44207", "1001");
        thief.InvitesAgain(DigestTests.Credentials(thief.Gets(401), "WWW-Authenticate", "Authorization", "1001", "secret", "sip:44207@127.0.0.1:5060"));
        tandem.Peer("carrier-a").Answers(200);
        thief.Gets(200);
    }

    [Fact]
    public void A_registration_from_elsewhere_is_refused_in_the_words_of_a_wrong_password()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Phone("1001", "secret", static phone => phone with { Geofence = BangladeshOnly }).Phone("1002", "secret"));
        tandem.Places["127.0.9.50"] = America;
        var phone = new RegisteringPhone(tandem, tandem.Peer("abroad", "127.0.9.50:5060"), "1001", "secret");

        phone.Register().Should().Be(403);

        tandem.Registrations.Find("1001").Should().BeEmpty();
        tandem.Node.Counters().ByReason["registrations"]["GeofenceDenied"].Should().Be(1);
        new RegisteringPhone(tandem, tandem.Peer("home", "127.0.9.51:5060"), "1002", "secret").Register().Should().Be(200, "it has no geofence");

        tandem.Places["127.0.9.50"] = Bangladesh;
        phone.Register().Should().Be(200);
        tandem.Registrations.Find("1001").Should().HaveCount(1);
    }
}
