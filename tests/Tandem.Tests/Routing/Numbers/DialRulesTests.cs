using AwesomeAssertions;
using CsCheck;
using Tandem.Routing.Numbers;

namespace Tandem.Tests.Routing.Numbers;

public sealed class DialRulesTests
{
    private static readonly Gen<string> Digits = Gen.Char['0', '9'].Array[0, 20].Select(static digits => new string(digits));

    [Theory] // SW §5.2, by its numbers
    [InlineData("0134:$$$", "0134131", "013131")] // 1
    [InlineData("*:a*", "8801711", "a8801711")] // 2
    [InlineData("a:", "a8801711", "8801711")] // 3
    [InlineData("00:", "0044207", "44207")] // 4
    [InlineData("00:,0:880", "01711", "8801711")] // 5
    [InlineData("00:,0:880", "0044", "44")] // 5
    [InlineData("*:0*", "1711", "01711")] // 6
    [InlineData("1E11:91", "13912345678", "913912345678")] // 7
    [InlineData("1E11:91", "139", "139")] // 7
    [InlineData("025L8:25", "0251234", "251234")] // 8
    [InlineData("025L8:25", "02512345", "02512345")] // 8
    [InlineData("123?78:9", "123178", "9")] // 11
    [InlineData("123?78:9", "123278555", "9555")] // 11
    [InlineData("123?78:9", "123a78", "123a78")] // 11
    public void The_worked_examples_of_the_manual_come_out(string rules, string number, string expected) =>
        Parse(rules).Apply(number, new Random(1)).Should().Be(expected);

    [Fact] // SW §5.2 example 9
    public void A_range_gives_one_of_its_numbers_and_each_of_them()
    {
        DialRules rules = Parse("025:8008100-8008121");
        string[] made = [.. Enumerable.Range(0, 2000).Select(seed => rules.Apply("0257", new Random(seed))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        made.Should().Equal(Enumerable.Range(8008100, 22).Select(static number => $"{number}7"));
    }

    [Fact] // SW §5.2 example 10 and 13
    public void Alternatives_are_picked_evenly()
    {
        DialRules rules = Parse("6001:84901;84902;84903");
        var random = new Random(7);
        Dictionary<string, int> counts = Enumerable.Range(0, 3000).GroupBy(_ => rules.Apply("6001", random), StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Count(), StringComparer.Ordinal);
        counts.Keys.Should().BeEquivalentTo("84901", "84902", "84903");
        counts.Values.Should().OnlyContain(static count => count > 850 && count < 1150);
    }

    [Fact] // SW §5.2 example 12
    public void A_question_mark_in_a_target_is_a_random_digit()
    {
        DialRules rules = Parse("*:021????");
        var random = new Random(3);
        string[] made = [.. Enumerable.Range(0, 200).Select(_ => rules.Apply("555", random))];
        made.Should().OnlyContain(static number => number.Length == 7 && number.StartsWith("021", StringComparison.Ordinal) && number.All(char.IsAsciiDigit));
        made.Distinct(StringComparer.Ordinal).Count().Should().BeGreaterThan(150);
    }

    [Theory]
    [InlineData("12:a,12:b", "123", "a3")] // equally long: the first in the list
    [InlineData("1?:a,12:b", "123", "a3")] // ? is a position like any other
    [InlineData("*:x*,1:y", "123", "y23")] // * is no position
    [InlineData("1:y,*:x*", "2", "x2")]
    [InlineData("44:", "123", "123")] // no match: unchanged
    [InlineData("123:", "123", "")] // the caller refuses an empty number
    [InlineData("0:00", "0123", "00123")] // applied once
    [InlineData("*99*:*1*", "449955", "44155")]
    [InlineData("00*:*", "00442", "442")]
    [InlineData("G5:9", "123456", "9123456")] // only a condition: the target goes in front
    [InlineData("G5:9", "12345", "12345")]
    [InlineData("1F4:2", "1234", "1234")]
    [InlineData("1F4:2", "12345", "22345")]
    [InlineData("1G2L5:2", "123", "223")]
    [InlineData("1G2L5:2", "12345", "12345")]
    [InlineData(@"\E1:2", "E15", "25")] // escaped: a letter
    [InlineData(@"\*31#:\*", "*31#44", "*44")]
    [InlineData("+:00", "+4420", "004420")]
    [InlineData("5:001-001", "57", "0017")] // the width of a range is kept
    [InlineData("12:$$$$", "1299", "1299")] // nothing to keep past the match
    [InlineData("12:3$$", "129", "329")]
    [InlineData(" 00 : 1 , 0 : 2 ", "05", "25")]
    [InlineData("", "123", "123")]
    [InlineData("  ", "123", "123")]
    public void Edges_are_settled(string rules, string number, string expected) =>
        Parse(rules).Apply(number, new Random(1)).Should().Be(expected);

    [Theory]
    [InlineData("00", "original:target")]
    [InlineData("1:2:3", "original:target")]
    [InlineData("1:2,,3:4", "empty rule")]
    [InlineData(":1", "empty original")]
    [InlineData("1E:2", "E needs a length")]
    [InlineData("1E100:2", "E needs a length")]
    [InlineData("1 2:3", "' '")]
    [InlineData("1:2(3", "'('")]
    [InlineData("1:*", "more * than")]
    [InlineData("*1*2*:1", "more than 2 *")]
    [InlineData("1:9-3", "range")]
    [InlineData("1:1-", "range")]
    public void A_bad_rule_is_named_with_what_is_wrong(string text, string words)
    {
        DialRules.TryParse(text, out DialRules rules, out string problem).Should().BeFalse();
        problem.Should().Contain(words).And.StartWith("dial rule '");
        rules.Should().BeSameAs(DialRules.None);
    }

    [Fact]
    public void Taking_off_what_was_put_in_front_gives_the_number_back() =>
        Digits.Where(static number => number.Length > 0).Sample(static number =>
            Parse("a:").Apply(Parse("*:a*").Apply(number, new Random(1)), new Random(1)) == number);

    [Fact]
    public void The_longest_literal_original_decides() =>
        Gen.Select(Digits.Array[1, 8], Digits).Sample(static (originals, number) =>
        {
            string[] rules = [.. originals.Where(static original => original.Length > 0).Distinct(StringComparer.Ordinal)];
            string? longest = rules.Where(rule => number.StartsWith(rule, StringComparison.Ordinal)).MaxBy(static rule => rule.Length);
            string expected = longest is null ? number : "#" + longest.Length + number[longest.Length..];
            string text = string.Join(',', rules.Select(static rule => $"{rule}:#{rule.Length}"));
            return Parse(text).Apply(number, new Random(1)) == expected;
        });

    [Fact]
    public void Any_text_is_read_or_refused_and_any_number_rewritten() =>
        Gen.Select(Gen.OneOf(Gen.String["0123456789*?$;:,-LEGF\\a+#. "], Gen.String), Digits).Sample(static (text, number) =>
        {
            if (DialRules.TryParse(text, out DialRules rules, out string problem))
            {
                rules.Apply(number, new Random(1)).Length.Should().BeLessThan(400);
            }
            else
            {
                problem.Should().NotBeEmpty();
            }
        });

    [Fact]
    public void A_number_that_does_not_change_allocates_nothing()
    {
        DialRules rules = Parse("00:,0:880,*E4:*");
        var random = new Random(1);
        rules.Apply("44207946", random);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            rules.Apply("44207946", random).IsTheSameStringAs("44207946");
            rules.Apply("4420", random).IsTheSameStringAs("4420");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static DialRules Parse(string text)
    {
        DialRules.TryParse(text, out DialRules rules, out string problem).Should().BeTrue(problem);
        return rules;
    }
}

internal static class SameString
{
    /// <summary>An assertion that allocates nothing.</summary>
    public static void IsTheSameStringAs(this string actual, string expected)
    {
        if (!ReferenceEquals(actual, expected))
        {
            throw new InvalidOperationException($"{actual} is not the same string as {expected}");
        }
    }
}
