using CsCheck;
using Tandem.Calls.Guard;

namespace Tandem.Tests.Calls.Guard;

public sealed class BacklogTests
{
    private const int Target = 1000;

    [Fact]
    public void A_queue_that_is_worked_off_at_once_sheds_nobody()
    {
        // The machine stood still for three seconds; afterwards each message takes a tenth of what it waited.
        Backlog backlog = Backlog.Empty;
        for (long waited = 3000, now = 10_000; waited > 0; waited -= 9, now += 1)
        {
            backlog = backlog.Next(waited, now, Target);
            backlog.Level.Should().Be(ShedLevel.None);
        }
    }

    [Fact]
    public void A_delay_that_stays_sheds_strangers_first_and_then_everybody()
    {
        Backlog backlog = Backlog.Empty;
        Dictionary<ShedLevel, long> since = [];
        for (long now = 0; now < 10_000; now += 10)
        {
            backlog = backlog.Next(waitedMs: now / 2, now, Target); // half as fast as they come
            since.TryAdd(backlog.Level, now / 2);
        }

        since[ShedLevel.Strangers].Should().BeInRange(Target / 2, Target);
        since[ShedLevel.All].Should().BeInRange(Target, 2 * Target);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void However_small_the_target_nothing_is_shed_when_nobody_waits(int target)
    {
        Backlog backlog = Backlog.Empty;
        for (long now = 0; now < 100; now++)
        {
            backlog = backlog.Next(waitedMs: 50, now, target);
        }

        backlog.Level.Should().Be(ShedLevel.All);
        backlog.Next(waitedMs: 0, nowMs: 100, target).Level.Should().Be(ShedLevel.None);
    }

    [Fact]
    public void It_goes_on_until_the_queue_is_short_and_begins_again_at_once()
    {
        Backlog late = Late(out long now);
        late.Next(Target - 1, now, Target).Level.Should().Be(ShedLevel.All, "the queue is still long");
        late.Next((Target / 2) - 1, now, Target).Level.Should().Be(ShedLevel.Strangers);
        Backlog calm = late.Next((Target / 4) - 1, now, Target);
        calm.Level.Should().Be(ShedLevel.None);
        calm.Next(Target, now + 1, Target).Level.Should().Be(ShedLevel.All, "it has been behind a moment ago");
        calm.Next(Target, now + Backlog.Remembered, Target).Level.Should().Be(ShedLevel.None, "that is forgotten");
    }

    [Fact]
    public void Nothing_is_shed_when_it_is_switched_off() =>
        Late(out long now).Next(60_000, now, targetMs: 0).Level.Should().Be(ShedLevel.None);

    /// <summary>Whatever the waits are: nobody is shed by a short queue, customers by none below half of the target, and a delay above it that stays sheds all.</summary>
    [Fact]
    public void Short_queues_shed_nobody_and_long_ones_all() =>
        Gen.Select(Gen.Int[0, 5000].Array[1, 60], Gen.Int[1, 400]).Sample((waits, step) =>
        {
            Backlog backlog = Backlog.Empty;
            long now = 0;
            long lateFor = -step;
            foreach (int waited in waits)
            {
                now += step;
                backlog = backlog.Next(waited, now, Target);
                lateFor = waited < Target ? -step : lateFor + step;
                bool isRight = (waited >= Target / 4 || backlog.Level == ShedLevel.None)
                    && (waited >= Target / 2 || backlog.Level != ShedLevel.All)
                    && (lateFor < Target || backlog.Level == ShedLevel.All);
                if (!isRight)
                {
                    return false;
                }
            }

            return true;
        });

    private static Backlog Late(out long now)
    {
        Backlog backlog = Backlog.Empty;
        for (now = 0; now <= Target; now += 10)
        {
            backlog = backlog.Next(Target, now, Target);
        }

        backlog.Level.Should().Be(ShedLevel.All);
        return backlog;
    }
}
