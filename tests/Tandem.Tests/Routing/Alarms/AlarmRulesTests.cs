using Tandem.Routing.Alarms;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Routing.Alarms;

public sealed class AlarmRulesTests
{
    private static readonly AlarmSetting Good = new(1, AlarmType.EgressAsr, "carrier-a", AlarmLevel.Major, 20, null, 600);
    private static readonly PlanDocument Plan = new() { EgressTrunks = [TestPlan.CarrierA], Accounts = [TestPlan.Acme] };

    [Fact]
    public void A_setting_that_makes_sense_is_taken() => Paths(Good).Should().BeEmpty();

    [Fact]
    public void What_makes_no_sense_is_named()
    {
        Paths(Good with { Type = 20019 }).Should().Equal("type");
        Paths(Good with { Object = "carrier-x" }).Should().Equal("object");
        Paths(Good with { Type = AlarmType.Disk }).Should().Equal("object");
        Paths(Good with { Lower = null }).Should().Equal("upper");
        Paths(Good with { Lower = 5, Upper = 4 }).Should().Equal("lower");
        Paths(Good with { Period = 4 }).Should().Equal("period");
        Paths(Good with { Period = 3601 }).Should().Equal("period");
        Paths(Good with { Level = (AlarmLevel)4 }).Should().Equal("level");
        Paths(Good with { TimeZone = "Mars/Olympus" }).Should().Equal("timeZone");
        Paths(Good with { Mail = true }).Should().Equal("mailTo");
        Paths(Good with { Mail = true, MailTo = ["noc@example.com", "not an address"] }).Should().Equal("mailTo[1]");
        Paths(Good with { MailTo = ["a@b\r\nBcc: c@d"] }).Should().Equal("mailTo[0]");
    }

    [Theory]
    [InlineData("22:00", "06:00", 23, true)]
    [InlineData("22:00", "06:00", 5, true)]
    [InlineData("22:00", "06:00", 6, false)]
    [InlineData("08:00", "18:00", 8, true)]
    [InlineData("08:00", "18:00", 18, false)]
    [InlineData("08:00", "08:00", 3, true)]
    public void A_time_of_day_may_be_past_midnight(string from, string to, int hour, bool watches)
    {
        AlarmSetting setting = Good with { From = Minute(from), To = Minute(to) };
        setting.Watches(new(2026, 3, 1, hour, 0, 0, TimeSpan.Zero)).Should().Be(watches);
    }

    [Fact]
    public void A_time_of_day_is_in_its_zone()
    {
        AlarmSetting setting = Good with { From = 8 * 60, To = 9 * 60, TimeZone = "Asia/Dhaka" };
        setting.Watches(new(2026, 3, 1, 2, 30, 0, TimeSpan.Zero)).Should().BeTrue();
        setting.Watches(new(2026, 3, 1, 8, 30, 0, TimeSpan.Zero)).Should().BeFalse();
    }

    [Fact]
    public void Every_code_is_there_once() => AlarmType.All.Select(static type => type.Code).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder();

    private static IEnumerable<string> Paths(AlarmSetting setting) => AlarmRules.Check(setting, Plan).Select(static problem => problem.Path);

    private static int Minute(string text) => (int)TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes;
}
