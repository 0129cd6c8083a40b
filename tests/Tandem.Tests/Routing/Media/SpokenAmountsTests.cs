using CsCheck;
using Tandem.Routing.Media;

namespace Tandem.Tests.Routing.Media;

public sealed class SpokenAmountsTests
{
    [Theory]
    [InlineData(1, "remaining-time/1/second")]
    [InlineData(59, "remaining-time/59/seconds")]
    [InlineData(60, "remaining-time/1/minute")]
    [InlineData(119, "remaining-time/1/minute")]
    [InlineData(750, "remaining-time/12/minutes")]
    [InlineData(3600, "remaining-time/1/hour")]
    [InlineData(7261, "remaining-time/2/hours/1/minute")]
    [InlineData(0, "")]
    [InlineData(360_000, "")]
    [InlineData(long.MaxValue, "")]
    public void A_time_is_said_in_whole_minutes(long seconds, string sounds) => SpokenAmounts.Time(seconds).Should().Be(sounds);

    [Theory]
    [InlineData("12", "remaining-money/12")]
    [InlineData("12.50", "remaining-money/12/point/5")]
    [InlineData("0.059", "remaining-money/0/point/0/5")]
    [InlineData("1234.99", "remaining-money/1234/point/9/9")]
    [InlineData("0", "")]
    [InlineData("-3", "")]
    public void Money_is_said_with_two_decimals_at_most(string amount, string sounds) =>
        SpokenAmounts.Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).Should().Be(sounds);

    [Fact]
    public void Nobody_is_promised_more_time_than_there_is_and_every_order_fits_a_message() =>
        Gen.Long[0, 400_000].Sample(static seconds =>
        {
            string[] said = SpokenAmounts.Time(seconds).Split('/');
            long promised = 0;
            for (int i = 1; i + 1 < said.Length; i += 2)
            {
                promised += long.Parse(said[i], System.Globalization.CultureInfo.InvariantCulture) * (said[i + 1][0] == 'h' ? 3600 : said[i + 1][0] == 'm' ? 60 : 1);
            }

            promised.Should().BeLessThanOrEqualTo(seconds);
            string.Join('/', said).Length.Should().BeLessThan(150);
        });
}
