using CsCheck;
using Tandem.Api.Json;

namespace Tandem.Tests.Api.Json;

public sealed class MoneyConverterTests
{
    [Fact]
    public void Every_amount_is_read_as_it_was_written() =>
        Gen.Decimal.Sample(amount => MoneyConverter.TryRead(MoneyConverter.Text(amount), out decimal read) && read == amount);

    [Theory]
    [InlineData("1e5")]
    [InlineData("1,000")]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("NaN")]
    public void What_is_no_plain_decimal_is_refused(string? text) => MoneyConverter.TryRead(text, out _).Should().BeFalse();
}
