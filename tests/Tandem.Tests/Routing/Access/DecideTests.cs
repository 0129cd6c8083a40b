using AwesomeAssertions;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Access;

/// <summary>Steps 3 to 8 of SW §3.1.</summary>
public sealed class DecideTests
{
    [Fact]
    public void A_good_call_has_its_numbers_rewritten_and_its_price_found()
    {
        var why = new RouteReasons();
        Admitted call = TestPlan.Document.Compile().Decide("1000", "00447700900123", why);

        call.Refusal.Should().BeNull();
        (call.CallingNumberIn, call.CalledNumberIn).Should().Be(("1000", "00447700900123"));
        (call.CallingNumber, call.CalledNumber).Should().Be(("1000", "447700900123"));
        call.Rate.PrefixLength.Should().Be(4);
        call.Rate.Rate!.Price.Should().Be(0.003m);
        call.BillingMode.Should().Be(BillingMode.IngressTrunk);
        why.Codes().Should().Equal(ReasonCode.TrunkMatched, ReasonCode.CalledRewritten, ReasonCode.RateFound);
    }

    [Fact]
    public void A_phone_pays_by_its_own_account()
    {
        SwitchPlan plan = TestPlan.Document.Compile();
        Admitted call = plan.Decide("1001", "4420", ingress: Admission.ByUsername(plan, "1001"));
        call.Refusal.Should().BeNull();
        call.BillingMode.Should().Be(BillingMode.Phone);
    }

    [Theory]
    [InlineData("", EndReason.BadNumber, ReasonCode.BadCalledNumber)]
    [InlineData("44 20", EndReason.BadNumber, ReasonCode.BadCalledNumber)]
    [InlineData("123456789012345678901234567890123", EndReason.BadNumber, ReasonCode.BadCalledNumber)]
    [InlineData("00", EndReason.CalleeLimit, ReasonCode.RewrittenBadly)]
    [InlineData("999", EndReason.RateNotFound, ReasonCode.RateNotFound)]
    public void A_bad_called_number_is_refused_by_name(string called, EndReason refusal, ReasonCode code) =>
        Refused(TestPlan.Document, refusal, code, called: called);

    [Fact]
    public void A_bad_calling_number_is_refused_but_none_is_fine()
    {
        Refused(TestPlan.Document, EndReason.BadNumber, ReasonCode.BadCallingNumber, calling: "x\u0001");
        TestPlan.Document.Compile().Decide("", "4420").Refusal.Should().BeNull();
        TestPlan.Document.Compile().Decide("anonymous", "4420").Refusal.Should().BeNull();
    }

    [Theory]
    [InlineData(LockType.Outgoing)]
    [InlineData(LockType.Incoming)]
    [InlineData(LockType.All)]
    public void A_locked_trunk_is_refused(LockType locked) =>
        Refused(TestPlan.Document.With(TestPlan.Pbx with { Lock = locked }), EndReason.TrunkLocked, ReasonCode.IngressLocked);

    [Theory]
    [InlineData(LockType.None, true)]
    [InlineData(LockType.Incoming, true)]
    [InlineData(LockType.Outgoing, false)]
    [InlineData(LockType.All, false)]
    public void A_phone_locked_for_incoming_calls_may_still_call(LockType locked, bool admitted)
    {
        SwitchPlan plan = (TestPlan.Document with { Phones = [TestPlan.Phone1001 with { Lock = locked }] }).Compile();
        EndReason? refusal = plan.Decide("1001", "4420", ingress: Admission.ByUsername(plan, "1001")).Refusal;
        refusal.Should().Be(admitted ? null : EndReason.TrunkLocked);
    }

    [Fact]
    public void The_account_must_be_open()
    {
        Refused(TestPlan.Document.WithAccount(TestPlan.Acme with { Lock = LockType.All }), EndReason.AccountLocked, ReasonCode.AccountLocked);
        Refused(TestPlan.Document.WithAccount(TestPlan.Acme with { ValidUntil = TestPlan.Noon }), EndReason.AccountExpired, ReasonCode.AccountExpired);
        TestPlan.Document.WithAccount(TestPlan.Acme with { ValidUntil = TestPlan.Noon.AddSeconds(1) }).Compile().Decide("1", "4420").Refusal.Should().BeNull();
    }

    [Fact]
    public void Prefixes_are_looked_at_before_the_numbers_are_rewritten()
    {
        PlanDocument document = TestPlan.Document.With(TestPlan.Pbx with { CalledPrefixes = ["00"], CallerPrefixes = ["1"] });
        document.Compile().Decide("1000", "004420").Refusal.Should().BeNull();
        Refused(document, EndReason.CalleeLimit, ReasonCode.CalledNotAllowed, called: "4420");
        Refused(document, EndReason.CallerLimit, ReasonCode.CallerNotAllowed, calling: "2000");
    }

    [Fact]
    public void The_caller_is_read_from_where_the_trunk_says_and_from_From_when_that_is_missing()
    {
        SwitchPlan plan = TestPlan.Document.With(TestPlan.Pbx with { SipCallerE164Domain = CallerSource.PAssertedIdentity, SipCalleeE164Domain = CalleeSource.Diversion }).Compile();
        var both = new IdentifyTests.Headers { [CallerSource.From] = "1", [CallerSource.PAssertedIdentity] = "+1-201-555-0123" };
        Admission.Decide(plan, plan.Ingress[0], both, TestPlan.Noon, new Random(1), new RouteReasons()).CallingNumber.Should().Be("+12015550123");
        var from = new IdentifyTests.Headers { [CallerSource.From] = "1" };
        Admitted call = Admission.Decide(plan, plan.Ingress[0], from, TestPlan.Noon, new Random(1), new RouteReasons());
        call.CallingNumber.Should().Be("1");
        call.CalledNumber.Should().Be("442079460000");
    }

    [Fact] // SW §3.2: a technical prefix chooses routes and is not rated
    public void Rating_ignores_technical_prefixes_while_the_number_keeps_them()
    {
        SwitchPlan plan = TestPlan.Document.With(TestPlan.Pbx with { CalledRewrite = "*:a*" }).With("SERVER_GATEWAY_ROUTE_PREFIX", "a,ab").Compile();
        Admitted call = plan.Decide("1", "4420");
        call.Refusal.Should().BeNull();
        call.CalledNumber.Should().Be("a4420");
        call.Rate.PrefixLength.Should().Be(2);
        plan.RatedPart("ab44").ToString().Should().Be("44");
    }

    [Theory]
    [InlineData("0", "9944", null, EndReason.RateNotFound)]
    [InlineData("2", "9944", 0.012, null)]
    [InlineData("32", "9944", null, EndReason.RateNotFound)]
    [InlineData("On", "9944", null, EndReason.RateNotFound)]
    [InlineData("On", "a44", 0.012, null)]
    [InlineData("Off", "a44", null, EndReason.RateNotFound)]
    [InlineData("Off", "44", 0.012, null)]
    public void Leading_digits_can_be_left_out_of_rating(string digits, string called, double? price, EndReason? refusal)
    {
        Admitted call = TestPlan.Document.With("SERVER_GATEWAY_ROUTE_PREFIX", "a").With("SERVER_BILLING_GATEWAY_ROUTE_PREFIX", digits).Compile().Decide("1", called);
        call.Refusal.Should().Be(refusal);
        call.Rate.Rate?.Price.Should().Be((decimal?)price);
    }

    [Fact]
    public void A_free_number_needs_no_rate()
    {
        Admitted call = TestPlan.Document.With("SERVER_BILLING_FREE_E164S", "112,1800*").Compile().Decide("1", "1800555");
        call.Refusal.Should().BeNull();
        call.BillingMode.Should().Be(BillingMode.Free);
        call.Rate.Found.Should().BeFalse();
    }

    [Fact]
    public void A_locked_rate_and_a_missing_table_are_no_rate()
    {
        RateRow locked = new("44", "", new Rate { Price = 1m, Locked = true });
        Refused(TestPlan.Document.WithDeck(TestPlan.Deck("retail", locked)), EndReason.RateNotFound, ReasonCode.RateLocked);
        Refused(TestPlan.Document.WithAccount(TestPlan.Acme with { RateTable = "" }), EndReason.RateNotFound, ReasonCode.NoRateTable);
    }

    [Theory] // BI §3.2 step 5; BI §10 G8
    [InlineData(CallClass.International, CallClass.Domestic, EndReason.NoCallPermission)]
    [InlineData(CallClass.International, CallClass.International, null)]
    [InlineData(CallClass.Local, CallClass.Domestic, null)]
    [InlineData(CallClass.Local, CallClass.OnNet, EndReason.NoCallPermission)]
    public void The_accounts_call_level_covers_the_class_of_the_rate(CallClass rate, CallClass level, EndReason? refusal)
    {
        RateRow row = new("44", "", new Rate { Price = 1m, Class = rate });
        TestPlan.Document.WithDeck(TestPlan.Deck("retail", row)).WithAccount(TestPlan.Acme with { CallLevel = level })
            .Compile().Decide("1", "4420").Refusal.Should().Be(refusal);
    }

    [Fact]
    public void A_rate_counts_from_its_date()
    {
        PlanDocument document = TestPlan.Document.WithDeck(TestPlan.Deck(
            "retail",
            new RateRow("44", "", new Rate { Price = 1m }, TestPlan.Noon.AddDays(-1)),
            new RateRow("44", "", new Rate { Price = 2m }, TestPlan.Noon.AddSeconds(1))));
        document.Compile().Decide("1", "4420").Rate.Rate!.Price.Should().Be(1m);
    }

    private static void Refused(PlanDocument document, EndReason refusal, ReasonCode code, string calling = "1000", string called = "4420")
    {
        var why = new RouteReasons();
        Admitted call = document.Compile().Decide(calling, called, why);
        call.Refusal.Should().Be(refusal);
        why[^1].Code.Should().Be(code);
        call.Ingress.Name.Should().Be("acme-pbx");
        call.CalledNumberIn.Should().Be(called);
    }
}
