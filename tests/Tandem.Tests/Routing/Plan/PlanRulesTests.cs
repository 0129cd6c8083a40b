using AwesomeAssertions;
using Tandem.Billing.Rating;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Plan;

public sealed class PlanRulesTests
{
    private static readonly IngressTrunk Pbx = TestPlan.Pbx;
    private static readonly EgressTrunk A = TestPlan.CarrierA;

    [Fact]
    public void The_example_plan_has_no_problem() => PlanRules.Check(TestPlan.Document).Should().BeEmpty();

    [Fact]
    public void A_TURN_user_has_a_password_and_no_phones_name_and_secrets_are_long_and_few()
    {
        TurnUser good = new() { Name = "web", Password = "shared-secret-of-web", TimeLimited = true };
        PlanDocument plan = TestPlan.Document with
        {
            Phones = [new Phone { Number = "1001", Account = "acme", Password = "x" }],
            TurnUsers =
            [
                good, new() { Name = "a" }, good with { Password = "short" }, new() { Name = "1001", Password = "y", MaxAllocations = -1 },
                .. Enumerable.Range(0, 7).Select(number => good with { Name = $"web{number}" }),
            ],
        };
        Paths(plan).Should().BeEquivalentTo("turnUsers[1].password", "turnUsers[2].name", "turnUsers[2].password", "turnUsers[3].name", "turnUsers[3].maxAllocations", "turnUsers");
    }

    [Fact]
    public void All_problems_are_told_at_once_each_with_its_place()
    {
        PlanDocument plan = new()
        {
            Parameters = new Dictionary<string, string> { ["SS_NOTHING"] = "1" },
            Accounts = [TestPlan.Acme with { RateTable = "gone", CreditLimit = -1m }, TestPlan.Acme, TestPlan.CarrierAAccount with { Name = "", RateTable = "" }],
            IngressTrunks = [Pbx with { Account = "nobody", Addresses = ["300.1.1.1"], Capacity = -1, CalledRewrite = "00" }],
            EgressTrunks = [A with { Account = "acme", Addresses = ["x y"], Prefixes = ["4 4"], MinProfitPercent = 20_000m }],
            Phones = [new Phone { Number = "10 01", Account = "", Password = "" }],
        };

        Paths(plan).Should().BeEquivalentTo(
            "parameters.SS_NOTHING",
            "accounts[0].rateTable",
            "accounts[0].creditLimit",
            "accounts[1].name",
            "accounts[1].rateTable",
            "accounts[2].name",
            "ingressTrunks[0].account",
            "ingressTrunks[0].addresses[0]",
            "ingressTrunks[0].capacity",
            "ingressTrunks[0].calledRewrite",
            "egressTrunks[0].account",
            "egressTrunks[0].address",
            "egressTrunks[0].prefixes[0]",
            "egressTrunks[0].minProfitPercent",
            "phones[0].number",
            "phones[0].account",
            "phones[0].password");
    }

    [Fact]
    public void Names_are_unique_within_a_kind_and_only_there()
    {
        Paths(TestPlan.Document.With(Pbx, Pbx with { Addresses = ["127.0.0.9"] })).Should().Equal("ingressTrunks[1].name");
        Paths(TestPlan.Document.With(A, A)).Should().Equal("egressTrunks[1].name");
        Paths(TestPlan.Document with { Phones = [TestPlan.Phone1001, TestPlan.Phone1001] }).Should().Equal("phones[1].number");
        Paths(TestPlan.Document with { RateTables = [.. TestPlan.Document.RateTables, TestPlan.Deck("retail")] }).Should().Equal("rateTables[3].name");
        Paths(TestPlan.Document.With(A with { Name = "acme-pbx" })).Should().BeEmpty();
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData(" a")]
    [InlineData("a\nb")]
    [InlineData("a\"b")]
    [InlineData("")]
    public void A_name_fits_into_a_path_and_a_line(string name) =>
        Paths(TestPlan.Document.With(A with { Name = name })).Should().Equal("egressTrunks[0].name");

    [Fact]
    public void Accounts_are_of_the_kind_that_the_trunk_needs()
    {
        Paths(TestPlan.Document.With(Pbx with { Account = "carrier-a" })).Should().Equal("ingressTrunks[0].account");
        Paths(TestPlan.Document.With(A with { Account = "acme" })).Should().Equal("egressTrunks[0].account");
        Paths(TestPlan.Document with { Phones = [TestPlan.Phone1001 with { Account = "carrier-a" }] }).Should().Equal("phones[0].account");
        Paths(TestPlan.Document.WithAccount(TestPlan.Acme with { Kind = AccountKind.Agent })).Should().BeEmpty();
        Paths(TestPlan.Document.With(A with { Account = "" })).Should().BeEmpty();
    }

    [Fact]
    public void An_ingress_trunk_can_be_known_by_something()
    {
        Paths(TestPlan.Document.With(Pbx with { Addresses = [] })).Should().Equal("ingressTrunks[0].addresses");
        Paths(TestPlan.Document.With(Pbx with { Authentication = AuthenticationMethod.Password })).Should().Equal("ingressTrunks[0].password");
        Paths(TestPlan.Document.With(Pbx with { Authentication = AuthenticationMethod.IpAndPort })).Should().Equal("ingressTrunks[0].addresses[0]");
        Paths(TestPlan.Document.With(Pbx with { Authentication = AuthenticationMethod.IpAndPort, Addresses = ["127.0.0.2:5060"] })).Should().BeEmpty();
        Paths(TestPlan.Document.With(Pbx with { EgressTrunks = ["carrier-b", "carrier-x"] })).Should().Equal("ingressTrunks[0].egressTrunks[1]");
    }

    [Fact]
    public void Two_trunks_that_nobody_could_tell_apart_are_a_problem()
    {
        IngressTrunk twin = Pbx with { Name = "twin" };
        Paths(TestPlan.Document.With(Pbx, twin)).Should().Equal("ingressTrunks[1].addresses");
        Paths(TestPlan.Document.With(Pbx with { CallerPrefixes = ["11", "22"] }, twin with { CallerPrefixes = ["22"] })).Should().Equal("ingressTrunks[1].addresses");
        Paths(TestPlan.Document.With(Pbx, twin with { Priority = 2 })).Should().BeEmpty();
        Paths(TestPlan.Document.With(Pbx, twin with { Addresses = ["127.0.0.0/24"] })).Should().BeEmpty();
        Paths(TestPlan.Document.With(Pbx with { CallerPrefixes = ["11"] }, twin with { CallerPrefixes = ["112"] })).Should().BeEmpty();
        Paths(TestPlan.Document.With(Pbx with { CallerPrefixes = ["11"] }, twin)).Should().BeEmpty();
        Paths(TestPlan.Document.With(
            Pbx with { Authentication = AuthenticationMethod.Password, Password = "a" },
            twin with { Authentication = AuthenticationMethod.Password, Password = "b" })).Should().BeEmpty();
    }

    [Fact]
    public void A_digest_user_is_one_trunk_or_phone()
    {
        IngressTrunk digest = Pbx with { Name = "d", Addresses = [], Password = "x", Username = "1001" };
        Paths(TestPlan.Document.With(digest)).Should().Equal("phones[0].number");
        Paths(TestPlan.Document.With(digest with { Username = "u" }, digest with { Name = "e", Username = "u" })).Should().Equal("ingressTrunks[1].username");
    }

    [Fact]
    public void Rates_are_what_a_rater_can_use()
    {
        RateRow good = TestPlan.Row("44", 0.01m);
        Rows(good with { Prefix = "+44" }).Should().Equal("rateTables[2].rates[0].prefix");
        Rows(good with { Prefix = "" }).Should().BeEmpty();
        Rows(good, good).Should().Equal("rateTables[2].rates[1].prefix");
        Rows(good, good with { EffectiveFrom = TestPlan.Noon }).Should().BeEmpty();
        Rows(good with { Rate = new Rate { Price = -1m, CycleSeconds = 0, ConnectFee = 0.000000001m, TaxPercent = -1m, Class = (CallClass)3 } }).Should().Equal(
            "rateTables[2].rates[0].price", "rateTables[2].rates[0].connect", "rateTables[2].rates[0].per", "rateTables[2].rates[0].tax", "rateTables[2].rates[0].class");
        Rows(good with { Rate = new Rate { Price = 1m, Sections = [new RateSection(-1, -1m)] } }).Should().Equal(
            "rateTables[2].rates[0].sections[0].fee", "rateTables[2].rates[0].sections[0].seconds");
        Paths(TestPlan.Document.WithDeck(TestPlan.Deck("retail", good) with { Currency = "usd" })).Should().Equal("rateTables[2].currency");

        static string[] Rows(params RateRow[] rows) => Paths(TestPlan.Document.WithDeck(TestPlan.Deck("retail", rows)));
    }

    [Theory]
    [InlineData("a\r\nEvil: 1")]
    [InlineData("a b")]
    [InlineData("<sip:a>")]
    public void What_goes_into_a_SIP_header_is_a_host(string domain) =>
        Paths(TestPlan.Document.With(A with { FromDomain = domain })).Should().Equal("egressTrunks[0].fromDomain");

    [Fact]
    public void Codes_users_and_enums_are_checked_too()
    {
        Paths(TestPlan.Document.With(A with { StopSwitchingCodes = [200], SwitchErrorCodes = [700] })).Should().Equal("egressTrunks[0].switchErrorCodes[0]", "egressTrunks[0].stopSwitchingCodes[0]");
        Paths(TestPlan.Document.With(A with { Username = "u" })).Should().Equal("egressTrunks[0].password");
        Paths(TestPlan.Document.With(A with { Username = "u\"", Password = "x" })).Should().Equal("egressTrunks[0].username");
        Paths(TestPlan.Document.With(A with { SipPrivacy = (PrivacyMode)9 })).Should().Equal("egressTrunks[0].sipPrivacy");
        Paths(TestPlan.Document.With(A with { Prefixes = [] })).Should().Equal("egressTrunks[0].prefixes");
        Paths(TestPlan.Document.With(A with { Addresses = [] })).Should().Equal("egressTrunks[0].address");
        Paths(TestPlan.Document.With(Pbx with { CallFailedSipCode = "503" })).Should().Equal("ingressTrunks[0].callFailedSipCode");
        Paths(TestPlan.Document.With(Pbx with { FailureVoices = "486:../busy" })).Should().Equal("ingressTrunks[0].failureVoices");
        Paths(TestPlan.Document.With(Pbx with { Language = "../en" })).Should().Equal("ingressTrunks[0].language");
        Paths(TestPlan.Document.With(Pbx with { CallRemainingTimePrompts = (RemainingPrompt)9 })).Should().Equal("ingressTrunks[0].callRemainingTimePrompts");
    }

    [Fact]
    public void All_tables_that_price_one_account_are_of_one_currency()
    {
        PlanDocument plan = TestPlan.Document.WithDeck(TestPlan.Deck("euro", TestPlan.Row("44", 1m)) with { Currency = "EUR" });
        Paths(plan).Should().BeEmpty();

        Paths(plan.With(Pbx with { RateTable = "euro" })).Should().Equal("ingressTrunks[0].rateTable");
        Paths(plan with { Phones = [TestPlan.Phone1001 with { RateTable = "euro" }] }).Should().Equal("phones[0].rateTable");
        Paths(plan.With(A, A with { Name = "second", RateTable = "euro" })).Should().Equal("egressTrunks[1].rateTable");

        IngressTrunk euro = Pbx with { Name = "euro-pbx", Account = "beta", RateTable = "euro", Addresses = ["127.0.0.9"] };
        PlanDocument two = plan.WithAccount(new Account { Name = "beta" });
        Paths(two.With(Pbx, euro)).Should().BeEmpty("each account has its own currency");
        Paths(two.With(Pbx, euro, euro with { Name = "third", RateTable = "retail", Addresses = ["127.0.0.10"] })).Should().Equal("ingressTrunks[2].rateTable");
    }

    private static string[] Paths(PlanDocument plan) => [.. PlanRules.Check(plan).Select(static problem => problem.Path)];
}
