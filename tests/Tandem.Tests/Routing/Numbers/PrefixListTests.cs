using AwesomeAssertions;
using CsCheck;
using Tandem.Routing.Numbers;

namespace Tandem.Tests.Routing.Numbers;

public sealed class PrefixListTests
{
    private static readonly Gen<string> Digits = Gen.Char['0', '3'].Array[0, 6].Select(static digits => new string(digits));

    [Fact]
    public void The_fit_is_the_longest_prefix_of_the_list() =>
        Gen.Select(Digits.Array[1, 10], Digits).Sample(static (prefixes, number) =>
            new PrefixList(prefixes).Fit(number)
                == prefixes.Where(prefix => number.StartsWith(prefix, StringComparison.Ordinal)).Select(static prefix => prefix.Length).DefaultIfEmpty(-1).Max());

    [Fact]
    public void An_empty_list_takes_all_and_strips_nothing()
    {
        PrefixList.All.Fit("44").Should().Be(0);
        PrefixList.All.Strip("44").ToString().Should().Be("44");
        new PrefixList(["9", "99"]).Strip("9944").ToString().Should().Be("44");
        new PrefixList(["9"]).Strip("44").ToString().Should().Be("44");
    }

    [Fact]
    public void Free_numbers_are_whole_or_start_so()
    {
        var free = new FreeNumbers(["112", "1800*"]);
        free.Contains("112").Should().BeTrue();
        free.Contains("1121").Should().BeFalse();
        free.Contains("1800555").Should().BeTrue();
        free.Contains("180").Should().BeFalse();
        new FreeNumbers([]).Contains("112").Should().BeFalse();
    }
}
