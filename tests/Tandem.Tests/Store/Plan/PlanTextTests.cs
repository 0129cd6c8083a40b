using CsCheck;
using System.Diagnostics;
using AwesomeAssertions;
using Tandem.Billing.Rating;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Plan;
using Xunit;

namespace Tandem.Tests.Store.Plan;

public sealed class PlanTextTests
{
    private const string FirstCall =
        """
        # One customer, two carriers.
        parameters:
          SERVER_BILLING_RECORD_ILLEGAL_CALL: 1
          SERVER_BILLING_HOLD_TIME_PRECISION: 50

        accounts:
          - name: acme
            kind: customer
            balance: "10.00"
            creditLimit: "0"
            rateTable: retail
          - name: carrier-a
            kind: vendor
            creditLimit: "1000"
            rateTable: cost

        rateTables:
          - name: retail
            currency: USD
            rates:
              - { prefix: "44",   area: United Kingdom,        price: "0.012", per: 60 }
              - { prefix: "4477", area: United Kingdom mobile, price: "0.003", per: 6 }
              - { prefix: "880",  area: Bangladesh,            price: "0.02",  per: 60, connect: "0.001" }
          - name: cost
            currency: USD
            rates:
              - { prefix: "44",  price: "0.008", per: 60 }

        ingressTrunks:
          - name: acme-pbx
            account: acme
            addresses: [127.0.0.2]
            capacity: 200
            cps: 100
            calledRewrite: "00:"

        egressTrunks:
          - name: carrier-a
            account: carrier-a
            address: 127.0.0.3:5070
            prefixes: ["44", "880"]
            priority: 1
            capacity: 100

        phones:
          - number: "1001"
            account: acme
            password: ${PHONE_1001_PASSWORD:-an-example}
        """;

    [Fact]
    public void The_first_call_plan_is_read_whole()
    {
        PlanReading reading = Read(FirstCall);

        reading.Problems.Should().BeEmpty();
        PlanDocument plan = reading.Document!;
        plan.Parameters.Should().Contain("SERVER_BILLING_HOLD_TIME_PRECISION", "50");
        plan.Accounts.Should().Equal(
            new Account { Name = "acme", Kind = AccountKind.Customer, OpeningBalance = 10.00m, RateTable = "retail" },
            new Account { Name = "carrier-a", Kind = AccountKind.Vendor, CreditLimit = 1000m, RateTable = "cost" });
        plan.RateTables[0].Rows.Should().Equal(
            new RateRow("44", "United Kingdom", new Rate { Price = 0.012m }),
            new RateRow("4477", "United Kingdom mobile", new Rate { Price = 0.003m, CycleSeconds = 6 }),
            new RateRow("880", "Bangladesh", new Rate { Price = 0.02m, ConnectFee = 0.001m }));
        IngressTrunk ingress = plan.IngressTrunks.Should().ContainSingle().Subject;
        ingress.Addresses.Should().Equal("127.0.0.2");
        (ingress.Capacity, ingress.Cps, ingress.CalledRewrite).Should().Be((200, 100, "00:"));
        EgressTrunk egress = plan.EgressTrunks.Should().ContainSingle().Subject;
        egress.Addresses.Should().Equal("127.0.0.3:5070");
        egress.Prefixes.Should().Equal("44", "880");
        plan.Phones.Should().ContainSingle().Which.Password.Should().Be("an-example");
    }

    [Fact]
    public void What_was_written_reads_back_the_same_in_both_formats()
    {
        PlanDocument plan = Read(FirstCall).Document!;
        foreach (PlanFormat format in Enum.GetValues<PlanFormat>())
        {
            PlanReading again = PlanText.Read(PlanText.Write(plan, format), format, "plan.yaml", null, NoEnvironment, plan);

            again.Problems.Should().BeEmpty();
            PlanDiff.Between(plan, again.Document!).Should().BeEmpty();
            PlanText.Write(again.Document!, format).Should().Be(PlanText.Write(plan, format));
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("0044")]
    [InlineData("a: b # c")]
    [InlineData("\"quoted\" \\ back\nline\ttab \u0001")]
    [InlineData("${NOT_A_NAME} and $${")]
    [InlineData("~")]
    [InlineData(" padded ")]
    [InlineData("Łódź – 東京 😀")]
    public void Any_text_survives_writing_and_reading(string text)
    {
        var plan = new PlanDocument { EgressTrunks = [new EgressTrunk { Name = "x", Prefixes = [""], FromDomain = text, Username = text }] };
        foreach (PlanFormat format in Enum.GetValues<PlanFormat>())
        {
            EgressTrunk trunk = Read(PlanText.Write(plan, format), format).Document!.EgressTrunks[0];
            trunk.FromDomain.Should().Be(text);
            trunk.Username.Should().Be(text);
        }
    }

    [Fact]
    public void Secrets_are_never_written_back_and_a_plan_without_them_keeps_them()
    {
        PlanDocument plan = Read(FirstCall).Document!;
        string text = PlanText.Write(plan, PlanFormat.Yaml);
        text.Should().NotContain("an-example").And.NotContain("password");

        PlanText.Read(text, PlanFormat.Yaml, "plan.yaml", null, NoEnvironment, plan).Document!.Phones[0].Password.Should().Be("an-example");
        PlanText.Read(FirstCall, PlanFormat.Yaml, "plan.yaml", null, static _ => "from the environment", plan)
            .Document!.Phones[0].Password.Should().Be("from the environment");
    }

    [Fact]
    public void Every_problem_is_named_with_its_line()
    {
        PlanReading reading = Read(
            """
            acounts: []
            accounts:
              - name: acme
                kind: custumer
                creditLimit: plenty
                credit: 1
              - balance: 3
            rateTables:
              - name: retail
                rates:
                  - { prefix: "44", price: [1], per: x }
                  - { area: nowhere }
            ingressTrunks:
              - name: t
                account: acme
                adresses: [1.2.3.4]
                capacity: 1.5
                password: ${NOT_SET}
            egressTrunks: wrong
            """);

        reading.Problems.Where(static problem => problem.File == "plan.yaml").Select(static problem => $"{problem.Line} {problem.Path}: {problem.Message}")
            .Should().Contain(
            [
                "1 acounts: unknown key 'acounts', did you mean 'accounts'?",
                "4 accounts[0].kind: expected one of customer, vendor, agent, found 'custumer'",
                "5 accounts[0].creditLimit: expected a decimal number, found 'plenty'",
                "7 accounts[1].name: is missing",
                "11 rateTables[0].rates[0].price: expected a decimal number, found a list",
                "11 rateTables[0].rates[0].per: expected a whole number, found 'x'",
                "12 rateTables[0].rates[1].prefix: is missing",
                "12 rateTables[0].rates[1].price: is missing",
                "16 ingressTrunks[0].adresses: unknown key 'adresses', did you mean 'addresses'?",
                "17 ingressTrunks[0].capacity: expected a whole number, found '1.5'",
                "18 ingressTrunks[0].password: environment variable NOT_SET is not set and has no default (${NOT_SET:-default})",
                "19 egressTrunks: expected a list, found 'wrong'",
            ]);
        reading.Problems.Should().Contain(static problem => problem.Line == 6 && problem.Message.StartsWith("unknown key 'credit'"));
    }

    [Fact]
    public void Names_of_VOS3000_and_its_numbers_are_understood()
    {
        PlanDocument plan = Read(
            """
            accounts: [{ name: a, limitMoney: 5, lockType: 3 }]
            ingressTrunks: [{ name: t, account: a, address: 10.0.0.1, sipAuthenticationMethod: 2, rewriteRulesOutCallee: "00:", sipTimer: off }]
            egressTrunks: [{ name: e, clearingAccount: a, prefix: "", address: h, sipPrivacy: 2, prefixStyle: terminate }]
            """).Document!;

        plan.Accounts[0].Should().Be(new Account { Name = "a", CreditLimit = 5m, Lock = LockType.All });
        plan.IngressTrunks[0].Authentication.Should().Be(AuthenticationMethod.Password);
        plan.IngressTrunks[0].CalledRewrite.Should().Be("00:");
        plan.IngressTrunks[0].SipTimer.Should().BeFalse();
        plan.EgressTrunks[0].Account.Should().Be("a");
        plan.EgressTrunks[0].Prefixes.Should().Equal("");
        plan.EgressTrunks[0].SipPrivacy.Should().Be(PrivacyMode.Id);
        plan.EgressTrunks[0].PrefixStyle.Should().Be(PrefixStyle.Terminate);
    }

    [Fact]
    public void A_phones_services_are_read_and_written_with_VOS3000s_names()
    {
        const string Services =
            """
            accounts: [{ name: a }]
            phones:
              - e164: "1001"
                account: a
                password: secret
                ip: 127.0.0.5:5062
                dids: ["442079461001"]
                rewriteRulesOutCallee: "00:"
                callLevel: 4
                busyForward: on
                busyForwardE164: { e164: ["2000", "2001"], forwardMethod: 3, alertSecond: 20 }
                offlineForward: on
                offlineForwardE164: "2002"
                periodForwarding: on
                infoPhoneValueAddedPeriodForwardings:
                  - { weekOfDay: [1, 2], beginSecondInDay: 0, endSecondInDay: 28800, forwardE164: { e164: ["2003"] } }
                noBillingToPhone: 1
            """;
        PlanDocument plan = Read(Services).Document!;
        Phone phone = plan.Phones[0];
        (phone.Number, phone.Address, phone.CalledRewrite, phone.CallLevel).Should().Be(("1001", "127.0.0.5:5062", "00:", CallClass.Domestic));
        (phone.BusyForwardE164.ForwardMethod, phone.BusyForwardE164.AlertSecond).Should().Be((ForwardMethod.Simultaneous, 20));
        phone.BusyForwardE164.E164.Should().Equal("2000", "2001");
        phone.OfflineForwardE164.E164.Should().Equal("2002");
        phone.PeriodForwardings.Should().ContainSingle().Which.WeekOfDay.Should().Equal(1, 2);
        foreach (PlanFormat format in Enum.GetValues<PlanFormat>())
        {
            PlanReading again = PlanText.Read(PlanText.Write(plan, format), format, "plan.yaml", null, NoEnvironment, plan);
            again.Problems.Should().BeEmpty();
            PlanDiff.Between(plan, again.Document!).Should().BeEmpty();
        }

        PlanDocument changed = Read(Services.Replace("2003", "2004", StringComparison.Ordinal).Replace("alertSecond: 20", "alertSecond: 30", StringComparison.Ordinal)).Document!;
        PlanDiff.Between(plan, changed).Select(static change => change.Path).Should().Equal("phones/1001.periodForwardings", "phones/1001.busyForwardE164");
    }

    [Fact]
    public void Geofences_of_trunks_and_phones_are_read_and_written_Norway_too()
    {
        const string Fences =
            """
            accounts: [{ name: a }]
            ingressTrunks:
              - { name: t, account: a, addresses: [127.0.0.2], geofence: { allow: [BD, NO, "asn:64500", 203.0.113.0/24], deny: ["2001:db8::/32"], denyUnknown: true } }
            phones:
              - { number: "1001", account: a, password: secret, geofence: BD }
            """;
        PlanDocument plan = Read(Fences).Document!;
        Geofence fence = plan.IngressTrunks[0].Geofence;
        fence.Allow.Should().Equal("BD", "NO", "asn:64500", "203.0.113.0/24");
        fence.Deny.Should().Equal("2001:db8::/32");
        fence.DenyUnknown.Should().BeTrue();
        plan.Phones[0].Geofence.Allow.Should().Equal("BD");
        PlanRules.Check(plan).Should().BeEmpty();
        foreach (PlanFormat format in Enum.GetValues<PlanFormat>())
        {
            PlanReading again = PlanText.Read(PlanText.Write(plan, format), format, "plan.yaml", null, NoEnvironment, plan);
            again.Problems.Should().BeEmpty();
            PlanDiff.Between(plan, again.Document!).Should().BeEmpty();
            again.Document!.IngressTrunks[0].Geofence.Allow.Should().Equal(fence.Allow);
        }

        PlanDocument changed = Read(Fences.Replace("asn:64500", "asn:64501", StringComparison.Ordinal)).Document!;
        PlanDiff.Between(plan, changed).Select(static change => change.Path).Should().Equal("ingressTrunks/t.geofence");
        Read(Fences.Replace("denyUnknown", "denyOthers", StringComparison.Ordinal)).Problems.Select(static problem => problem.Path).Should().Equal("ingressTrunks[0].geofence.denyOthers");
    }

    [Fact]
    public void A_wrong_service_has_its_place()
    {
        PlanReading reading = Read(
            """
            accounts: [{ name: a }]
            phones:
              - number: "1001"
                account: a
                password: secret
                busyForwardE164: { e164: ["2000"], alertSeconds: 20 }
                periodForwardings: [{ weekOfDay: [7] }]
                unconditionalForwardE164: [1, [2]]
                timeZone: Nowhere/Land
            """);
        reading.Problems.Select(static problem => (problem.Path, problem.Line)).Should().Contain(
            [("phones[0].busyForwardE164.alertSeconds", 6), ("phones[0].unconditionalForwardE164.e164[1]", 8)]);
        PlanRules.Check(Read("accounts: [{ name: a }]\nphones: [{ number: \"1\", account: a, password: b, timeZone: Nowhere/Land, periodForwardings: [{ weekOfDay: [7] }] }]").Document!)
            .Select(static problem => problem.Path).Should().Contain(["phones[0].timeZone", "phones[0].periodForwardings[0].weekOfDay[0]"]);
    }

    [Theory]
    [InlineData("a: [", 2)]
    [InlineData("accounts:\n  - name: x\n bad", 3)]
    [InlineData("a: *nothing", 1)]
    [InlineData("a: 1\n---\nb: 2", 2)]
    [InlineData("? [1, 2]\n: 3", 1)]
    [InlineData("a: \"open", 1)]
    [InlineData("a: [1\nb: }", 2)] // the library's scanner trips over this one
    public void Text_that_is_no_YAML_gives_one_problem_and_no_document(string text, int line)
    {
        PlanReading reading = Read(text);

        reading.Document.Should().BeNull();
        reading.Problems.Should().ContainSingle().Which.Line.Should().BeInRange(1, line);
    }

    [Fact]
    public void Any_row_of_YAMLs_signs_is_a_plan_or_has_problems_and_never_throws() =>
        Gen.String[Gen.Char["ab1:{}[]-,&*!|>?'\"#%@$`~.\\ \t\n"], 0, 30].Sample(
            text =>
            {
                PlanReading reading = Read(text);
                return reading.Document is not null || reading.Problems.Count > 0;
            },
            iter: 20_000, threads: 1);

    [Theory]
    [InlineData("{\"accounts\": [}", 1)]
    [InlineData("{\n\"accounts\": 1,\n", 3)]
    [InlineData("", 1)]
    [InlineData("{} x", 1)]
    public void Text_that_is_no_JSON_gives_one_problem_and_no_document(string text, int line)
    {
        PlanReading reading = Read(text, PlanFormat.Json);

        reading.Document.Should().BeNull();
        reading.Problems.Should().ContainSingle().Which.Line.Should().Be(line);
    }

    [Fact]
    public void JSON_problems_have_their_lines()
    {
        Read("{\n \"accounts\": [\n  {\"name\": \"a\",\n   \"creditLimit\": true}]}", PlanFormat.Json)
            .Problems.Should().ContainSingle().Which.Line.Should().Be(4);
    }

    [Fact]
    public void Bombs_are_refused_quickly()
    {
        string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(static i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Read(bomb).Problems.Should().ContainSingle().Which.Message.Should().Contain("aliases repeat");
        Read(new string('[', 10_000)).Document.Should().BeNull();
        Read(string.Concat(Enumerable.Repeat("{a: ", 40)) + string.Concat(Enumerable.Repeat("}", 40)))
            .Problems.Should().ContainSingle().Which.Message.Should().Contain("nested deeper");
        Read(new string('[', 10_000), PlanFormat.Json).Document.Should().BeNull();
        Read(new string(' ', PlanText.MaxLength + 1)).Problems.Should().ContainSingle().Which.Message.Should().Contain("longer than");
        PlanText.Read(new byte[PlanText.MaxLength + 1], PlanFormat.Json, "", null, NoEnvironment, null)
            .Problems.Should().ContainSingle().Which.Message.Should().Contain("longer than");
    }

    [Fact]
    public void Values_are_counted_before_they_fill_the_memory()
    {
        string many = $"[{string.Join(',', Enumerable.Repeat("[]", 1000))}]";
        FluentActions.Invoking(() => JsonNodes.Read(many, 1001)).Should().NotThrow();
        FluentActions.Invoking(() => JsonNodes.Read(many, 1000)).Should().Throw<PlanSyntaxException>().WithMessage("more than 1000 values");
        FluentActions.Invoking(() => YamlNodes.Read(many, 1001)).Should().NotThrow();
        FluentActions.Invoking(() => YamlNodes.Read(many, 1000)).Should().Throw<PlanSyntaxException>().WithMessage("more than 1000 values");

        // A row of a CSV is as many as in the plan: itself and what is given of it.
        string lines = $"prefix,area,price\n{string.Concat(Enumerable.Range(1, 100).Select(static i => $"{i},,1\n"))}";
        ReadLines(lines, 300).Should().BeEmpty();
        ReadLines(lines, 299).Should().ContainSingle().Which.Message.Should().Be("more than 299 values");
    }

    [Fact]
    public void The_lines_of_decks_have_together_as_many_values_as_a_plan()
    {
        const string Text = "rateTables:\n  - { name: a, csv: &lines \"prefix,price\\n44,1\\n45,1\" }\n  - { name: b, csv: *lines }\n";
        Bound(12).ToList().Should().BeEmpty();
        Bound(11).ToList().Should().ContainSingle().Which.Message.Should().Be("more than 5 values", "the first deck has taken six of eleven");

        static PlanProblems Bound(int most)
        {
            var problems = new PlanProblems("");
            new PlanBinder(null, NoEnvironment, null, problems, most).Bind(YamlNodes.Read(Text));
            return problems;
        }
    }

    [Fact]
    public void A_plan_cut_anywhere_is_a_plan_or_has_problems_and_never_throws()
    {
        for (int length = 0; length < FirstCall.Length; length += 3)
        {
            PlanReading reading = Read(FirstCall[..length]);
            (reading.Document is not null || reading.Problems.Count > 0).Should().BeTrue();
        }
    }

    [Fact]
    public void A_deck_beside_the_plan_is_read_and_its_bad_rows_have_file_and_line()
    {
        using var folder = new TempFolder();
        File.WriteAllText(
            folder.File("retail.csv"),
            "prefix,area,price,per,connect,effective\n44,\"United\nKingdom\",0.012,60,,\n33,France,x,60,,\n49,Germany,0.02,6,0.001,2026-01-31\n"
                + ",None,1,1,,\n1,USA,0.01,60s,,soon\n");

        PlanReading reading = ReadWithDeck(folder, "retail.csv");

        reading.Problems.Select(static problem => $"{problem.File}:{problem.Line} {problem.Message}").Should().Equal(
            "retail.csv:4 price: expected a decimal number, found 'x'",
            "retail.csv:6 prefix: is missing",
            "retail.csv:7 per: expected a whole number of seconds, found '60s'",
            "retail.csv:7 effective: expected a time such as 2026-01-31T00:00:00Z, found 'soon'");
        reading.Document!.RateTables[0].Rows[1].Should().Be(new RateRow(
            "49", "Germany", new Rate { Price = 0.02m, CycleSeconds = 6, ConnectFee = 0.001m }, new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("yes", true)]
    [InlineData("On", true)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("no", false)]
    [InlineData("False", false)]
    public void A_lock_in_a_deck_is_read_as_in_the_plan(string written, bool locked)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a.csv"), $"prefix,price,locked\n44,0.01,{written}\n");

        PlanReading reading = ReadWithDeck(folder, "a.csv");

        reading.Problems.Should().BeEmpty();
        reading.Document!.RateTables[0].Rows.Single().Rate.Locked.Should().Be(locked);
    }

    [Fact]
    public void A_lock_that_is_not_understood_is_a_problem_and_no_open_rate()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a.csv"), "prefix,price,locked\n44,0.01,ture\n");

        ReadWithDeck(folder, "a.csv").Problems.Should().ContainSingle().Which.Message.Should().Be("locked: expected true or false, found 'ture'");
    }

    [Theory]
    [InlineData("{ prefix: \"44\", price: \"0.012\", per: 60, fee: \"0.0012\" }", "fee: is given as 'price' too")]
    [InlineData("{ prefix: \"44\", price: \"0.012\", price: \"0.0012\" }", "price: is given twice")]
    [InlineData("{ prefix: \"44\", price: \"0.012\", per: 60, period: 6 }", "period: is given as 'per' too")]
    [InlineData("{ prefix: \"44\", feePrefix: \"4\", price: \"0.012\" }", "feePrefix: is given as 'prefix' too")]
    [InlineData("{ prefix: \"44\", price: \"0.012\", locked: 1, lockType: 0 }", "lockType: is given as 'locked' too")]
    [InlineData("{ prefix: \"44\", price: \"0.012\", class: local, type: local }", "type: is given as 'class' too")]
    [InlineData("{ prefix: \"44\", price: 1, sections: [{ seconds: 60, fee: 1, price: 2 }] }", "sections[0].price: is given as 'fee' too")]
    [InlineData("{ prefix: \"44\", price: 1, sections: [{ seconds: 60, time: 6, fee: 1 }] }", "sections[0].time: is given as 'seconds' too")]
    public void A_key_of_a_rate_given_twice_is_a_problem_whatever_its_name(string row, string problem)
    {
        PlanReading reading = Read($"rateTables:\n  - name: retail\n    rates:\n      - {row}\n");

        reading.Problems.Select(static one => $"{one.Path}: {one.Message}").Should().Equal($"rateTables[0].rates[0].{problem}");
    }

    [Theory]
    [InlineData("missing.csv", "there is no file 'missing.csv' beside the plan")]
    [InlineData("../other.csv", "'../other.csv' lies outside the plan's folder")]
    [InlineData("/etc/passwd", "'/etc/passwd' lies outside the plan's folder")]
    public void A_deck_that_can_not_be_had_is_a_problem(string name, string message)
    {
        using var folder = new TempFolder();
        ReadWithDeck(folder, name).Problems.Should().ContainSingle().Which.Message.Should().Be(message);
    }

    [Fact]
    public void A_deck_without_the_columns_says_so()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a.csv"), "44,UK,0.01\n");
        File.WriteAllText(folder.File("b.csv"), "");
        ReadWithDeck(folder, "a.csv").Problems.Should().ContainSingle().Which.File.Should().Be("a.csv");
        ReadWithDeck(folder, "b.csv").Problems.Should().ContainSingle().Which.File.Should().Be("b.csv");
    }

    [Fact]
    public void A_hundred_problems_are_shown_and_the_others_counted()
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder.File("a.csv"), Enumerable.Range(0, 1001).Select(static i => i == 0 ? "prefix,price" : $"{i},bad"));

        IReadOnlyList<PlanProblem> problems = ReadWithDeck(folder, "a.csv").Problems;

        problems.Should().HaveCount(101);
        problems[100].Message.Should().Be("and 900 more problems");
    }

    [Fact]
    public void A_file_named_where_there_is_no_folder_is_refused()
    {
        Read("rateTables: [{ name: a, file: a.csv }]").Problems.Should().ContainSingle().Which.Message.Should().Contain("can't be named here");
    }

    [Fact]
    public void The_lines_of_a_deck_may_stand_in_the_plan_as_one_text()
    {
        PlanReading reading = Read(
            """
            rateTables:
              - name: retail
                csv: |
                  prefix,area,price
                  44,"United, Kingdom",0.012
                  49,${HOME},0.02
              - { name: bad, csv: "prefix,price\n44,x" }
              - { name: two, csv: "prefix,price", rates: [] }
              - { name: odd, csv: [1] }
              - { name: later, csv: ~ }
              - { name: torn, csv: "prefix,price,locked\n44,1,maybe\n45,1,yes" }
            """);

        reading.Document!.RateTables[0].Rows.Select(static row => (row.Prefix, row.Area, row.Rate.Price))
            .Should().Equal(("44", "United, Kingdom", 0.012m), ("49", "${HOME}", 0.02m));
        reading.Problems.Select(static problem => $"{problem.File}:{problem.Line} {problem.Path}: {problem.Message}")
            .Should().BeEquivalentTo(
                "rateTables[1].csv:2 : price: expected a decimal number, found 'x'",
                "plan.yaml:8 rateTables[2].rates: is given beside 'csv'; a rate table has one of 'rates', 'file' and 'csv'",
                "plan.yaml:9 rateTables[3].csv: expected the lines of a CSV as one text, found a list",
                "rateTables[5].csv:2 : locked: expected true or false, found 'maybe'");
        reading.Document.RateTables[5].Rows.Should().ContainSingle().Which.Rate.Locked.Should().BeTrue();
    }

    [Fact]
    public void A_deck_of_200_000_rates_is_read_whole()
    {
        using var folder = new TempFolder();
        using (StreamWriter csv = File.CreateText(folder.File("big.csv")))
        {
            csv.WriteLine("prefix,area,price,per,connect,effective");
            for (int i = 0; i < 200_000; i++)
            {
                csv.WriteLine($"{1_000_000 + i},Area {i % 500},0.{i % 997:000},60,,");
            }
        }

        long began = Stopwatch.GetTimestamp();
        PlanReading reading = ReadWithDeck(folder, "big.csv");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");

        reading.Problems.Should().BeEmpty();
        IReadOnlyList<RateRow> rows = reading.Document!.RateTables[0].Rows;
        rows.Should().HaveCount(200_000);
        rows.Select(static row => row.Rate).Distinct(ReferenceEqualityComparer.Instance).Should().HaveCount(997);
    }

    [Fact]
    public void A_plan_of_many_phones_is_read_beside_the_one_before_in_a_moment()
    {
        PlanDocument before = new()
        {
            Accounts = [new Account { Name = "acme" }],
            Phones = [.. Enumerable.Range(0, 40_000).Select(static number => new Phone { Number = $"{100_000 + number}", Account = "acme", Password = $"secret-{number}" })],
        };
        string text = PlanText.Write(before, PlanFormat.Json);

        long began = Stopwatch.GetTimestamp();
        PlanReading reading = PlanText.Read(text, PlanFormat.Json, "", null, NoEnvironment, before);
        TimeSpan took = Stopwatch.GetElapsedTime(began);

        reading.Problems.Should().BeEmpty();
        reading.Document!.Phones[^1].Password.Should().Be("secret-39999");
        took.Should().BeLessThan(TimeSpan.FromSeconds(8), "looking each phone up among all would take a minute");
    }

    private static PlanReading Read(string text, PlanFormat format = PlanFormat.Yaml) =>
        PlanText.Read(text, format, "plan.yaml", null, NoEnvironment, null);

    private static IReadOnlyList<PlanProblem> ReadLines(string lines, int most)
    {
        var problems = new PlanProblems("");
        using var text = new StringReader(lines);
        RateDeckFile.Read(text, "", new RateReader(new ScalarReader(NoEnvironment, problems), problems), problems, most);
        return problems.ToList();
    }

    private static PlanReading ReadWithDeck(TempFolder folder, string name) => PlanText.Read(
        $"rateTables: [{{ name: retail, file: {name} }}]", PlanFormat.Yaml, "plan.yaml", folder.Path, NoEnvironment, null);

    private static string? NoEnvironment(string name) => null;
}
