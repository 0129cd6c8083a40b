using System.Security.Cryptography;
using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

public sealed class DigestTests
{
    [Fact]
    public void A_trunk_with_a_password_proves_itself_at_each_call()
    {
        using TestSwitch tandem = TestSwitch.Start(WithPassword);
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        string challenge = customer.Gets(401);
        tandem.Cdrs.Should().BeEmpty();

        customer.InvitesAgain(Credentials(challenge, "WWW-Authenticate", "Authorization", "customer", "secret", "sip:44207@127.0.0.1:5060"));

        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
    }

    [Fact]
    public void A_wrong_password_is_refused_and_kept_as_evidence()
    {
        using TestSwitch tandem = TestSwitch.Start(WithPassword);
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        string challenge = customer.Gets(401);

        customer.InvitesAgain(Credentials(challenge, "WWW-Authenticate", "Authorization", "customer", "wrong", "sip:44207@127.0.0.1:5060"));

        customer.Gets(403);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.AuthenticationFailed);
        tandem.Cdr.BillingMode.Should().Be(BillingMode.IllegalCall);
    }

    [Fact]
    public void After_too_many_wrong_passwords_a_source_is_not_even_asked_for_a_while()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            WithPassword(plan);
            plan.Set("SS_AUTHENTICATION_MAX_RETRY", "2");
        });
        SipPeer customer = tandem.Peer("customer");
        for (int i = 0; i < 3; i++)
        {
            customer.Invites("44207");
            string challenge = customer.Gets(401);
            customer.InvitesAgain(Credentials(challenge, "WWW-Authenticate", "Authorization", "customer", "wrong", "sip:44207@127.0.0.1:5060"));
            customer.Gets(403);
        }

        customer.Invites("44207");
        customer.Gets(403);
        tandem.Passes(181);
        customer.Invites("44207");
        customer.Gets(401);
    }

    [Fact]
    public void Who_calls_as_one_of_our_phones_is_challenged_and_its_account_pays()
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a").Phone("1001", "hush"));
        SipPeer phone = tandem.Peer("phone");
        phone.Invites("44207", from: "1001");
        string challenge = phone.Gets(401);
        phone.InvitesAgain(Credentials(challenge, "WWW-Authenticate", "Authorization", "1001", "hush", "sip:44207@127.0.0.1:5060"));
        tandem.Peer("carrier-a").Answers(486);
        phone.Gets(486);

        tandem.Cdr.Phone.Should().Be("1001");
        tandem.Cdr.IngressTrunk.Should().BeEmpty();
        tandem.Cdr.BillingMode.Should().Be(BillingMode.Phone);
    }

    [Fact]
    public void A_carrier_that_challenges_gets_our_credentials_on_the_same_call()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a", "carrier-b");
            plan.Carrier("carrier-a", trunk => trunk with { Username = "tandem-user", Password = "pw" });
        });
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Peer("customer").Invites("44207");
        string first = carrier.Gets("INVITE");
        carrier.Answers(407, headers: "Proxy-Authenticate: Digest realm=\"c\", nonce=\"n1\", qop=\"auth\"");
        carrier.Gets("ACK");

        string second = carrier.Gets("INVITE");

        second.Should().Contain("Proxy-Authorization: Digest username=\"tandem-user\", realm=\"c\", nonce=\"n1\"").And.Contain("CSeq: 2 INVITE");
        SipText.Header(second, "Call-ID").Should().Be(SipText.Header(first, "Call-ID"));
        carrier.Answers(200);
        tandem.Peer("customer").Gets(200);
        carrier.Gets("ACK").Should().Contain("Proxy-Authorization: ");
        tandem.Peer("customer").Byes();
        carrier.Gets("BYE").Should().Contain("Proxy-Authorization: Digest username=\"tandem-user\"").And.Contain("nc=00000002");
        tandem.Cdr.Tried.Should().ContainSingle();
    }

    [Fact]
    public void A_carrier_that_refuses_our_credentials_is_left_for_the_next()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            plan.Route("44", "carrier-a", "carrier-b");
            plan.Carrier("carrier-a", trunk => trunk with { Username = "tandem-user", Password = "pw" });
        });
        SipPeer carrier = tandem.Peer("carrier-a");
        tandem.Peer("customer").Invites("44207");
        carrier.Answers(401, headers: "WWW-Authenticate: Digest realm=\"c\", nonce=\"n1\", qop=\"auth\"");
        carrier.Gets("ACK");
        carrier.Answers(401, headers: "WWW-Authenticate: Digest realm=\"c\", nonce=\"n2\", qop=\"auth\"");

        tandem.Peer("carrier-b").Gets("INVITE");
    }

    private static void WithPassword(PlanBuilder plan)
    {
        plan.Route("44", "carrier-a");
        plan.Customer = plan.Customer with { Authentication = AuthenticationMethod.Password, Username = "customer", Password = "secret" };
    }

    private static string Credentials(string challenge, string from, string header, string user, string password, string uri)
    {
        string line = SipText.Headers(challenge, from).Single(static text => text.Contains("algorithm=MD5", StringComparison.Ordinal));
        string realm = Value(line, "realm");
        string nonce = Value(line, "nonce");
        string ha1 = Md5($"{user}:{realm}:{password}");
        string response = Md5($"{ha1}:{nonce}:00000001:abc:auth:{Md5($"INVITE:{uri}")}");
        return $"{header}: Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", response=\"{response}\", algorithm=MD5, "
            + "qop=auth, nc=00000001, cnonce=\"abc\"";
    }

    private static string Value(string line, string name)
    {
        int at = line.IndexOf($"{name}=\"", StringComparison.Ordinal) + name.Length + 2;
        return line[at..line.IndexOf('"', at)];
    }

#pragma warning disable CA5351 // the hash that RFC 7616 names
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
