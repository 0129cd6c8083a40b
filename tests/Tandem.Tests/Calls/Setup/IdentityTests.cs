using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Setup;

/// <summary>SW §2.2: what a carrier is told about the caller beside its number in From, by the settings of its trunk.</summary>
public sealed class IdentityTests
{
    private const string Own = "<sip:2001@127.0.0.1>";

    [Theory]
    [InlineData(IdentityMode.None, true, null)]
    [InlineData(IdentityMode.PassThrough, true, "<sip:3003@127.0.0.1>")]
    [InlineData(IdentityMode.PassThrough, false, null)]
    [InlineData(IdentityMode.CallerNumber, true, Own)]
    [InlineData(IdentityMode.CallerNumber, false, Own)]
    public void The_preferred_identity_is_none_the_callers_own_or_its_number(IdentityMode mode, bool given, string? sent)
    {
        string invite = Sent(trunk => trunk with { SipPPreferredIdentity = mode }, given ? ["P-Preferred-Identity: \"Somebody\" <sip:3003@pbx.example>"] : []);

        SipText.Headers(invite, "P-Preferred-Identity").Should().Equal(sent is null ? [] : [sent]);
        SipText.Headers(invite, "P-Asserted-Identity").Should().BeEmpty();
    }

    [Theory]
    [InlineData(IdentityMode.None, null)]
    [InlineData(IdentityMode.PassThrough, "<sip:3003@127.0.0.1>")]
    [InlineData(IdentityMode.CallerNumber, Own)]
    public void An_asserted_identity_that_came_is_passed_on_only_where_the_trunk_says_so(IdentityMode mode, string? sent)
    {
        string invite = Sent(trunk => trunk with { SipPAssertedIdentity = mode }, "P-Asserted-Identity: \"Somebody\" <sip:3003@pbx.example>, <tel:+13003>");

        SipText.Headers(invite, "P-Asserted-Identity").Should().Equal(sent is null ? [] : [sent]);
        invite.Should().NotContain("pbx.example").And.NotContain("Somebody");
    }

    [Theory]
    [InlineData("P-Asserted-Identity")]
    [InlineData("P-Preferred-Identity")]
    public void An_identity_without_a_user_is_not_passed_on_as_ours(string header)
    {
        string invite = Sent(static trunk => trunk with { SipPAssertedIdentity = IdentityMode.PassThrough, SipPPreferredIdentity = IdentityMode.PassThrough }, $"{header}: <sip:pbx.example>");

        SipText.Headers(invite, header).Should().BeEmpty("the host that it names is of the caller's side, and ours is no caller");
    }

    [Theory]
    [InlineData(IdentityMode.None, $"From: {Own}")]
    [InlineData(IdentityMode.CallerNumber, "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>")]
    public void A_caller_who_asks_to_be_hidden_is_not_given_away_by_a_trunk_that_says_none(IdentityMode asserted, string from)
    {
        string invite = Sent(trunk => trunk with { SipPrivacy = PrivacyMode.NoneValue, SipPAssertedIdentity = asserted }, "Privacy: id");

        SipText.Headers(invite, "Privacy").Should().Equal("id");
        invite.Should().Contain($"\r\n{from};tag=");
    }

    [Fact]
    public void A_hidden_caller_is_hidden_in_From_when_its_preferred_identity_has_the_number()
    {
        string invite = Sent(static trunk => trunk with { SipPPreferredIdentity = IdentityMode.CallerNumber }, "Privacy: id");

        invite.Should().Contain("\r\nFrom: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=").And.Contain("\r\nPrivacy: id\r\n");
        SipText.Headers(invite, "P-Preferred-Identity").Should().Equal(Own);
    }

    [Theory]
    [InlineData(PrivacyMode.PassThrough, "Privacy: id", "full")]
    [InlineData(PrivacyMode.PassThrough, "Privacy: user", "full")]
    [InlineData(PrivacyMode.NoneValue, "Privacy: id", "full")]
    [InlineData(PrivacyMode.Id, null, "full")]
    [InlineData(PrivacyMode.PassThrough, "Privacy: none", "off")]
    [InlineData(PrivacyMode.PassThrough, null, "off")]
    [InlineData(PrivacyMode.NoneValue, null, "off")]
    public void The_remote_party_says_whether_it_wants_to_be_hidden(PrivacyMode mode, string? asked, string privacy)
    {
        string invite = Sent(trunk => trunk with { SipPrivacy = mode, SipRemotePartyId = true }, asked is null ? [] : [asked]);

        SipText.Headers(invite, "Remote-Party-ID").Should().Equal($"{Own};party=calling;screen=yes;privacy={privacy}");
    }

    [Fact]
    public void A_hidden_caller_has_no_remote_party_on_a_trunk_that_sends_no_Privacy()
    {
        string invite = Sent(static trunk => trunk with { SipPrivacy = PrivacyMode.None, SipRemotePartyId = true, SipPPreferredIdentity = IdentityMode.CallerNumber }, "Privacy: id");

        invite.Should().NotContain("2001").And.NotContain("Remote-Party-ID").And.NotContain("P-Preferred-Identity");
    }

    [Fact]
    public void A_customers_wish_to_be_hidden_counts_only_where_its_trunk_is_heard()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan =>
        {
            plan.Route("44", "carrier-a").Carrier("carrier-a", static trunk => trunk with { SipPrivacy = PrivacyMode.PassThrough, SipPAssertedIdentity = IdentityMode.CallerNumber });
            plan.Customer = plan.Customer with { SipPrivacySupport = false };
        });
        tandem.Peer("customer").Invites("44207", headers: "Privacy: id");

        string invite = tandem.Peer("carrier-a").Gets("INVITE");

        invite.Should().Contain($"\r\nFrom: {Own};tag=").And.NotContain("\r\nPrivacy:");
    }

    [Theory]
    [InlineData("\"Alice Smith\" ", true, "\"Alice Smith\" ")]
    [InlineData("Alice Smith ", true, "\"Alice Smith\" ")]
    [InlineData("\"Al \\\"ice\\\\\" ", true, "\"Al \\\"ice\\\\\" ")]
    [InlineData("\"Alice Smith\" ", false, "")]
    [InlineData("", true, "")]
    public void The_callers_name_goes_out_where_the_trunk_shows_names(string name, bool shows, string sent)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a").Carrier("carrier-a", trunk => trunk with { SipDisplay = shows }));
        tandem.Peer("customer").InvitesAs("sip:44207@127.0.0.1", $"{name}<sip:2001@pbx.example>", "<sip:44207@127.0.0.1>");

        tandem.Peer("carrier-a").Gets("INVITE").Should().Contain($"\r\nFrom: {sent}{Own};tag=");
    }

    [Fact]
    public void A_hidden_callers_name_is_not_shown()
    {
        using TestSwitch tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a")
            .Carrier("carrier-a", static trunk => trunk with { SipDisplay = true, SipPAssertedIdentity = IdentityMode.CallerNumber }));
        tandem.Peer("customer").InvitesAs("sip:44207@127.0.0.1", "\"Alice Smith\" <sip:2001@pbx.example>", "<sip:44207@127.0.0.1>", "Privacy: id");

        tandem.Peer("carrier-a").Gets("INVITE").Should().NotContain("Alice");
    }

    /// <summary>SS_SIP_USER_AGENT_PRIVACY.</summary>
    [Theory]
    [InlineData("Ignore", true, PrivacyMode.PassThrough, null)]
    [InlineData("Id", true, PrivacyMode.PassThrough, "id")]
    [InlineData("None", true, PrivacyMode.PassThrough, "none")]
    [InlineData("Id", true, PrivacyMode.None, null)] // the trunk's own wish
    [InlineData("Id", false, PrivacyMode.PassThrough, null)] // we don't register there
    public void Calls_to_carriers_at_which_we_register_have_the_privacy_that_is_set_for_them(string parameter, bool registers, PrivacyMode own, string? sent)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan
            .Set("SS_SIP_USER_AGENT_PRIVACY", parameter)
            .Route("44", "carrier-a")
            .Carrier("carrier-a", trunk => trunk with { RegisterOutward = registers, Username = "we", Password = "a-password", SipPrivacy = own }));
        tandem.Peer("carrier-a").Ignores(); // its REGISTER
        tandem.Peer("customer").Invites("44207");
        SipText.Headers(tandem.Peer("carrier-a").Gets("INVITE"), "Privacy").Should().Equal(sent is null ? [] : [sent]);
    }

    private static string Sent(Func<EgressTrunk, EgressTrunk> change, params string[] headers)
    {
        using TestSwitch tandem = TestSwitch.Start(plan => plan.Route("44", "carrier-a").Carrier("carrier-a", change));
        tandem.Peer("customer").Invites("44207", headers: headers);
        return tandem.Peer("carrier-a").Gets("INVITE");
    }
}
