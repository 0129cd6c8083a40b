using CsCheck;
using Tandem.Billing.Rating;

namespace Tandem.Tests.Billing.Rating;

public sealed class MoneyRoundingTests
{
    [Theory]
    [InlineData("0.01234", "0.001", "0.013", "0.012", "0.012")]
    [InlineData("0.0125", "0.001", "0.013", "0.013", "0.012")]
    [InlineData("0.005", "0.01", "0.01", "0.01", "0.00")]
    [InlineData("0.0049", "0.01", "0.01", "0.00", "0.00")]
    [InlineData("-0.0125", "0.001", "-0.013", "-0.013", "-0.012")]
    [InlineData("0.08", "0.05", "0.10", "0.10", "0.05")]
    [InlineData("0.10", "0.05", "0.10", "0.10", "0.10")]
    public void A_fee_is_rounded_to_the_unit_as_the_mode_says(string raw, string unit, string up, string half, string down)
    {
        decimal In(MoneyRoundingMode mode) => MoneyRounding.Finish(decimal.Parse(raw), new BillingRules { FeeUnit = decimal.Parse(unit), Rounding = mode });

        In(MoneyRoundingMode.Up).Should().Be(decimal.Parse(up));
        In(MoneyRoundingMode.HalfAwayFromZero).Should().Be(decimal.Parse(half));
        In(MoneyRoundingMode.Down).Should().Be(decimal.Parse(down));
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(2, "0.99")]
    [InlineData(6, "0.987654")]
    [InlineData(8, "0.98765432")]
    public void Without_a_unit_the_precision_decides(int precision, string fee) =>
        MoneyRounding.Finish(0.987654321m, new BillingRules { FeePrecision = precision }).Should().Be(decimal.Parse(fee));

    [Fact]
    public void The_unit_beats_the_precision() =>
        MoneyRounding.Finish(0.987654m, new BillingRules { FeePrecision = 6, FeeUnit = 0.25m }).Should().Be(1.00m);

    [Fact]
    public void A_rounded_fee_is_a_whole_number_of_units_less_than_one_away() =>
        Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[1, 5000], Gen.Enum<MoneyRoundingMode>()).Sample((raw, unit, mode) =>
        {
            var rules = new BillingRules { FeeUnit = unit / 10_000m, Rounding = mode };
            decimal finished = MoneyRounding.Finish(raw / 100_000m, rules);
            return finished % rules.FeeUnit == 0m
                && Math.Abs(finished - (raw / 100_000m)) < rules.FeeUnit
                && MoneyRounding.Finish(finished, rules) == finished;
        });
}
