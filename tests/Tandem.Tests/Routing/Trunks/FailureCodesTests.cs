using AwesomeAssertions;
using Tandem.Routing.Trunks;

namespace Tandem.Tests.Routing.Trunks;

/// <summary>SW §4.3.</summary>
public sealed class FailureCodesTests
{
    [Theory]
    [InlineData("", 503, 503)]
    [InlineData("503:486,0:503", 503, 486)]
    [InlineData("503:486,0:503", 404, 503)]
    [InlineData("503:486", 404, 404)]
    [InlineData("404:0,0:503", 404, 404)] // a target of 0 leaves the code alone
    [InlineData("0:0", 404, 404)]
    public void A_code_is_replaced_by_its_own_rule_or_by_the_one_for_all_others(string text, int status, int told)
    {
        FailureCodes.TryParse(text, out FailureCodes codes, out string problem).Should().BeTrue(problem);
        codes.Replace(status).Should().Be(told);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("503:200")]
    [InlineData("100:486")]
    [InlineData("503:486,503:487")]
    [InlineData("0:1,x")]
    [InlineData("0:503,0:486")]
    public void What_is_no_list_of_codes_is_refused(string text)
    {
        FailureCodes.TryParse(text, out _, out string problem).Should().BeFalse();
        problem.Should().NotBeEmpty();
    }
}
