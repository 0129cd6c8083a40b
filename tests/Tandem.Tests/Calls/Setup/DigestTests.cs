using System.Net;
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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_wrong_password_is_asked_for_again_so_many_times_then_refused_and_kept_as_evidence(int retries)
    {
        using TestSwitch tandem = TestSwitch.Start(WithPassword);
        tandem.Apply(plan => plan.Set("SS_SIP_AUTHENTICATION_RETRY", $"{retries}"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        for (int i = 0; i <= retries; i++)
        {
            tandem.Cdrs.Should().BeEmpty();
            string challenge = customer.Gets(401);
            challenge.Should().NotContain("stale");
            customer.InvitesAgain(Credentials(challenge, "WWW-Authenticate", "Authorization", "customer", "wrong", "sip:44207@127.0.0.1:5060"));
        }

        customer.Gets(403);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.AuthenticationFailed);
        tandem.Cdr.BillingMode.Should().Be(BillingMode.IllegalCall);
    }

    [Fact]
    public void The_right_password_at_the_second_try_opens_the_call()
    {
        using TestSwitch tandem = TestSwitch.Start(WithPassword);
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        Answers(customer, "wrong");

        Answers(customer, "secret");

        tandem.Peer("carrier-a").Answers(200);
        customer.Gets(200);
    }

    [Fact]
    public void The_questions_of_one_call_may_take_so_many_seconds_all_together()
    {
        using TestSwitch tandem = TestSwitch.Start(WithPassword);
        tandem.Apply(static plan => plan.Set("SS_SIP_AUTHENTICATION_TIMEOUT", "10").Set("SS_SIP_AUTHENTICATION_RETRY", "5"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Passes(6);
        Answers(customer, "wrong");
        tandem.Passes(3.9);
        Answers(customer, "wrong");
        tandem.Passes(0.2);

        Answers(customer, "secret");

        customer.Gets(403);
        tandem.Cdr.EndReason.Should().Be((int)EndReason.AuthenticationFailed);
    }

    [Fact]
    public void A_longer_time_counts_from_the_next_call_on()
    {
        using TestSwitch tandem = TestSwitch.Start(WithPassword);
        tandem.Apply(static plan => plan.Set("SS_SIP_AUTHENTICATION_TIMEOUT", "60"));
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        tandem.Passes(50);

        Answers(customer, "secret");

        tandem.Peer("carrier-a").Gets("INVITE");
    }

    [Fact]
    public void Credentials_that_are_used_again_for_the_next_call_have_no_exchange_to_be_late_in()
    {
        using TestSwitch tandem = TestSwitch.Start(WithPassword);
        SipPeer customer = tandem.Peer("customer");
        customer.Invites("44207");
        string challenge = customer.Gets(401);
        customer.InvitesAgain(Credentials(challenge, "WWW-Authenticate", "Authorization", "customer", "secret", "sip:44207@127.0.0.1:5060"));
        tandem.Peer("carrier-a").Answers(486);
        customer.Gets(486);
        tandem.Passes(60);

        customer.Invites("44207", headers: Credentials(challenge, "WWW-Authenticate", "Authorization", "customer", "secret", "sip:44207@127.0.0.1:5060", count: 2));

        tandem.Peer("carrier-a").Answers(486);
        customer.Gets(486);
    }

    [Fact]
    public void After_too_many_wrong_passwords_a_source_is_not_even_asked_for_a_while()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            WithPassword(plan);
            plan.Set("SS_AUTHENTICATION_MAX_RETRY", "2").Set("SS_SIP_AUTHENTICATION_RETRY", "0");
        });
        SipPeer customer = tandem.Peer("customer");
        Fails(customer, 2);

        customer.Invites("44207");
        customer.Gets(403);
        tandem.Node.BannedUntil(IPAddress.Parse("127.0.0.2")).Should().Be(tandem.Time.GetUtcNow().AddSeconds(180));
        tandem.Passes(181);
        tandem.Node.BannedUntil(IPAddress.Parse("127.0.0.2")).Should().BeNull();
        customer.Invites("44207");
        customer.Gets(401);
    }

    [Fact]
    public void It_is_one_count_for_all_shards()
    {
        using TestSwitch tandem = TestSwitch.Start(
            plan =>
            {
                WithPassword(plan);
                plan.Set("SS_AUTHENTICATION_MAX_RETRY", "6").Set("SS_SIP_AUTHENTICATION_RETRY", "0");
            },
            shards: 4);
        SipPeer customer = tandem.Peer("customer");
        Fails(customer, 6);

        customer.Invites("44207");

        customer.Gets(403);
    }

    [Fact]
    public void No_limit_of_wrong_passwords_suspends_nobody()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            WithPassword(plan);
            plan.Set("SS_AUTHENTICATION_MAX_RETRY", "0").Set("SS_SIP_AUTHENTICATION_RETRY", "0");
        });
        SipPeer customer = tandem.Peer("customer");
        Fails(customer, 50);

        customer.Invites("44207");

        customer.Gets(401);
    }

    /// <summary>A forger writes the customer's address into his packets, and hears nothing of what we answer.</summary>
    [Fact]
    public void Wrong_passwords_in_the_name_of_an_address_that_did_not_hear_the_question_suspend_nobody()
    {
        using TestSwitch tandem = TestSwitch.Start(plan =>
        {
            WithPassword(plan);
            plan.Phone("1001", "hush").Set("SS_AUTHENTICATION_MAX_RETRY", "1").Set("SS_SIP_AUTHENTICATION_RETRY", "0");
        });
        SipPeer customer = tandem.Peer("customer");
        SipPeer forger = tandem.Peer("forger");
        forger.Invites("44207", from: "1001");
        string toForger = forger.Gets(401);
        string[] blind = [toForger, toForger.Replace("nonce=\"", "nonce=\"0", StringComparison.Ordinal)];
        foreach (string challenge in blind)
        {
            customer.Invites("44207", headers: Credentials(challenge, "WWW-Authenticate", "Authorization", "customer", "wrong", "sip:44207@127.0.0.1:5060"));
            customer.Gets(401).Should().Contain("stale=true");
            customer.Invites("44207", headers: Credentials(challenge, "WWW-Authenticate", "Authorization", "customer", "wrong", "sip:other@127.0.0.1:5060"));
            customer.Gets(403);
        }

        tandem.Node.BannedUntil(IPAddress.Parse("127.0.0.2")).Should().BeNull();
        customer.Invites("44207");
        Answers(customer, "secret");

        tandem.Peer("carrier-a").Gets("INVITE");
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

    private static void Fails(SipPeer customer, int times)
    {
        for (int i = 0; i < times; i++)
        {
            customer.Invites("44207");
            Answers(customer, "wrong");
            customer.Gets(403);
        }
    }

    private static void Answers(SipPeer customer, string password) => customer.InvitesAgain(
        Credentials(customer.Gets(401), "WWW-Authenticate", "Authorization", "customer", password, "sip:44207@127.0.0.1:5060"));

    internal static string Credentials(string challenge, string from, string header, string user, string password, string uri, int count = 1)
    {
        string line = SipText.Headers(challenge, from).Single(static text => text.Contains("algorithm=MD5", StringComparison.Ordinal));
        string realm = Value(line, "realm");
        string nonce = Value(line, "nonce");
        string ha1 = Md5($"{user}:{realm}:{password}");
        string response = Md5($"{ha1}:{nonce}:{count:x8}:abc:auth:{Md5($"INVITE:{uri}")}");
        return $"{header}: Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", response=\"{response}\", algorithm=MD5, "
            + $"qop=auth, nc={count:x8}, cnonce=\"abc\"";
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
