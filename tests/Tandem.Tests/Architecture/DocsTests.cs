using System.Text.RegularExpressions;

namespace Tandem.Tests.Architecture;

/// <summary>Pages that lead a newcomer through the code lead to places that are there.</summary>
public sealed partial class DocsTests
{
    [Theory]
    [InlineData("docs/journeys.md", 40)]
    [InlineData("docs/features.md", 25)]
    public void Every_place_that_a_page_names_is_there(string page, int atLeast)
    {
        string text = File.ReadAllText(RepositoryRoot.File(page));
        string[] places = [.. Places().Matches(text).Select(static match => match.Groups[1].Value).Distinct()];
        places.Length.Should().BeGreaterThanOrEqualTo(atLeast);
        places.Where(static place => !IsThere(place)).Should().BeEmpty();
    }

    [Fact]
    public void The_first_call_plan_is_the_contracts() =>
        File.ReadAllText(RepositoryRoot.File("examples", "first-call.yaml")).Should().Contain("address: 127.0.0.3:5070").And.Contain("calledRewrite: \"00:\"");

    private static bool IsThere(string place)
    {
        string path = RepositoryRoot.File("src", "Tandem." + place);
        return Directory.Exists(path) || File.Exists(path + ".cs");
    }

    [GeneratedRegex("`((?:Wire|Sip|Media|Calls|Routing|Billing|Store|Api|Server)/[A-Za-z/]+)`")]
    private static partial Regex Places();
}
