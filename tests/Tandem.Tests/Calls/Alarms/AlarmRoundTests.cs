using Tandem.Calls.Alarms;
using Tandem.Routing.Alarms;

namespace Tandem.Tests.Calls.Alarms;

/// <summary>Which number of a setting is called when.</summary>
public sealed class AlarmRoundTests
{
    private static readonly AlarmCallRules Rules = new() { Period = 5, Retry = 1, RetryInterval = 20 };
    private readonly AlarmRound _round = new(TimeSpan.Zero);

    [Fact]
    public void Each_number_again_then_the_next_then_a_rest_until_the_period_is_over()
    {
        Due(0, 2).Should().Be(0);
        Fails(10);
        Due(29, 2).Should().Be(-1);
        Due(30, 2).Should().Be(0);
        Fails(40);
        Due(40, 2).Should().Be(1);
        Fails(50);
        Due(70, 2).Should().Be(1);
        Fails(80);
        _round.IsResting.Should().BeTrue();
        Due(299, 2).Should().Be(-1);
        Due(300, 2).Should().Be(0);
        _round.IsResting.Should().BeFalse();
    }

    [Fact]
    public void A_round_that_took_longer_than_its_period_begins_again_at_once()
    {
        for (int i = 0; i < 4; i++)
        {
            Fails(400);
        }

        Due(400, 2).Should().Be(0);
    }

    [Fact]
    public void A_list_that_has_become_shorter_begins_anew_and_an_empty_one_calls_nobody()
    {
        Fails(0);
        Fails(0);
        Due(0, 2).Should().Be(1);
        Due(0, 1).Should().Be(0);
        Due(0, 0).Should().Be(-1);
    }

    private int Due(int second, int numbers) => _round.Due(TimeSpan.FromSeconds(second), numbers);

    private void Fails(int second) => _round.Failed(TimeSpan.FromSeconds(second), 2, Rules);
}
