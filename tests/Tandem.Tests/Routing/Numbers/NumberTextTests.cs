using AwesomeAssertions;
using Tandem.Routing.Numbers;

namespace Tandem.Tests.Routing.Numbers;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("442079460000", "442079460000")]
    [InlineData("+1-201-555-0123", "+12015550123")] // RFC 3966 §5.1.1
    [InlineData("(020)7946.0000", "02079460000")]
    [InlineData("+4420;phone-context=example.com", "+4420")] // RFC 3261 §19.1.6
    [InlineData("john.doe-1", "john.doe-1")]
    [InlineData("", "")]
    public void Parameters_and_visual_separators_are_not_part_of_a_number(string text, string number) =>
        NumberText.Read(text).Should().Be(number);

    [Theory]
    [InlineData("442079460000", true)]
    [InlineData("*31#4420", true)]
    [InlineData("a8801711", true)]
    [InlineData("12345678901234567890123456789012", true)]
    [InlineData("123456789012345678901234567890123", false)]
    [InlineData("", false)]
    [InlineData("44 20", false)]
    [InlineData("44'--", false)]
    [InlineData("4420é", false)]
    public void A_called_number_is_short_and_plain(string number, bool good) => NumberText.IsDialled(number).Should().Be(good);

    [Theory]
    [InlineData("", true)]
    [InlineData("anonymous", true)]
    [InlineData("john.doe", true)]
    [InlineData("john<doe", false)]
    public void A_caller_may_have_a_name_or_nothing(string number, bool good) => NumberText.IsShown(number).Should().Be(good);
}
