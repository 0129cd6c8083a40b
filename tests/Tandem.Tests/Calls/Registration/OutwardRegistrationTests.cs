using Tandem.Calls.Live;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Registration;

/// <summary>Trunks that register at their carriers: RFC 3261 §10.2, SW §1.6.</summary>
public sealed class OutwardRegistrationTests : IDisposable
{
    private readonly TestSwitch _tandem = TestSwitch.Start(static plan => plan.Carrier(
        "carrier-a", static trunk => trunk with { RegisterOutward = true, Username = "acme", Password = "secret", Addresses = ["127.0.0.3", "127.0.0.4"] }));

    private SipPeer First => _tandem.Peer("carrier-a");

    private SipPeer Second => _tandem.Peer("second", "127.0.0.4:5060");

    private LiveOutwardRegistration Shown => _tandem.Ask(_tandem.Node.OutwardRegistrationsAsync(CancellationToken.None)).Should().ContainSingle().Subject;

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public void It_registers_with_its_password_and_refreshes_before_the_end()
    {
        string asked = First.Gets("REGISTER");
        asked.Should().StartWith("REGISTER sip:127.0.0.3 SIP/2.0\r\n");
        SipText.Header(asked, "To").Should().Be("<sip:acme@127.0.0.3>");
        SipText.Header(asked, "Contact").Should().Be("<sip:acme@127.0.0.1:5060>");
        SipText.Header(asked, "Expires").Should().Be("3600");
        Shown.State.Should().Be("asking");
        First.Say(Answer(asked, 401, "WWW-Authenticate: Digest realm=\"carrier\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\r\n"));

        string proven = First.Gets("REGISTER");
        SipText.Header(proven, "Authorization").Should().Contain("username=\"acme\"").And.Contain("nonce=\"n1\"");
        SipText.Header(proven, "Call-ID").Should().Be(SipText.Header(asked, "Call-ID"));
        SipText.Header(proven, "CSeq").Should().Be("2 REGISTER");
        First.Say(Answer(proven, 200, Contact(300)));

        Shown.Should().Match<LiveOutwardRegistration>(static one => one.State == "registered" && one.Registrar == "127.0.0.3:5060" && one.LastAnswer == 200);
        Shown.Expires.Should().Be(_tandem.Time.GetUtcNow().AddSeconds(300));
        First.All.Clear();
        _tandem.Passes(269);
        First.All.Should().BeEmpty();
        _tandem.Passes(2);
        First.All.Should().NotBeEmpty().And.OnlyContain(static text => SipText.Header(text, "CSeq") == "3 REGISTER");
        _tandem.Node.Counters().Values["outward_registrations_up"].Should().Be(1);
    }

    [Fact]
    public void After_a_failure_the_next_address_is_tried_when_the_delay_is_over()
    {
        First.Say(Answer(First.Gets("REGISTER"), 503, "Retry-After: 90\r\n"));
        Shown.Should().Match<LiveOutwardRegistration>(static one => one.State == "waiting" && one.LastAnswer == 503);
        Second.All.Clear();

        _tandem.Passes(89);
        Second.All.Should().BeEmpty();
        _tandem.Passes(2);
        Second.All.Should().NotBeEmpty().And.OnlyContain(static text => text.StartsWith("REGISTER sip:127.0.0.4 ", StringComparison.Ordinal));

        // Nobody answers there for 64·T1; a minute later the first has its turn again.
        First.All.Clear();
        _tandem.Passes(32 + 60 + 1);
        First.All.Should().NotBeEmpty();
    }

    [Fact]
    public void A_password_that_is_refused_is_not_sent_again_and_again()
    {
        string challenge = "WWW-Authenticate: Digest realm=\"carrier\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\r\n";
        First.Say(Answer(First.Gets("REGISTER"), 401, challenge));
        First.Say(Answer(First.Gets("REGISTER"), 401, challenge.Replace("n1", "n2", StringComparison.Ordinal)));
        First.All.Clear();

        _tandem.Passes(59);

        First.All.Should().BeEmpty();
        Shown.State.Should().Be("waiting");
    }

    [Fact]
    public void A_time_that_is_too_brief_is_asked_longer_once()
    {
        _tandem.Apply(static plan => plan.Set("SS_SIP_USER_AGENT_EXPIRE", "60").Carrier("carrier-a", static trunk => trunk with { Username = "other" }));
        _tandem.Passes(1);
        string asked = First.All.Last(static text => text.Contains("sip:other@", StringComparison.Ordinal));
        SipText.Header(asked, "Expires").Should().Be("60");
        First.Say(Answer(asked, 423, "Min-Expires: 600\r\n"));
        string again = First.All[^1];
        SipText.Header(again, "Expires").Should().Be("600");
        First.All.Clear();
        First.Say(Answer(again, 423, "Min-Expires: 900\r\n"));

        First.All.Should().BeEmpty();
        Shown.State.Should().Be("waiting");
    }

    [Theory]
    [InlineData("", 3600)]
    [InlineData("Expires: 120\r\n", 120)]
    [InlineData("Contact: <sip:acme@192.0.2.9>;expires=10, <sip:acme@127.0.0.1:5060>;expires=90\r\nExpires: 120\r\n", 90)]
    [InlineData("Contact: <sip:acme@127.0.0.1:5060>\r\nExpires: 120\r\n", 120)]
    public void What_is_granted_counts(string headers, int seconds)
    {
        First.Say(Answer(First.Gets("REGISTER"), 200, headers));
        Shown.Expires.Should().Be(_tandem.Time.GetUtcNow().AddSeconds(seconds));
    }

    [Fact]
    public void A_yes_that_keeps_nothing_of_ours_is_none()
    {
        First.Say(Answer(First.Gets("REGISTER"), 200, "Contact: <sip:acme@192.0.2.9>;expires=100\r\n"));
        Shown.State.Should().Be("waiting");
    }

    [Fact]
    public void It_is_taken_back_when_the_switch_stops_or_the_trunk_goes()
    {
        First.Say(Answer(First.Gets("REGISTER"), 200, Contact(300)));
        First.All.Clear();
        _tandem.Apply(static plan => plan.Carrier("carrier-a", static trunk => trunk with { RegisterOutward = false }));
        _tandem.Passes(1);

        SipText.Header(First.All.Should().ContainSingle().Subject, "Expires").Should().Be("0");
        _tandem.Passes(40);
        _tandem.Node.Leftovers().ClientTransactions.Should().Be(0);
    }

    [Fact]
    public void It_is_not_taken_back_when_SS_SIP_USER_AGENT_SEND_UNREGISTER_is_off()
    {
        _tandem.Apply(static plan => plan.Set("SS_SIP_USER_AGENT_SEND_UNREGISTER", "Off"));
        First.Say(Answer(First.Gets("REGISTER"), 200, Contact(300)));
        First.All.Clear();

        _tandem.Ask(_tandem.Node.DrainAsync(TimeSpan.FromSeconds(1)));

        First.All.Should().BeEmpty();
    }

    private static string Contact(int seconds) => $"Contact: <sip:acme@127.0.0.1:5060>;expires={seconds}\r\n";

    private static string Answer(string register, int status, string headers) =>
        $"SIP/2.0 {status} X\r\n" + string.Concat(
            new[] { "Via", "From", "To", "Call-ID", "CSeq" }.Select(name => $"{name}: {SipText.Header(register, name)}{(name == "To" ? ";tag=r" : "")}\r\n"))
        + headers + "Content-Length: 0\r\n\r\n";
}
