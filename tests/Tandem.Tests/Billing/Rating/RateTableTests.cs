using CsCheck;
using Tandem.Billing.Rating;
using Tandem.TestKit;

namespace Tandem.Tests.Billing.Rating;

public sealed class RateTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Prefixes = Gen.Frequency(
        (8, Gen.Char["0123"].Array[0, 7].Select(static chars => new string(chars))),
        (1, Gen.Char["01*#+aB"].Array[1, 5].Select(static chars => new string(chars))),
        (1, Gen.Char["01"].Array[14, 18].Select(static chars => new string(chars))));

    private static readonly Gen<string> Numbers = Gen.Frequency(
        (8, Gen.Char["0123"].Array[0, 12].Select(static chars => new string(chars))),
        (1, Gen.Char["01*#+aB"].Array[0, 12].Select(static chars => new string(chars))),
        (2, Gen.Char["01"].Array[13, 32].Select(static chars => new string(chars))));

    [Fact]
    public void The_longest_prefix_wins()
    {
        RateTable table = Build(new RateRow("44", "UK", Priced(1)), new RateRow("447", "UK mobile", Priced(2)), new RateRow("4477", "UK O2", Priced(3)));

        table.Find("447712345678", Now).Should().Be(new RateMatch(Priced(3), "UK O2", 4));
        table.Find("447512345678", Now).Should().Be(new RateMatch(Priced(2), "UK mobile", 3));
        table.Find("442079460000", Now).Should().Be(new RateMatch(Priced(1), "UK", 2));
        table.Find("4", Now).Found.Should().BeFalse();
        table.Find("45", Now).Should().Be(new RateMatch(null, "", 0));
        table.Find("", Now).Found.Should().BeFalse();
        table.Count.Should().Be(3);
    }

    [Fact]
    public void A_number_shorter_than_the_prefix_does_not_match_it()
    {
        RateTable table = Build(new RateRow("44", "UK", Priced(1)), new RateRow("440", "zero", Priced(2)), new RateRow("44000", "zeros", Priced(3)));

        table.Find("44", Now).PrefixLength.Should().Be(2);
        table.Find("440", Now).PrefixLength.Should().Be(3);
        table.Find("4400", Now).PrefixLength.Should().Be(3);
        table.Find("44000", Now).PrefixLength.Should().Be(5);
    }

    [Fact]
    public void An_empty_prefix_matches_every_number()
    {
        RateTable table = Build(new RateRow("", "anywhere", Priced(9)), new RateRow("0", "zero", Priced(1)));

        table.Find("", Now).Area.Should().Be("anywhere");
        table.Find("*100", Now).Area.Should().Be("anywhere");
        table.Find("999999999999999999", Now).Area.Should().Be("anywhere");
        table.Find("0", Now).Area.Should().Be("zero");
    }

    [Fact]
    public void Prefixes_may_have_any_characters_and_any_length()
    {
        RateTable table = Build(
            new RateRow("12", "short", Priced(1)),
            new RateRow("12#", "sharp", Priced(2)),
            new RateRow("+44", "plus", Priced(3)),
            new RateRow("tech*44", "letters", Priced(4)),
            new RateRow("12345678901234567", "seventeen", Priced(5)));

        table.Find("12#44", Now).Area.Should().Be("sharp");
        table.Find("1244", Now).Area.Should().Be("short");
        table.Find("+4420", Now).Area.Should().Be("plus");
        table.Find("tech*4420", Now).Area.Should().Be("letters");
        table.Find("Tech*4420", Now).Found.Should().BeFalse();
        table.Find("12345678901234567890", Now).Area.Should().Be("seventeen");
        table.Find("1234567890123456", Now).Area.Should().Be("short");
    }

    [Fact]
    public void Of_two_rows_of_one_prefix_the_last_counts()
    {
        RateTable table = Build(new RateRow("44", "old", Priced(1)), new RateRow("1", "x", Priced(5)), new RateRow("44", "new", Priced(2)));

        table.Find("4420", Now).Should().Be(new RateMatch(Priced(2), "new", 2));
        table.Count.Should().Be(2);
    }

    [Fact]
    public void Of_the_rates_of_one_prefix_the_newest_in_force_counts()
    {
        RateTable table = Build(
            new RateRow("44", "next", Priced(3), Now.AddDays(1)),
            new RateRow("44", "always", Priced(1)),
            new RateRow("44", "this month", Priced(2), Now.AddDays(-1)));

        table.Find("4420", Now.AddDays(-1).AddTicks(-1)).Area.Should().Be("always");
        table.Find("4420", Now.AddDays(-1)).Area.Should().Be("this month");
        table.Find("4420", Now).Should().Be(new RateMatch(Priced(2), "this month", 2));
        table.Find("4420", Now.AddDays(1)).Area.Should().Be("next");
        table.Count.Should().Be(3);
    }

    [Fact]
    public void A_prefix_that_is_not_in_force_yet_leaves_the_call_to_the_shorter_one()
    {
        RateTable table = Build(
            new RateRow("44", "UK", Priced(1)),
            new RateRow("447", "mobile", Priced(2), Now.AddHours(1)),
            new RateRow("4*", "star", Priced(3), Now.AddHours(1)),
            new RateRow("4", "four", Priced(4)));

        table.Find("44771", Now).Area.Should().Be("UK");
        table.Find("44771", Now.AddHours(1)).Area.Should().Be("mobile");
        table.Find("4*1", Now).Area.Should().Be("four");
        table.Find("4*1", Now.AddHours(1)).Area.Should().Be("star");
    }

    [Fact]
    public void A_date_in_another_time_zone_is_the_same_moment()
    {
        RateTable table = Build(new RateRow("44", "UK", Priced(1), new DateTimeOffset(2026, 3, 1, 15, 0, 0, TimeSpan.FromHours(3))));

        table.Find("4420", Now.AddTicks(-1)).Found.Should().BeFalse();
        table.Find("4420", Now.ToOffset(TimeSpan.FromHours(-8))).Found.Should().BeTrue();
    }

    [Fact]
    public void Rates_that_cost_the_same_are_kept_once()
    {
        Rate Sectioned() => Priced(1) with { Sections = [new RateSection(60, 0.06m)] };
        RateTable table = Build(new RateRow("1", "a", Sectioned()), new RateRow("2", "b", Sectioned()), new RateRow("3", "c", Sectioned() with { Locked = true }));

        table.Find("1", Now).Rate.Should().BeSameAs(table.Find("2", Now).Rate);
        table.Find("3", Now).Rate.Should().NotBeSameAs(table.Find("2", Now).Rate);
    }

    [Fact]
    public void It_finds_what_a_search_through_all_prefixes_finds() =>
        Gen.Select(Gen.Select(Prefixes, Gen.Int[-2, 2], Gen.Int[1, 9]).Array[0, 60], Numbers.Array[1, 40]).Sample((rows, numbers) =>
        {
            RateRow[] deck = [.. rows.Select((row, i) => new RateRow(row.Item1, $"{i}", Priced(row.Item3), row.Item2 == -2 ? null : Now.AddDays(row.Item2)))];
            RateTable table = Build(deck);
            return numbers.All(number => table.Find(number, Now).Area == Naive(deck, number)?.Area switch { null => "", string area => area });
        }, iter: 3_000);

    [Fact]
    public void A_large_deck_finds_what_a_dictionary_finds()
    {
        var random = new Random(7);
        var byPrefix = new Dictionary<string, RateRow>();
        for (int i = 0; i < 200_000; i++)
        {
            string prefix = $"{random.Next(1, 1000)}{random.NextInt64((long)Math.Pow(10, random.Next(0, 7)))}";
            byPrefix[prefix] = new RateRow(prefix, prefix, Priced(random.Next(1, 500)));
        }

        RateTable table = RateTable.Build("big", "USD", byPrefix.Values);
        for (int i = 0; i < 100_000; i++)
        {
            string number = $"{random.NextInt64(1, 999_999_999_999)}";
            int length = number.Length;
            while (length > 0 && !byPrefix.ContainsKey(number[..length]))
            {
                length--;
            }

            RateMatch expected = length == 0 ? new RateMatch(null, "", 0) : new RateMatch(byPrefix[number[..length]].Rate, number[..length], length);
            if (table.Find(number, Now) != expected)
            {
                Assert.Fail($"{number}: {table.Find(number, Now)} instead of {expected}");
            }
        }

        table.Count.Should().Be(byPrefix.Count);
    }

    [Fact]
    public void Finding_allocates_nothing()
    {
        RateTable table = Build(new RateRow("44", "UK", Priced(1)), new RateRow("44*", "star", Priced(2)), new RateRow("447", "m", Priced(3), Now));
        Allocated.By(() =>
        {
            table.Find("447712345678", Now);
            table.Find("44*712345678", Now);
        }).Should().Be(0);
    }

    private static RateTable Build(params RateRow[] rows) => RateTable.Build("deck", "USD", rows);

    private static Rate Priced(int cents) => new() { Price = cents * 0.01m };

    private static RateRow? Naive(RateRow[] deck, string number) =>
        deck.Select((row, i) => (row, i))
            .Where(one => number.StartsWith(one.row.Prefix, StringComparison.Ordinal) && (one.row.EffectiveFrom ?? DateTimeOffset.MinValue) <= Now)
            .OrderByDescending(one => one.row.Prefix.Length)
            .ThenByDescending(one => one.row.EffectiveFrom ?? DateTimeOffset.MinValue)
            .ThenByDescending(one => one.i)
            .Select(one => one.row)
            .FirstOrDefault();
}
