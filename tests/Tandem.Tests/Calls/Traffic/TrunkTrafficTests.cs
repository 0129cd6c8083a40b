using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Traffic;
using Tandem.Routing.Numbers;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.TestKit;

namespace Tandem.Tests.Calls.Traffic;

public sealed class TrunkTrafficTests
{
    private const string Name = "carrier-a";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TrunkTraffic _traffic;

    public TrunkTrafficTests() => _traffic = new TrunkTraffic(_time);

    [Fact]
    public void A_trunk_has_as_many_lines_as_it_has()
    {
        Enter(capacity: 2).Should().BeNull();
        Enter(capacity: 2).Should().BeNull();
        Enter(capacity: 2).Should().Be(EndReason.ExceedLineLimit);
        State().ActiveCalls.Should().Be(2);

        _traffic.Leave(TrafficKind.Egress, Name);
        Enter(capacity: 2).Should().BeNull();
        State().ActiveCalls.Should().Be(2);
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        for (int i = 0; i < 1000; i++)
        {
            Enter().Should().BeNull();
        }

        State().ActiveCalls.Should().Be(1000);
    }

    [Fact]
    public void A_second_takes_exactly_its_calls()
    {
        Admitted(cps: 100, tries: 500).Should().Be(100);
        Enter(cps: 100).Should().Be(EndReason.ExceedRateLimit);
        State(cps: 100).IsOverCps.Should().BeTrue();

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Enter(cps: 100).Should().Be(EndReason.ExceedRateLimit);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        State(cps: 100).IsOverCps.Should().BeFalse();
        Admitted(cps: 100, tries: 500).Should().Be(100);
    }

    [Fact]
    public void No_second_takes_more_wherever_it_begins()
    {
        const int Cps = 7;
        var random = new Random(3);
        List<long> admitted = [];
        for (long ms = 0; ms < 30_000;)
        {
            if (Enter(cps: Cps) is null)
            {
                admitted.Add(ms);
            }

            int step = random.Next(10) == 0 ? random.Next(0, 700) : random.Next(0, 40);
            ms += step;
            _time.Advance(TimeSpan.FromMilliseconds(step));
        }

        admitted.Should().OnlyContain(start => admitted.Count(at => at >= start && at < start + 1000) <= Cps);
        admitted.Count.Should().BeGreaterThan(100);
    }

    [Fact]
    public void A_steady_stream_at_the_limit_loses_nothing()
    {
        for (int i = 0; i < 1000; i++)
        {
            Enter(cps: 50).Should().BeNull();
            _time.Advance(TimeSpan.FromMilliseconds(20));
        }
    }

    [Fact]
    public void Calls_that_waited_for_a_busy_switch_count_in_the_second_in_which_they_came()
    {
        // Fifty a second come evenly, and the switch stands still for the first 600 ms of each second.
        for (int second = 0; second < 10; second++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(600));
            for (int waited = 600; waited > 0; waited -= 20)
            {
                Enter(cps: 50, waitedMs: waited).Should().BeNull();
            }

            for (int ms = 600; ms < 1000; ms += 20)
            {
                Enter(cps: 50).Should().BeNull();
                _time.Advance(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    [Fact]
    public void A_call_without_a_line_uses_up_none_of_the_second()
    {
        Enter(capacity: 1, cps: 2).Should().BeNull();
        Enter(capacity: 1, cps: 2).Should().Be(EndReason.ExceedLineLimit);
        _traffic.Leave(TrafficKind.Egress, Name);
        Enter(capacity: 1, cps: 2).Should().BeNull();
        _traffic.Leave(TrafficKind.Egress, Name);
        Enter(capacity: 1, cps: 2).Should().Be(EndReason.ExceedRateLimit);
        State().ActiveCalls.Should().Be(0);
    }

    [Fact]
    public void A_changed_rate_counts_the_calls_of_this_second_still()
    {
        Admitted(cps: 10, tries: 10).Should().Be(10);
        Admitted(cps: 15, tries: 100).Should().Be(5);
        _time.Advance(TimeSpan.FromSeconds(1));
        Admitted(cps: 15, tries: 100).Should().Be(15);
        Admitted(cps: 4, tries: 100).Should().Be(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        Admitted(cps: 4, tries: 100).Should().Be(4);
    }

    [Fact]
    public void Parallel_shards_take_no_line_and_no_call_too_many()
    {
        const int Threads = 4;
        const int Cps = 300;
        const int Capacity = 250;
        int entered = 0;
        int mostActive = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 5_000; i++)
            {
                if (_traffic.TryEnter(TrafficKind.Ingress, "pbx", Capacity, Cps) is null)
                {
                    int now = Interlocked.Increment(ref entered);
                    InterlockedMax(ref mostActive, _traffic.Snapshot()[0].ActiveCalls);
                    if (now % 3 == 0)
                    {
                        _traffic.Leave(TrafficKind.Ingress, "pbx");
                    }
                }
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        entered.Should().Be(Cps); // time stands still: one second's calls
        mostActive.Should().BeLessThanOrEqualTo(Capacity);
        LineSnapshot line = _traffic.Snapshot().Should().ContainSingle().Subject;
        line.ActiveCalls.Should().Be(Cps - (Cps / 3));
        line.Entered.Should().Be(Cps);
        (line.RefusedForLines + line.RefusedForRate).Should().Be((Threads * 5_000) - Cps);
    }

    [Fact]
    public void Trunks_of_one_name_in_and_out_do_not_meet()
    {
        _traffic.TryEnter(TrafficKind.Ingress, Name, 1, 0).Should().BeNull();
        _traffic.TryEnter(TrafficKind.Egress, Name, 1, 0).Should().BeNull();
        _traffic.TryEnter(TrafficKind.Phone, Name, 1, 0).Should().BeNull();

        State().ActiveCalls.Should().Be(1);
        _traffic.Snapshot().Select(static line => line.Kind).Should().Equal(TrafficKind.Ingress, TrafficKind.Egress, TrafficKind.Phone);
    }

    [Fact]
    public void A_carrier_that_asked_for_rest_is_out_until_then()
    {
        DateTimeOffset now = _time.GetUtcNow();
        _traffic.TakeOut(Name, now.AddSeconds(30));
        _traffic.TakeOut(Name, now.AddSeconds(5));
        State().UnavailableUntil.Should().Be(now.AddSeconds(30));

        _time.Advance(TimeSpan.FromSeconds(30));
        State().UnavailableUntil.Should().BeNull();
    }

    [Fact]
    public void Answers_are_counted_over_the_window()
    {
        State().AnswerSeizureRatio.Should().Be(-1);
        _traffic.SetAnswerWindow(600);
        Attempts(answered: 1, failed: 2);
        State().AnswerSeizureRatio.Should().Be(33);

        _time.Advance(TimeSpan.FromMinutes(5));
        Attempts(answered: 3, failed: 0);
        State().AnswerSeizureRatio.Should().Be(66);

        _time.Advance(TimeSpan.FromMinutes(6));
        State().AnswerSeizureRatio.Should().Be(100);

        _time.Advance(TimeSpan.FromMinutes(5));
        State().AnswerSeizureRatio.Should().Be(-1);

        _time.Advance(TimeSpan.FromDays(400));
        Attempts(answered: 0, failed: 1);
        State().AnswerSeizureRatio.Should().Be(0);
    }

    [Fact]
    public void Talk_is_averaged_over_the_calls_that_ended_in_the_window()
    {
        _traffic.SetAnswerWindow(600);
        Attempts(answered: 1, failed: 0);
        Average().Should().BeNull("none has ended");

        _traffic.Talked(TrafficKind.Egress, Name, 60_000);
        _time.Advance(TimeSpan.FromMinutes(5));
        _traffic.Talked(TrafficKind.Egress, Name, 1_500);
        Average().Should().Be(30.75);

        _time.Advance(TimeSpan.FromMinutes(6));
        Average().Should().Be(1.5);

        _time.Advance(TimeSpan.FromMinutes(5));
        Average().Should().BeNull();

        double? Average() => _traffic.Snapshot().Single(static line => line.Kind == TrafficKind.Egress).AverageTalkSeconds;
    }

    [Fact]
    public void The_window_keeps_the_ratio_when_a_slot_is_full()
    {
        var window = new AnswerWindow();
        for (int i = 0; i < 2_500_000; i++)
        {
            window.Add(5, answered: i % 4 == 0);
        }

        (int attempts, int answers) = window.Sum(5);
        (answers * 1000 / attempts).Should().BeInRange(249, 251);
    }

    [Fact]
    public void A_snapshot_tells_the_calls_of_the_last_second()
    {
        Admitted(cps: 0, tries: 30);
        _time.Advance(TimeSpan.FromSeconds(1));
        Admitted(cps: 0, tries: 4);

        _traffic.Snapshot()[0].CallsLastSecond.Should().Be(30);
        _time.Advance(TimeSpan.FromSeconds(1));
        _traffic.Snapshot()[0].CallsLastSecond.Should().Be(4);
        _time.Advance(TimeSpan.FromSeconds(1));
        _traffic.Snapshot()[0].CallsLastSecond.Should().Be(0);
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        CompiledEgress trunk = Trunk(100);
        Allocated.By(() =>
        {
            Enter(capacity: 10, cps: 100);
            _traffic.Attempted(TrafficKind.Egress, Name, answered: true);
            _traffic.Of(trunk);
            _traffic.TakeOut(Name, DateTimeOffset.MaxValue);
        }).Should().Be(0);
    }

    private static void InterlockedMax(ref int place, int value)
    {
        int seen = Volatile.Read(ref place);
        while (value > seen)
        {
            seen = Interlocked.CompareExchange(ref place, value, seen);
        }
    }

    private static CompiledEgress Trunk(int cps) => new()
    {
        Name = Name,
        Trunk = new EgressTrunk { Name = Name, Cps = cps },
        CallingRewrite = DialRules.None,
        CalledRewrite = DialRules.None,
    };

    private EndReason? Enter(int capacity = 0, int cps = 0, long waitedMs = 0) => _traffic.TryEnter(TrafficKind.Egress, Name, capacity, cps, waitedMs);

    private int Admitted(int cps, int tries) => Enumerable.Range(0, tries).Count(_ => Enter(cps: cps) is null);

    private TrunkState State(int cps = 0) => _traffic.Of(Trunk(cps));

    private void Attempts(int answered, int failed)
    {
        for (int i = 0; i < answered + failed; i++)
        {
            _traffic.Attempted(TrafficKind.Egress, Name, answered: i < answered);
        }
    }
}
