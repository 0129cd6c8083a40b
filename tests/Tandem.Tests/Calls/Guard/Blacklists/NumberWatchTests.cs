using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Tandem.Calls.Guard.Blacklists;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Calls.Guard.Blacklists;

public sealed class NumberWatchTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(0, 3, true)]
    [InlineData(0, 2, false)]
    [InlineData(10, 3, false)]
    public void Calls_at_once_must_stay_above_the_limit_for_the_interval(int interval, int calls, bool isBroken)
    {
        CallsAtOnce at = default;
        bool broken = false;
        for (int i = 0; i < calls; i++)
        {
            (at, broken) = CallsAtOnce.Step(at, new(interval, 2, 60), 1000, 1);
        }

        broken.Should().Be(isBroken);
    }

    [Fact]
    public void An_excess_that_ends_in_time_begins_anew()
    {
        var rule = new NumberRule(10, 1, 60);
        (CallsAtOnce at, _) = CallsAtOnce.Step(new(1, null), rule, 0, 1);
        (at, _) = CallsAtOnce.Step(at, rule, 9000, -1);
        (at, _) = CallsAtOnce.Step(at, rule, 9500, 1);
        (at, bool early) = CallsAtOnce.Step(at, rule, 15_000, 0);
        (_, bool late) = CallsAtOnce.Step(at, rule, 19_500, 0);
        (early, late).Should().Be((false, true));
    }

    [Fact]
    public void A_limit_of_0_is_off() => CallsAtOnce.Step(new(50, null), default, 0, 1).IsBroken.Should().BeFalse();

    [Fact]
    public void Attempts_are_those_of_the_interval()
    {
        NumberWatch watch = Watch();
        var rules = new NumberRules { MaliciousCall = new(60, 2, 600) };
        for (int i = 0; i < 20; i++)
        {
            watch.Begins(rules, "2001", "44", isStandalone: false).Line.Should().BeNull();
            _time.Advance(TimeSpan.FromSeconds(61));
        }
    }

    [Fact]
    public void Numbers_that_are_made_up_cost_bounded_memory()
    {
        NumberWatch watch = Watch();
        var rules = new NumberRules { MaliciousCall = new(60, 1, 600) };
        for (int i = 0; i < NumberWatch.MostNumbers + 10; i++)
        {
            watch.Begins(rules, i.ToString(CultureInfo.InvariantCulture), "44", isStandalone: false);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        watch.Begins(rules, "0", "44", isStandalone: false).Line.Should().BeNull("the oldest was forgotten");
        watch.Begins(rules, "16390", "44", isStandalone: false).Line.Should().NotBeNull();
    }

    [Fact]
    public void The_book_is_bounded_and_keeps_what_people_put_there()
    {
        var book = new NumberBook(_time);
        book.Put(new(new(true, NumberSide.Callee, "900", false), NumberReason.Manual, _time.GetUtcNow(), null, 0, "ann", "")).Should().BeTrue();
        for (int i = 0; i < NumberBook.MostLines + 10; i++)
        {
            book.Detected(new(true, NumberSide.Caller, i.ToString(CultureInfo.InvariantCulture), false), NumberReason.MaliciousCall, 1, 60 + i);
        }

        book.Count.Should().BeLessThanOrEqualTo(NumberBook.MostLines);
        book.Find(NumberSide.Callee, "900", isStandalone: false).Should().NotBeNull();
    }

    [Fact]
    public void A_line_that_is_over_is_swept_told_and_to_be_removed_from_the_store()
    {
        var book = new NumberBook(_time);
        long seen = 0;
        book.Detected(new(true, NumberSide.Caller, "2001", false), NumberReason.Concurrent, 3, 60);
        book.TakeChanges().Should().ContainSingle().Which.Line.Should().NotBeNull();
        _time.Advance(TimeSpan.FromSeconds(60));
        book.Find(NumberSide.Caller, "2001", isStandalone: false).Should().BeNull("it ends by the clock, swept or not");
        book.Sweep();
        book.TakeChanges().Should().ContainSingle().Which.Line.Should().BeNull();
        book.ChangesSince(ref seen).Select(static change => change.What).Should().Equal("added", "expired");
        book.IsEmpty.Should().BeTrue();
    }

    private NumberWatch Watch() => new(new PlanHolder(SwitchPlan.Empty), new NumberBook(_time), _time);
}
