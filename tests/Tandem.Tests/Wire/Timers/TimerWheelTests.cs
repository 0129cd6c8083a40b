using AwesomeAssertions;
using CsCheck;
using Tandem.TestKit;
using Tandem.Wire.Timers;

namespace Tandem.Tests.Wire.Timers;

public sealed class TimerWheelTests
{
    private const int Timers = 12;
    private const long Day = 24 * 3600 * 1000;

    private enum Kind
    {
        Set,
        Cancel,
        Advance,
    }

    private sealed record Step(Kind Kind, int Timer, long Ms);

    private static readonly long[] Borders = [0, 1, 63, 64, 65, 4095, 4096, 4097, 262_143, 262_144, 262_145, Day];

    // Short, long, and just around the borders of the levels.
    private static readonly Gen<long> Delays = Gen.OneOf(
        Gen.Long[-5, 70],
        Gen.Long[0, 40_000],
        Gen.Long[0, Day],
        Gen.Int[0, 11].Select(static i => Borders[i]));

    private static readonly Gen<Step> Steps = Gen.OneOf(
        Gen.Select(Gen.Int[0, Timers - 1], Delays, static (timer, ms) => new Step(Kind.Set, timer, ms)),
        Gen.Int[0, Timers - 1].Select(static timer => new Step(Kind.Cancel, timer, 0)),
        Delays.Select(static ms => new Step(Kind.Advance, 0, Math.Max(ms, 0))));

    [Fact]
    public void It_fires_what_a_sorted_list_would_fire_in_the_same_order() =>
        Gen.Select(Gen.Long[0, 1L << 40], Steps.Array[1, 60]).Sample(static (start, steps) =>
        {
            long now = start;
            long order = 0;
            var wheel = new TimerWheel(start);
            var fired = new List<int>();
            Recorder[] timers = [.. Enumerable.Range(0, Timers).Select(timer => new Recorder(() => fired.Add(timer)))];
            var model = new Dictionary<int, (bool IsLate, long Due, long Order)>();
            foreach (Step step in steps)
            {
                switch (step.Kind)
                {
                    case Kind.Set:
                        wheel.Set(timers[step.Timer], now + step.Ms);

                        // What is already due goes first, in the order it was set.
                        model[step.Timer] = (step.Ms <= 0, step.Ms <= 0 ? 0 : now + step.Ms, order++);
                        break;
                    case Kind.Cancel:
                        wheel.Cancel(timers[step.Timer]);
                        model.Remove(step.Timer);
                        break;
                    default:
                        now += step.Ms;
                        wheel.Advance(now);
                        int[] expected = [.. model.Where(pair => pair.Value.Due <= now)
                            .OrderBy(static pair => (!pair.Value.IsLate, pair.Value.Due, pair.Value.Order)).Select(static pair => pair.Key)];
                        fired.Should().Equal(expected);
                        fired.Clear();
                        Array.ForEach(expected, timer => model.Remove(timer));
                        break;
                }

                wheel.Count.Should().Be(model.Count);
                Enumerable.Range(0, Timers).Should().AllSatisfy(timer => timers[timer].IsSet.Should().Be(model.ContainsKey(timer)));
                CheckWait(wheel, now, model.Values.Select(static entry => entry.Due));
            }
        });

    [Fact]
    public void Waiting_as_long_as_it_says_fires_each_timer_at_its_time() =>
        Delays.Array[1, 20].Sample(static delays =>
        {
            long now = 1_000_003;
            var wheel = new TimerWheel(now);
            var late = new List<long>();
            foreach (long delay in delays)
            {
                long due = Math.Max(now + delay, now);
                wheel.Set(new Recorder(() => late.Add(now - due)), due);
            }

            for (int wakeUps = 0; wheel.Count > 0; wakeUps++)
            {
                wakeUps.Should().BeLessThan(delays.Length * 8, "each timer falls through seven levels at most");
                now += wheel.Wait(now, int.MaxValue);
                wheel.Advance(now);
            }

            late.Should().HaveCount(delays.Length).And.OnlyContain(static ms => ms == 0);
        });

    [Fact]
    public void A_timer_set_again_from_its_own_OnTimer_waits_for_the_next_advance()
    {
        var wheel = new TimerWheel(0);
        int fired = 0;
        Recorder? timer = null;
        timer = new(() =>
        {
            fired++;
            wheel.Set(timer!, 0);
        });
        wheel.Set(timer, 10);
        wheel.Advance(100);
        fired.Should().Be(1);
        wheel.Wait(100, 1000).Should().Be(0);
        wheel.Advance(100);
        fired.Should().Be(2);
    }

    [Fact]
    public void A_timer_may_cancel_one_that_is_due_at_the_same_time()
    {
        var wheel = new TimerWheel(0);
        int fired = 0;
        var second = new Recorder(() => fired++);
        var third = new Recorder(() => fired += 10);
        var first = new Recorder(() => wheel.Cancel(second));
        wheel.Set(first, 5);
        wheel.Set(second, 5);
        wheel.Set(third, 5);
        wheel.Advance(5);
        fired.Should().Be(10);
        wheel.Count.Should().Be(0);
    }

    [Fact]
    public void A_timer_that_throws_takes_no_other_with_it()
    {
        var wheel = new TimerWheel(0);
        int fired = 0;
        wheel.Set(new Recorder(static () => throw new InvalidOperationException("broken")), 70);
        wheel.Set(new Recorder(() => fired++), 70);
        wheel.Set(new Recorder(() => fired++), 5000);
        wheel.Invoking(static broken => broken.Advance(6000)).Should().Throw<InvalidOperationException>();
        wheel.Wait(6000, 1000).Should().Be(0);
        wheel.Advance(6000);
        fired.Should().Be(2);
    }

    [Fact]
    public void Setting_firing_and_cancelling_allocate_nothing()
    {
        var wheel = new TimerWheel(0);
        var timers = new Recorder[1000];
        for (int i = 0; i < timers.Length; i++)
        {
            timers[i] = new(static () => { });
        }

        long now = 0;
        Allocated.By(() =>
        {
            for (int round = 0; round < 20; round++)
            {
                for (int i = 0; i < timers.Length; i++)
                {
                    wheel.Set(timers[i], now + (i * 37));
                }

                for (int i = 0; i < timers.Length; i += 3)
                {
                    wheel.Cancel(timers[i]);
                }

                now += 1000;
                wheel.Advance(now);
                wheel.Wait(now, 1000);
            }
        }).Should().Be(0);
    }

    private static void CheckWait(TimerWheel wheel, long now, IEnumerable<long> dues)
    {
        const int AtMost = 100_000;
        int wait = wheel.Wait(now, AtMost);
        long next = dues.Append(long.MaxValue).Min();
        wait.Should().BeInRange(0, (int)Math.Clamp(next - now, 0, AtMost));
        (wait == 0).Should().Be(next <= now, "a wait of 0 with nothing due would spin");
    }

    private sealed class Recorder(Action fire) : TimerNode
    {
        public override void OnTimer() => fire();
    }
}
