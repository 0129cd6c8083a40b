using Tandem.Billing.Rating;

namespace Tandem.Tests.Billing.Rating;

public sealed class HoldTimeTests
{
    [Theory]
    [InlineData(1, 1_001, 2)]
    [InlineData(1, 1_000, 1)]
    [InlineData(50, 49, 0)]
    [InlineData(50, 50, 1)]
    [InlineData(50, 5_049, 5)]
    [InlineData(50, 5_050, 6)]
    [InlineData(500, 1_499, 1)]
    [InlineData(500, 1_500, 2)]
    [InlineData(500, 1_501, 2)]
    [InlineData(1000, 1_999, 1)]
    [InlineData(50, 0, 0)]
    [InlineData(1, -1, 0)]
    public void Talk_time_goes_up_to_the_next_second_at_the_precision(int precision, long milliseconds, long seconds) =>
        HoldTime.FromMilliseconds(milliseconds, precision).Should().Be(seconds);
}
