using CsCheck;
using Tandem.Routing.Attacks;

namespace Tandem.Tests.Routing.Attacks;

public sealed class AttackPatternsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PatternRules Rules = new([], TimeZoneInfo.Utc);

    [Fact]
    public void A_source_that_walks_numbers_is_found_with_its_step_and_way()
    {
        AttackPattern walk = Found(Walk("203.0.113.9", 1000, 24)).Should().ContainSingle().Subject;
        walk.Kind.Should().Be(PatternKind.SequentialDialling);
        walk.Confidence.Should().Be(PatternConfidence.High);
        walk.Why.Should().Be("203.0.113.9 dialled 24 numbers from 1000 to 1023, 23 of 23 steps by 1, upwards.");
        (walk.NumberCount, walk.Numbers.Count, walk.Attempts, walk.SourceCount).Should().Be((24, 20, 24, 1));
        (walk.First, walk.Last, walk.Records[0]).Should().Be((Noon, Noon.AddSeconds(24), 1));
        Found(Walk("203.0.113.9", 1000, 24).Select(static one => one with { First = Noon.AddHours(1) - (one.First - Noon), Id = 100 - one.Id }))[0].Why.Should().EndWith("downwards.");
    }

    [Fact]
    public void A_walk_is_found_in_any_order_of_records_and_whatever_else_the_source_tries() =>
        Gen.Shuffle(Walk("203.0.113.9", 1000, 24).Append(Attempt(900, "203.0.113.9", "5550001")).Append(Attempt(901, "203.0.113.9", "77")).ToArray()).Sample(attempts =>
            AttackPatterns.Find(attempts, Rules, CancellationToken.None).Select(static one => one.Why).SequenceEqual(["203.0.113.9 dialled 24 numbers from 1000 to 1023, 23 of 23 steps by 1, upwards."]));

    [Fact]
    public void Numbers_drawn_by_lot_are_no_walk()
    {
        var lot = new Random(7);
        Found(Enumerable.Range(0, 300).Select(i => Attempt(i, "203.0.113.9", $"{lot.Next(1_000_000, 9_999_999)}"))).Should().BeEmpty();
        Found(Enumerable.Range(0, 200).Select(i => Attempt(i, "203.0.113.9", $"{lot.Next(1000, 1999)}"))).Should().BeEmpty("they are dense and have no usual step");
    }

    [Fact]
    public void Five_numbers_in_a_row_are_too_few_and_two_sources_walk_nothing_together()
    {
        Found(Walk("203.0.113.9", 1000, 5)).Should().BeEmpty();
        Found(Walk("203.0.113.9", 1000, 12).Select(static (one, i) => one with { SourceIp = i % 3 == 0 ? "203.0.113.9" : i % 3 == 1 ? "203.0.113.10" : "203.0.113.11" })).Should().BeEmpty();
    }

    [Fact]
    public void A_folded_record_walks_with_the_numbers_that_it_names()
    {
        var folded = new IllegalAttempt(1, Noon, Noon.AddMinutes(1), "203.0.113.9", 500, [.. Enumerable.Range(2000, 20).Select(static number => $"{number}")]);
        AttackPattern walk = Found([folded]).Should().ContainSingle().Subject;
        walk.Attempts.Should().Be(20, "each number was called once at least");
        walk.Confidence.Should().Be(PatternConfidence.High);
    }

    [Fact]
    public void One_number_from_many_sources_is_found_whatever_is_dialled_before_it()
    {
        string[] before = ["", "00", "9", "011", ""];
        AttackPattern shared = Found(Enumerable.Range(0, 5).Select(i => Attempt(i + 1, $"198.51.{i}.7", before[i] + "442079460000"))).First(static one => one.Kind == PatternKind.SharedNumber);
        shared.Confidence.Should().Be(PatternConfidence.High);
        shared.Why.Should().Be("442079460000 was called in 4 spellings by 5 sources of 5 networks.");
        shared.Records.Should().Equal(1, 2, 3, 4, 5);
        Found(Enumerable.Range(0, 4).Select(i => Attempt(i, $"198.51.{i}.7", "442079460000"))).Should().BeEmpty();
    }

    [Fact]
    public void That_many_scanners_try_100_tells_little()
    {
        AttackPattern shared = Found(Enumerable.Range(0, 9).Select(i => Attempt(i, $"198.51.{i}.7", "100"))).Should().ContainSingle().Subject;
        shared.Confidence.Should().Be(PatternConfidence.Low);
        Found(Enumerable.Range(0, 9).Select(i => Attempt(i, $"198.51.100.{i}", "5550199")))[0].Confidence.Should().Be(PatternConfidence.Medium, "they are of one network");
    }

    [Fact]
    public void Prefixes_before_one_number_are_guesses()
    {
        string[] before = ["", "0", "00", "011", "9", "900", "9011", "+"];
        AttackPattern guessed = Found(before.Select(static (prefix, i) => Attempt(i, "203.0.113.9", $"{prefix}442079460000"))).Should().ContainSingle().Subject;
        guessed.Kind.Should().Be(PatternKind.PrefixGuessing);
        guessed.Confidence.Should().Be(PatternConfidence.High);
        guessed.Why.Should().Be("8 prefixes before 442079460000: none, +, 0, 9, 00, 011, 900, 9011.");
        Found(before.Take(3).Select(static (prefix, i) => Attempt(i, "203.0.113.9", $"{prefix}442079460000"))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("0025261234567", "252", PatternConfidence.Medium)]
    [InlineData("+25261234567", "252", PatternConfidence.Medium)]
    [InlineData("901125261234567", "252", PatternConfidence.Medium)]
    [InlineData("25261234567", "252", PatternConfidence.Low)]
    [InlineData("00881612345678", "881", PatternConfidence.Medium)]
    [InlineData("00447012345678", "4470", PatternConfidence.Medium)]
    public void Destinations_that_are_known_for_fraud_are_named(string number, string prefix, PatternConfidence confidence)
    {
        AttackPattern abused = Found([Attempt(1, "203.0.113.9", number)]).Should().ContainSingle().Subject;
        abused.Kind.Should().Be(PatternKind.AbusedDestination);
        abused.Confidence.Should().Be(confidence);
        abused.Why.Should().Contain($"+{prefix} (");
    }

    [Theory]
    [InlineData("00442079460000")]
    [InlineData("442079460000")]
    [InlineData("0252612345")]
    [InlineData("252")]
    [InlineData("00252<script>")]
    [InlineData("")]
    public void Others_are_not(string number) => Found([Attempt(1, "203.0.113.9", number)]).Should().BeEmpty();

    [Fact]
    public void The_operators_own_prefixes_come_first_and_many_attempts_make_sure()
    {
        AttackPattern own = AttackPatterns.Find([.. Enumerable.Range(0, 10).Select(i => Attempt(i, "203.0.113.9", "00442079460000"))], new(["4420"], TimeZoneInfo.Utc), CancellationToken.None).Should().ContainSingle().Subject;
        own.Confidence.Should().Be(PatternConfidence.High);
        own.Why.Should().Be("10 attempts at 1 number of +4420 (own list, 4420). It is in the operator's own list.");
    }

    [Fact]
    public void Every_line_of_the_file_names_a_source_and_a_prefix_of_digits()
    {
        AbusedDestinations.All.Should().HaveCountGreaterThan(40).And.OnlyContain(static one => one.Prefix.All(char.IsAsciiDigit) && one.Prefix[0] != '0' && one.Name.Length > 0 && one.Why.Length > 0 && !one.Why.Contains('[') && one.Source.Length > 0);
    }

    [Fact]
    public void A_burst_at_night_is_found_where_it_is_night()
    {
        DateTimeOffset twoOclock = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
        List<IllegalAttempt> attempts =
        [
            .. Enumerable.Range(0, 30).Select(i => Attempt(i, "203.0.113.9", "5550100") with { First = Noon.AddMinutes(10 * i), Last = Noon.AddMinutes(10 * i) }),
            new(100, twoOclock, twoOclock, "203.0.113.9", 60, ["5550100"]),
            new(101, twoOclock.AddMinutes(10), twoOclock.AddMinutes(11), "203.0.113.10", 40, ["5550100"]),
        ];
        AttackPattern burst = Found(attempts).Should().ContainSingle().Subject;
        burst.Kind.Should().Be(PatternKind.NightBurst);
        burst.Confidence.Should().Be(PatternConfidence.High);
        burst.Why.Should().Be("100 attempts in the night from 2026-03-02 02:00 to 02:20 (UTC+00:00); ten minutes of the day have 0.5 on average.");
        burst.Sources.Should().Equal("203.0.113.9", "203.0.113.10");
        AttackPatterns.Find(attempts, new([], TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(8), "east", "east")), CancellationToken.None).Should().BeEmpty("there it is ten in the morning");
    }

    [Fact]
    public void Each_night_has_its_burst_with_its_own_records_and_no_others()
    {
        DateTimeOffset midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        List<IllegalAttempt> attempts =
        [
            .. Enumerable.Range(0, 40).SelectMany(night => Enumerable.Range(0, 3).Select(i =>
                new IllegalAttempt((night * 3) + i, midnight.AddDays(night).AddMinutes(10 * i), midnight.AddDays(night).AddMinutes(10 * i), $"203.0.113.{night}", 20, ["5550100"]))),
        ];
        AttackPattern[] bursts = [.. Found(attempts).Where(static one => one.Kind == PatternKind.NightBurst).OrderBy(static one => one.First)];
        bursts.Should().HaveCount(40);
        bursts.Select(static one => (one.Attempts, one.Sources.Single(), one.Records[0], one.Records.Count)).Should()
            .Equal(Enumerable.Range(0, 40).Select(static night => (60L, $"203.0.113.{night}", (long)night * 3, 3)));
    }

    [Fact]
    public void Nothing_is_looked_for_when_whoever_asked_has_gone()
    {
        IllegalAttempt[] attempts = [Attempt(1, "203.0.113.9", "5550100")];
        Action asks = () => AttackPatterns.Find(attempts, Rules, new CancellationToken(canceled: true));
        asks.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Of_each_kind_the_ones_with_most_attempts_are_told_and_none_without_attempts()
    {
        AttackPatterns.Find([], Rules, CancellationToken.None).Should().BeEmpty();
        IEnumerable<IllegalAttempt> walks = Enumerable.Range(0, AttackPatterns.MostOfKind + 9).SelectMany(static i => Walk($"203.0.113.{i}", 1000, 6 + (i / 9)));
        IReadOnlyList<AttackPattern> found = [.. Found(walks).Where(static one => one.Kind == PatternKind.SequentialDialling)];
        found.Should().HaveCount(AttackPatterns.MostOfKind);
        found.Select(static one => one.Attempts).Should().BeInDescendingOrder();
    }

    private static IReadOnlyList<AttackPattern> Found(IEnumerable<IllegalAttempt> attempts) => AttackPatterns.Find([.. attempts], Rules, CancellationToken.None);

    private static IEnumerable<IllegalAttempt> Walk(string source, int from, int count) => Enumerable.Range(0, count).Select(i => Attempt(i + 1, source, $"{from + i}", i));

    private static IllegalAttempt Attempt(long id, string source, string number, int second = 0) => new(id, Noon.AddSeconds(second), Noon.AddSeconds(second + 1), source, 1, [number]);
}
