using System.Text.RegularExpressions;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Guard;
using Tandem.Calls.Guard.Bans;
using Tandem.Routing.Access;
using Tandem.Routing.Trunks;
using Tandem.TestKit;
using Tandem.Tests.Calls.Registration;
using Tandem.Tests.Calls.Setup;

namespace Tandem.Tests.Calls.Guard;

/// <summary>A stranger's call is asked for a password whatever number he says is his, and is on record when he has none.</summary>
public sealed partial class UnansweredCallTests : IDisposable
{
    private const double Patience = OpenQuestions.PatienceMs / 1000.0;
    private readonly TestSwitch _tandem = TestSwitch.Start(static plan => plan.Route("44", "carrier-a").Phone("1001", "secret"));

    public void Dispose() => _tandem.Dispose();

    [Fact]
    public void Nobody_learns_which_numbers_there_are()
    {
        SipPeer stranger = _tandem.Peer("stranger");
        stranger.Invites("44207", from: "1001");
        string known = Plain(stranger.Gets(401));
        stranger.Invites("44207", from: "1999");
        string unknown = Plain(stranger.Gets(401));
        stranger.Invites("44207", from: "anybody");
        string name = Plain(stranger.Gets(401));

        unknown.Should().Be(known.Replace("1001", "1999", StringComparison.Ordinal));
        name.Should().Be(known.Replace("1001", "anybody", StringComparison.Ordinal));
        _tandem.Passes(Patience + 1);
        _tandem.Cdrs.Should().HaveCount(3).And.OnlyContain(static record =>
            record.BillingMode == BillingMode.IllegalCall && record.EndReason == (int)EndReason.IllegalCall && record.SipStatus == 401 && record.CalledNumberIn == "44207" && record.SourceIp == "127.0.9.1");
        _tandem.Cdrs.Select(static record => record.CallingNumberIn).Should().BeEquivalentTo("1001", "1999", "anybody");
        _tandem.Node.Counters().Values["illegal_calls"].Should().Be(3);
    }

    [Theory]
    [InlineData("1001", "secret", 486)]
    [InlineData("1001", "guess", 403)]
    [InlineData("1999", "guess", 403)]
    public void Who_answers_leaves_one_record(string user, string password, int status)
    {
        _tandem.Apply(static plan => plan.Set("SS_SIP_AUTHENTICATION_RETRY", "0"));
        SipPeer caller = _tandem.Peer("caller");
        caller.Invites("44207", from: user);
        string challenge = caller.Gets(401);
        caller.InvitesAgain(DigestTests.Credentials(challenge, "WWW-Authenticate", "Authorization", user, password, "sip:44207@127.0.0.1:5060"));
        if (status == 486)
        {
            _tandem.Peer("carrier-a").Answers(486);
        }

        caller.Gets(status);
        _tandem.Passes(Patience + 1);
        _tandem.Cdr.BillingMode.Should().Be(status == 403 ? BillingMode.IllegalCall : BillingMode.Phone);
    }

    [Fact]
    public void A_trunk_that_proves_itself_may_show_any_number()
    {
        _tandem.Apply(static plan =>
        {
            plan.Customer = plan.Customer with { Authentication = AuthenticationMethod.Password, Username = "customer", Password = "secret", Addresses = [] };
        });
        SipPeer customer = _tandem.Peer("roaming");
        customer.Invites("44207", from: "8801700000000");

        customer.InvitesAgain(DigestTests.Credentials(customer.Gets(401), "WWW-Authenticate", "Authorization", "customer", "secret", "sip:44207@127.0.0.1:5060"));

        _tandem.Peer("carrier-a").Gets("INVITE").Should().Contain("8801700000000");
    }

    [Fact]
    public void A_repeat_is_no_other_attempt_and_the_same_words_of_another_address_are()
    {
        SipPeer stranger = _tandem.Peer("stranger");
        stranger.Invites("44207", from: "1999");
        string invite = _tandem.LastSaid;
        stranger.Gets(401);
        stranger.Repeats();
        _tandem.Peer("other").Say(invite);

        _tandem.Passes(Patience + 1);
        stranger.Repeats();
        _tandem.Passes(Patience + 1);

        _tandem.Cdrs.Select(static record => record.SourceIp).Should().OnlyHaveUniqueItems().And.HaveCount(2);
    }

    [Fact]
    public void Who_asks_again_and_again_in_one_call_has_tried_each_time()
    {
        SipPeer stranger = _tandem.Peer("stranger");
        for (uint i = 1; i <= 30; i++)
        {
            if (i == 1)
            {
                stranger.Invites("44207", from: "1999");
            }
            else
            {
                stranger.InvitesAgain();
            }

            stranger.Gets(401);
        }

        _tandem.Passes(Patience + 1);

        _tandem.Node.Counters().Values["illegal_calls"].Should().Be(30);
        _tandem.Offenders.TryTake(out Verdict verdict).Should().BeTrue();
        verdict.Reason.Should().Be(BanReason.IllegalCall);
    }

    [Fact]
    public void In_a_flood_the_oldest_are_recorded_at_once_and_none_is_lost()
    {
        SipPeer stranger = _tandem.Peer("stranger");
        for (int i = 0; i < OpenQuestions.Most + 100; i++)
        {
            stranger.Invites("44207", from: "1999");
            stranger.Ignores();
        }

        _tandem.Node.Counters().Values["illegal_calls"].Should().Be(100);
        _tandem.Passes(Patience + 1);
        _tandem.Node.Counters().Values["illegal_calls"].Should().Be(OpenQuestions.Most + 100);
    }

    [Fact]
    public void Strangers_that_are_to_hear_nothing_are_asked_nothing()
    {
        _tandem.Apply(static plan => plan.Set("SS_REPLY_UNAUTHORIZED", "Off"));
        SipPeer stranger = _tandem.Peer("stranger");

        stranger.Invites("44207", from: "1001");
        stranger.GetsNothing();
        stranger.Invites("44207", from: "1999");
        stranger.GetsNothing();

        _tandem.Cdrs.Should().HaveCount(2).And.OnlyContain(static record => record.EndReason == (int)EndReason.IllegalCall && record.SipStatus == 0);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 60)]
    public void Who_goes_through_numbers_by_REGISTER_sweeps_and_who_answers_does_not(bool answers, long offences)
    {
        SipPeer place = _tandem.Peer("place", "127.0.9.77:5060");
        for (int i = 0; i < 60; i++)
        {
            var phone = new RegisteringPhone(_tandem, place, i == 7 ? "1001" : $"2{i:000}", "guess");
            phone.Says($"Contact: {phone.Contact}");
            if (answers)
            {
                phone.Register();
            }
        }

        _tandem.Passes(Patience + 1);

        bool isBroken = _tandem.Offenders.TryTake(out Verdict verdict);
        (isBroken && verdict.Reason == BanReason.Sweep ? verdict.Evidence.Count : 0).Should().Be(offences);
    }

    [Fact]
    public void Attempts_of_one_Call_ID_are_told_apart_by_what_they_call()
    {
        SipPeer stranger = _tandem.Peer("stranger");
        stranger.Invites("44207", from: "1999");
        string invite = _tandem.LastSaid;
        stranger.Ignores();
        stranger.Say(invite.Replace("44207", "44208", StringComparison.Ordinal).Replace("branch=", "branch=z9hG4bK", StringComparison.Ordinal));
        stranger.Say(invite.Replace("sip:1999", "sip:1998", StringComparison.Ordinal).Replace("branch=", "branch=z9hG4bKx", StringComparison.Ordinal));

        _tandem.Passes(Patience + 1);

        _tandem.Cdrs.Should().HaveCount(3);
    }

    /// <summary>Without what differs from question to question anyway.</summary>
    private static string Plain(string response) => Chance().Replace(response, "");

    [GeneratedRegex("""(?<=nonce=")[^"]*|(?<=opaque=")[^"]*|(?<=branch=)[^;\r]*|(?<=tag=)[^;\r]*|(?<=Call-ID: )[^\r]*""", RegexOptions.None, 1000)]
    private static partial Regex Chance();
}
