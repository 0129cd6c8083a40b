using Tandem.Calls.Alarms;

namespace Tandem.Tests.Calls.Alarms;

public sealed class AlarmSamplesTests
{
    [Fact]
    public void Growth_is_that_of_the_period()
    {
        var samples = new AlarmSamples(TimeSpan.FromSeconds(60));
        for (int second = 0; second <= 300; second++)
        {
            samples.Add(TimeSpan.FromSeconds(second), second * 10);
        }

        samples.Growth.Should().Be(600);
        samples.GrowthPerSecond.Should().Be(10);
    }

    [Fact]
    public void Most_and_least_are_remembered_within_the_period_and_forgotten_after_it_even_where_a_slot_has_many_samples()
    {
        var samples = new AlarmSamples(TimeSpan.FromHours(1));
        samples.Add(TimeSpan.Zero, 5);
        samples.Add(TimeSpan.FromSeconds(10), 50);
        samples.Add(TimeSpan.FromSeconds(11), 5);
        for (int second = 12; second <= 3600; second++)
        {
            samples.Add(TimeSpan.FromSeconds(second), 5);
        }

        (samples.Most, samples.Least).Should().Be((50, 5));
        for (int second = 3600; second <= 3700; second++)
        {
            samples.Add(TimeSpan.FromSeconds(second), 7);
        }

        samples.Most.Should().Be(7);
    }

    [Fact]
    public void They_are_whole_when_they_reach_back_over_the_period()
    {
        var samples = new AlarmSamples(TimeSpan.FromSeconds(300));
        for (int second = 0; second < 295; second++)
        {
            samples.Add(TimeSpan.FromSeconds(second), second);
            samples.IsWhole.Should().BeFalse();
        }

        samples.Add(TimeSpan.FromSeconds(295), 295);
        samples.IsWhole.Should().BeTrue();
        samples.Add(TimeSpan.FromSeconds(900), 900);
        samples.IsWhole.Should().BeFalse("nothing is known of the time between");
    }

    [Fact]
    public void Without_two_samples_nothing_has_grown()
    {
        var samples = new AlarmSamples(TimeSpan.FromSeconds(60));
        (samples.Growth, samples.GrowthPerSecond, samples.Most, samples.Least).Should().Be((0, 0, 0, 0));
        samples.Add(TimeSpan.Zero, 1000);
        (samples.Growth, samples.GrowthPerSecond).Should().Be((0, 0));
    }
}
