using AwesomeAssertions;
using Tandem.Store.Plan;
using Xunit;

namespace Tandem.Tests.Store.Plan;

public sealed class PlaceholdersTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${A}", "1")]
    [InlineData("x${A}y${B:-two}z", "x1ytwoz")]
    [InlineData("${B:-}", "")]
    [InlineData("${A:-two}", "1")]
    [InlineData("${EMPTY:-two}", "two")]
    [InlineData("$${A}", "${A}")]
    [InlineData("$5 and $$", "$5 and $$")]
    [InlineData("${B:-a:-b}", "a:-b")]
    public void Names_become_their_values(string text, string expected)
    {
        Placeholders.TryFill(text, Environment, out string filled, out string fault).Should().BeTrue(fault);
        filled.Should().Be(expected);
    }

    [Theory]
    [InlineData("${B}")]
    [InlineData("${EMPTY}")]
    [InlineData("${A")]
    [InlineData("${}")]
    [InlineData("${a b}")]
    [InlineData("${1A}")]
    public void What_has_no_value_is_said(string text)
    {
        Placeholders.TryFill(text, Environment, out _, out string fault).Should().BeFalse();
        fault.Should().NotBeEmpty();
    }

    private static string? Environment(string name) => name switch { "A" => "1", "EMPTY" => "", _ => null };
}
