using CsCheck;
using Tandem.Api.Cdrs;
using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;

namespace Tandem.Tests.Api.Cdrs;

public sealed class ChargeLinesTests
{
    private static readonly Gen<Rate> Rates =
        from price in Gen.Int[0, 50_000]
        from cycle in Gen.Int[1, 90]
        from connect in Gen.Int[0, 2000]
        from tax in Gen.Int[0, 25]
        from sections in Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3000], static (seconds, fee) => new RateSection(seconds, fee / 100_000m)).List[0, 3]
        select new Rate { Price = price / 1_000_000m, CycleSeconds = cycle, ConnectFee = connect / 100_000m, TaxPercent = tax, Sections = sections };

    private static readonly Gen<BillingRules> Rules =
        from precision in Gen.Int[0, 8]
        from free in Gen.Int[0, 20]
        from unit in Gen.Int[0, 2].Select(static one => one switch { 0 => 0m, 1 => 0.001m, _ => 0.05m })
        select BillingRules.Default with { FeePrecision = precision, FreeTime = free, FeeUnit = unit };

    [Fact]
    public void The_lines_add_up_to_fee_and_tax_of_the_record() =>
        Gen.Select(Rates, Rules, Gen.Long[0, 400_000]).Sample((rate, rules, talkMs) =>
        {
            Cdr cdr = Charged(rate, rules, talkMs);
            ChargeExplanation? explained = ChargeLines.Of("customer", cdr.Customer, cdr);
            return explained is not null && explained.Lines.Sum(line => line.Amount) == cdr.Customer.Fee + cdr.Customer.Tax;
        });

    [Fact]
    public void Rounding_explains_no_more_than_a_step_of_rounding() =>
        Gen.Select(Rates, Rules, Gen.Long[0, 400_000]).Sample((rate, rules, talkMs) =>
        {
            // If the lines took another way than the rater, the difference would hide here.
            Cdr cdr = Charged(rate, rules, talkMs);
            decimal step = Math.Max(rules.FeeUnit, (decimal)Math.Pow(10, -rules.FeePrecision));
            return ChargeLines.Of("customer", cdr.Customer, cdr)!.Lines.Where(line => line.What.StartsWith("rounded", StringComparison.Ordinal)).All(line => Math.Abs(line.Amount) <= step);
        });

    [Fact]
    public void Each_step_of_a_charge_is_named()
    {
        Cdr cdr = Charged(
            new Rate { Price = 0.02m, CycleSeconds = 60, ConnectFee = 0.001m, TaxPercent = 10 },
            BillingRules.Default with { FreeTime = 3 }, 64_020);
        ChargeLines.Of("customer", cdr.Customer, cdr)!.Lines.Select(line => line.What).Should().Equal(
            "talk time 64020 ms, rounded at 50 ms to 64 s", "free time 3 s leaves 61 s", "connect fee", "2 cycles of 60 s at 0.02", "tax 10 % of 0.041");
    }

    private static Cdr Charged(Rate rate, BillingRules rules, long talkMs)
    {
        Cdr cdr = SampleCdrs.Answered(talkMs: talkMs);
        cdr.Rules = rules;
        cdr.Customer.Rate = rate;
        CdrMaker.Charge(cdr);
        return cdr;
    }
}
