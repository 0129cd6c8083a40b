using Tandem.Calls.Alarms;
using Tandem.Routing.Alarms;

namespace Tandem.Tests.Calls.Alarms;

public sealed class AlarmBoardTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlarmSetting Disk = new(1, AlarmType.Disk, "", AlarmLevel.Major, null, 90, 60);
    private readonly AlarmBoard _board = new();
    private readonly Dictionary<(int Type, string Object), Alarm> _open = [];
    private int _second;
    private long _id;

    [Fact]
    public void It_comes_beyond_the_bound_and_goes_when_the_value_has_been_inside_for_the_period()
    {
        Look([Disk], ("", 90)).Should().BeEmpty("the bound itself is inside");
        Look([Disk], ("", 91)).Should().Equal("Raise 20005  91");
        Look([Disk], ("", 91)).Should().BeEmpty();
        Look([Disk], ("", 95)).Should().Equal("Update 20005  95");
        Look([Disk], ("", 80)).Should().BeEmpty();
        Pass(58);
        Look([Disk], ("", 80)).Should().BeEmpty("59 seconds");
        Look([Disk], ("", 80)).Should().Equal("Clear 20005  0");
        Look([Disk], ("", 80)).Should().BeEmpty();
        Look([Disk], ("", 91)).Should().Equal("Raise 20005  91");
    }

    [Fact]
    public void One_that_swings_about_the_bound_is_one_alarm()
    {
        Look([Disk], ("", 91)).Should().ContainSingle();
        for (int i = 0; i < 500; i++)
        {
            Look([Disk], ("", i % 50 == 0 ? 91 : 89)).Should().NotContain(static step => step.StartsWith("Raise", StringComparison.Ordinal) || step.StartsWith("Clear", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_lower_bound_is_one_too()
    {
        var balance = new AlarmSetting(1, AlarmType.Balance, "", AlarmLevel.Minor, 10, null, 60);
        Look([balance], ("acme", 10), ("other", 9.99m)).Should().Equal("Raise 20007 other 9.99");
    }

    [Fact]
    public void Each_object_has_an_alarm_of_its_own()
    {
        var drop = new AlarmSetting(1, AlarmType.EgressDrop, "", AlarmLevel.Minor, null, 5, 60);
        Look([drop], ("a", 6), ("b", 7)).Should().Equal("Raise 20002 a 6", "Raise 20002 b 7");
        Look([drop], ("a", 6), ("b", 0)).Should().BeEmpty();
        Pass(60);
        Look([drop], ("a", 6), ("b", 0)).Should().Equal("Clear 20002 b 0");
    }

    [Fact]
    public void Of_two_settings_the_graver_one_counts_and_one_alarm_changes_its_level()
    {
        AlarmSetting critical = Disk with { Id = 2, Level = AlarmLevel.Critical, Upper = 97 };
        Look([Disk, critical], ("", 91)).Should().Equal("Raise 20005  91");
        Look([Disk, critical], ("", 98)).Should().Equal("Change 20005  98");
        Look([critical, Disk], ("", 98)).Should().BeEmpty();
        Look([Disk, critical], ("", 92)).Should().Equal("Change 20005  92");
        _open[(AlarmType.Disk, "")].Level.Should().Be(AlarmLevel.Major);
    }

    [Fact]
    public void A_setting_for_one_object_takes_the_place_of_those_for_all()
    {
        var all = new AlarmSetting(1, AlarmType.Balance, "", AlarmLevel.Minor, 10, null, 60);
        var own = new AlarmSetting(2, AlarmType.Balance, "acme", AlarmLevel.Critical, 1, null, 60);
        Look([all, own], ("acme", 5), ("other", 5)).Should().Equal("Raise 20007 other 5");
        Look([all, own], ("acme", 0), ("other", 5)).Should().Equal("Raise 20007 acme 0");
    }

    [Fact]
    public void One_that_somebody_has_ended_comes_back_when_the_value_has_been_inside()
    {
        Look([Disk], ("", 91)).Should().ContainSingle();
        _open.Clear();
        Look([Disk], ("", 91)).Should().BeEmpty();
        Look([Disk], ("", 80)).Should().BeEmpty();
        Pass(60);
        Look([Disk], ("", 80)).Should().BeEmpty("there is none to clear");
        Look([Disk], ("", 91)).Should().Equal("Raise 20005  91");
    }

    [Fact]
    public void One_of_the_run_before_goes_on_or_goes()
    {
        _open[(AlarmType.Disk, "")] = new(7, AlarmType.Disk, "", AlarmLevel.Major, 91, Noon) { Setting = 1 };
        _open[(AlarmType.Cpu, "")] = new(8, AlarmType.Cpu, "", AlarmLevel.Major, 99, Noon) { Setting = 5 };
        Look([Disk], ("", 91)).Should().BeEmpty("it is the same");
        Pass(AlarmRules.ShortestPeriod);
        Look([Disk], ("", 91)).Should().Equal("Clear 20003  0");
    }

    [Fact]
    public void One_from_outside_stays()
    {
        _open[(AlarmType.Outside, "ups")] = new(7, AlarmType.Outside, "ups", AlarmLevel.Major, 0, Noon);
        Look([]).Should().BeEmpty();
        Pass(100_000);
        Look([]).Should().BeEmpty();
    }

    [Fact]
    public void Outside_its_time_of_day_a_setting_watches_nothing()
    {
        AlarmSetting night = Disk with { From = 22 * 60, To = 6 * 60 };
        Look([night], ("", 99)).Should().BeEmpty("it is noon");
        Look([Disk with { IsOn = false }], ("", 99)).Should().BeEmpty();
        Look([Disk with { From = 12 * 60, To = 13 * 60 }], ("", 99)).Should().ContainSingle();
    }

    [Fact]
    public void There_is_a_bound_for_all_of_them()
    {
        var balance = new AlarmSetting(1, AlarmType.Balance, "", AlarmLevel.Minor, 10, null, 60);
        Look([balance], [.. Enumerable.Range(0, AlarmBoard.MostOpen + 5).Select(static i => ($"a{i}", 0m))]).Should().HaveCount(AlarmBoard.MostOpen);
        _board.PassedOver.Should().Be(5);
    }

    /// <summary>A look, a second after the one before; what it decides is done.</summary>
    private List<string> Look(AlarmSetting[] settings, params (string Object, decimal Value)[] values)
    {
        _second++;
        List<string> said = [];
        foreach (AlarmStep step in _board.Look(
            Noon.AddSeconds(_second % 60), TimeSpan.FromSeconds(_second), settings, _open, setting => values.Where(one => setting.Object.Length == 0 || setting.Object == one.Object).Select(static one => new AlarmReading(one.Object, one.Value))))
        {
            said.Add(FormattableString.Invariant($"{step.Kind} {step.Type} {step.Object} {step.Reading.Value}"));
            if (step.Kind == AlarmStepKind.Clear)
            {
                _open.Remove((step.Type, step.Object));
            }
            else
            {
                _open[(step.Type, step.Object)] = new(++_id, step.Type, step.Object, step.By!.Level, step.Reading.Value, Noon) { Setting = step.By.Id };
            }
        }

        return said;
    }

    private void Pass(int seconds) => _second += seconds;
}
