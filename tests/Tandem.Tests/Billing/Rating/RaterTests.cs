using CsCheck;
using Tandem.Billing.Rating;

namespace Tandem.Tests.Billing.Rating;

public sealed class RaterTests
{
    [Theory]
    [InlineData("0.01", 60, 1, 60, "0.01")]
    [InlineData("0.01", 60, 60, 60, "0.01")]
    [InlineData("0.01", 60, 61, 120, "0.02")]
    [InlineData("0.001", 6, 7, 12, "0.002")]
    [InlineData("0.01", 1, 61, 61, "0.61")]
    [InlineData("0.01", 60, 0, 0, "0")]
    [InlineData("0.01", 1, 0, 0, "0")]
    public void Every_cycle_begun_is_charged(string price, int cycle, long hold, long feeTime, string fee) =>
        Rater.Price(Rates.Of(price, cycle), hold, BillingRules.Default).Should().Be(new Charge(feeTime, decimal.Parse(fee), 0m));

    [Theory]
    [InlineData(66, 6, 60, "0.01")]
    [InlineData(67, 6, 120, "0.02")]
    [InlineData(6, 6, 0, "0")]
    [InlineData(5, 6, 0, "0")]
    [InlineData(61, 0, 120, "0.02")]
    public void Free_time_comes_off_before_the_cycles(long hold, int free, long feeTime, string fee) =>
        Rater.Price(Rates.Of("0.01", 60), hold, new BillingRules { FreeTime = free }).Should().Be(new Charge(feeTime, decimal.Parse(fee), 0m));

    [Theory]
    [InlineData(45, 60, "0.06")]
    [InlineData(60, 60, "0.06")]
    [InlineData(61, 66, "0.065")]
    [InlineData(75, 78, "0.075")]
    [InlineData(0, 0, "0")]
    public void A_section_is_charged_whole_then_cycles_follow(long hold, long feeTime, string fee) =>
        Rater.Price(Rates.Of("0.005", 6, new RateSection(60, 0.06m)), hold, BillingRules.Default)
            .Should().Be(new Charge(feeTime, decimal.Parse(fee), 0m));

    [Fact]
    public void Sections_are_used_up_in_order()
    {
        Rate rate = Rates.Of("0.01", 10, new RateSection(30, 0.10m), new RateSection(30, 0.05m));

        Rater.Price(rate, 65, BillingRules.Default).Should().Be(new Charge(70, 0.16m, 0m));
        Rater.Price(rate, 30, BillingRules.Default).Should().Be(new Charge(30, 0.10m, 0m));
        Rater.Price(rate, 31, BillingRules.Default).Should().Be(new Charge(60, 0.15m, 0m));
    }

    [Fact]
    public void A_section_of_no_seconds_is_a_set_up_fee()
    {
        Rate rate = Rates.Of("0.01", 60, new RateSection(0, 0.02m));

        Rater.Price(rate, 1, BillingRules.Default).Should().Be(new Charge(60, 0.03m, 0m));
        Rater.Price(rate, 0, BillingRules.Default).Should().Be(default(Charge));
    }

    [Fact]
    public void The_connect_fee_is_charged_once_and_only_with_a_charge()
    {
        Rate rate = Rates.Of("0.02", 60) with { ConnectFee = 0.001m };
        var rules = new BillingRules { FreeTime = 6 };

        Rater.Price(rate, 6, rules).Should().Be(default(Charge));
        Rater.Price(rate, 7, rules).Should().Be(new Charge(60, 0.021m, 0m));
        Rater.Price(rate, 126, rules).Should().Be(new Charge(120, 0.041m, 0m));
    }

    [Fact]
    public void Tax_is_a_percentage_of_the_finished_fee_and_stands_apart()
    {
        Rate rate = Rates.Of("0.0333", 60) with { TaxPercent = 15m };

        // fee 0.0333 → 0.03; tax 0.0045 → 0.00; of the raw fee it would be 0.004995 → 0.00 as well, so a second one with three decimals tells them apart
        Rater.Price(rate, 60, new BillingRules { FeePrecision = 2 }).Should().Be(new Charge(60, 0.03m, 0.00m));
        Rater.Price(rate with { Price = 0.0336m }, 60, new BillingRules { FeePrecision = 3 }).Should().Be(new Charge(60, 0.034m, 0.005m));
        Rater.Price(rate with { Price = 0.0336m, TaxPercent = 10m }, 60, new BillingRules { FeePrecision = 3, Rounding = MoneyRoundingMode.Down })
            .Should().Be(new Charge(60, 0.033m, 0.003m));
    }

    [Theory]
    [InlineData(50, 0, "0.01", 60, 60_049, 60, 60, "0.01")]
    [InlineData(50, 0, "0.01", 60, 60_050, 61, 120, "0.02")]
    [InlineData(1, 0, "0.0001", 1, 1_001, 2, 2, "0.0002")]
    [InlineData(50, 6, "0.01", 60, 66_000, 66, 60, "0.01")]
    [InlineData(50, 6, "0.01", 60, 5_000, 5, 0, "0")]
    public void Golden_cases_G1_to_G5(int precision, int free, string price, int cycle, long milliseconds, long hold, long feeTime, string fee)
    {
        var rules = new BillingRules { HoldTimePrecision = precision, FreeTime = free };
        long seconds = HoldTime.FromMilliseconds(milliseconds, rules.HoldTimePrecision);

        seconds.Should().Be(hold);
        Rater.Price(Rates.Of(price, cycle), seconds, rules).Should().Be(new Charge(feeTime, decimal.Parse(fee), 0m));
    }

    [Fact]
    public void Golden_case_G6()
    {
        long seconds = HoldTime.FromMilliseconds(75_000, 50);

        seconds.Should().Be(75);
        Rater.Price(Rates.Of("0.005", 6, new RateSection(60, 0.06m)), seconds, BillingRules.Default).Should().Be(new Charge(78, 0.075m, 0m));
    }

    [Fact]
    public void Golden_case_G7_each_party_by_its_own_rate()
    {
        decimal Fee(string price) => Rater.Price(Rates.Of(price, 60), 60, BillingRules.Default).Fee;

        (Fee("0.015"), Fee("0.012"), Fee("0.010"), Fee("0.012") - Fee("0.010")).Should().Be((0.015m, 0.012m, 0.010m, 0.002m));
    }

    [Fact]
    public void A_longer_call_never_costs_less() =>
        Gen.Select(Rates.Any, Rates.AnyRules, Gen.Int[0, 7200], Gen.Int[0, 600]).Sample((rate, rules, seconds, more) =>
            Rater.Price(rate, seconds, rules).Total <= Rater.Price(rate, seconds + more, rules).Total);

    [Fact]
    public void The_time_charged_covers_the_time_talked() =>
        Gen.Select(Rates.Any, Rates.AnyRules, Gen.Int[0, 7200]).Sample((rate, rules, seconds) =>
            Rater.Price(rate, seconds, rules).FeeTime >= seconds - rules.FreeTime);

    [Fact]
    public void Seconds_for_money_is_the_exact_inverse_of_the_price() =>
        Gen.Select(Rates.Any, Rates.AnyRules, Gen.Int[0, 20_000], Rates.Pick(0.1m, 0.0017m, 0.00001m)).Sample((rate, rules, amount, scale) =>
        {
            decimal money = amount * scale;
            long seconds = Rater.SecondsFor(rate, money, rules);
            return seconds == long.MaxValue
                ? Rater.Price(rate, 1_000_000_000, rules).Total <= money
                : Rater.Price(rate, seconds, rules).Total <= money && money < Rater.Price(rate, seconds + 1, rules).Total;
        }, iter: 20_000);

    [Fact]
    public void Money_for_nothing_lasts_for_ever()
    {
        Rater.SecondsFor(Rates.Of("0", 60), 0m, BillingRules.Default).Should().Be(long.MaxValue);
        Rater.SecondsFor(Rates.Of("0", 60) with { ConnectFee = 0.01m }, 0.01m, BillingRules.Default).Should().Be(long.MaxValue);
        Rater.SecondsFor(Rates.Of("0", 60) with { ConnectFee = 0.01m }, 0.009m, BillingRules.Default).Should().Be(0);
        Rater.SecondsFor(Rates.Of("0.00000001", 1), decimal.MaxValue, BillingRules.Default).Should().BeGreaterThan(int.MaxValue);
    }

    [Fact]
    public void A_debt_buys_no_time() => Rater.SecondsFor(Rates.Of("0", 60), -0.01m, new BillingRules { FreeTime = 6 }).Should().Be(0);

    [Fact]
    public void Money_for_less_than_the_first_cycle_buys_the_free_time() =>
        Rater.SecondsFor(Rates.Of("0.01", 60), 0.009m, new BillingRules { FreeTime = 6 }).Should().Be(6);
}
