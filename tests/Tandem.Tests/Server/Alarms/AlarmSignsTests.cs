using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Routing.Alarms;
using Tandem.Server.Alarms;
using Tandem.Tests.Api;
using Tandem.Tests.Store;

namespace Tandem.Tests.Server.Alarms;

/// <summary>Each type of alarm: what makes it come, and what makes it go.</summary>
public sealed class AlarmSignsTests
{
    [Theory]
    [InlineData(AlarmType.EgressDrop, LiveLineKind.EgressTrunk)]
    [InlineData(AlarmType.IngressDrop, LiveLineKind.IngressTrunk)]
    public async Task Calls_at_once_that_become_fewer(int type, LiveLineKind kind)
    {
        await using var kit = new AlarmKit();
        await kit.OnlyAsync(new(0, type, "", AlarmLevel.Major, null, 20, 60));
        kit.Calls(kind, "t", 50);
        await kit.PassAsync(30);
        kit.Calls(kind, "t", 30);
        await kit.PassAsync(2);
        kit.Open().Should().BeEmpty("20 fewer is the bound");
        kit.Calls(kind, "t", 20);
        await kit.PassAsync(1);
        kit.Open().Should().Equal($"{type} t 30");
        kit.Book.Open()[0].Detail.Should().Be("20 calls at once now");
        await kit.PassAsync(130);
        kit.Open().Should().BeEmpty("few calls for a period are no drop any more");
    }

    [Theory]
    [InlineData(AlarmType.EgressRise, LiveLineKind.EgressTrunk)]
    [InlineData(AlarmType.IngressRise, LiveLineKind.IngressTrunk)]
    public async Task Calls_at_once_that_become_more(int type, LiveLineKind kind)
    {
        await using var kit = new AlarmKit();
        await kit.OnlyAsync(new(0, type, "t", AlarmLevel.Major, null, 20, 60));
        kit.Calls(kind, "t", 5);
        await kit.PassAsync(10);
        kit.Calls(kind, "t", 26);
        await kit.PassAsync(1);
        kit.Open().Should().Equal($"{type} t 21");
        await kit.PassAsync(130);
        kit.Open().Should().BeEmpty();
    }

    [Theory]
    [InlineData(AlarmType.EgressAsr, "carrier-a", "25")]
    [InlineData(AlarmType.IngressAsr, "acme-pbx", "25")]
    [InlineData(AlarmType.EgressAcd, "carrier-a", "2")]
    [InlineData(AlarmType.IngressAcd, "acme-pbx", "2")]
    public async Task Answers_and_durations_that_become_fewer_and_shorter(int type, string trunk, string value)
    {
        await using var kit = new AlarmKit();
        bool isRatio = type is AlarmType.EgressAsr or AlarmType.IngressAsr;
        await kit.OnlyAsync(new(0, type, trunk, AlarmLevel.Major, isRatio ? 40 : 3, null, 60));
        await kit.Kit.StoreAsync([.. Records(1, 1)]);
        await kit.PassAsync(1);
        await kit.Kit.StoreAsync([.. Records(10, 9)]);
        await kit.PassAsync(1);
        kit.Open().Should().BeEmpty("nine say nothing");
        await kit.Kit.StoreAsync([.. Records(100, 31)]);
        await kit.PassAsync(1);
        kit.Open().Should().Equal($"{type} {trunk} {value}");
        await kit.PassAsync(130);
        kit.Open().Should().BeEmpty("without calls nothing is known to be wrong");

        // A quarter is answered, for two seconds; or all are.
        IEnumerable<Cdr> Records(long first, int count) => Enumerable.Range(0, count).Select(i =>
        {
            bool isAnswered = !isRatio || (first >= 100 && i < 10);
            Cdr record = Samples.Answered(first + i, isAnswered ? 2000 : 0);
            record.AnsweredAt = isAnswered ? record.AnsweredAt : null;
            return record;
        });
    }

    [Fact]
    public async Task Busy_processors()
    {
        await using var kit = new AlarmKit();
        await kit.OnlyAsync(new(0, AlarmType.Cpu, "", AlarmLevel.Minor, null, 90, 10));
        await kit.PassAsync(20, second => kit.Machine(busy: second * 10, all: second * 100, memoryUsed: 1));
        kit.Open().Should().BeEmpty();
        await kit.PassAsync(12, second => kit.Machine(busy: 200 + (second * 99), all: 2000 + (second * 100), memoryUsed: 1));
        kit.Open().Should().ContainSingle().Which.Should().StartWith("20003  9");
        kit.Book.Open()[0].Detail.Should().Be($"{kit.Book.Open()[0].Value} % of {Environment.ProcessorCount} processors were busy over 10 s");
        await kit.PassAsync(30, second => kit.Machine(busy: 2000, all: 4000 + (second * 100), memoryUsed: 1));
        kit.Open().Should().BeEmpty();
    }

    [Fact]
    public async Task Memory_in_use()
    {
        await using var kit = new AlarmKit();
        await kit.OnlyAsync(new(0, AlarmType.Memory, "", AlarmLevel.Minor, null, 90, 10));
        kit.Machine(0, 0, memoryUsed: 93);
        await kit.PassAsync(1);
        kit.Open().Should().Equal("20004  93");
        kit.Book.Open()[0].Detail.Should().EndWith("can still be given to programs");
        kit.Machine(0, 0, memoryUsed: 50);
        await kit.PassAsync(10);
        kit.Open().Should().ContainSingle();
        await kit.PassAsync(1);
        kit.Open().Should().BeEmpty();
    }

    [Fact]
    public async Task A_full_disk()
    {
        await using var kit = new AlarmKit();
        AlarmSetting setting = await kit.OnlyAsync(new(0, AlarmType.Disk, "", AlarmLevel.Major, null, 0.0001m, 10));
        await kit.PassAsync(1);
        kit.Book.Open().Should().ContainSingle().Which.Detail.Should().Contain("GB are free for " + kit.Kit.Path);
        await kit.Settings.ChangeAsync(setting.Id, null, static setting => setting with { Upper = 100 }, "test", CancellationToken.None);
        await kit.PassAsync(11);
        kit.Open().Should().BeEmpty();
    }

    [Fact]
    public async Task Records_that_wait_and_a_database_that_takes_none()
    {
        await using var kit = new AlarmKit();
        await kit.OnlyAsync(new(0, AlarmType.RecordsWaiting, "", AlarmLevel.Major, null, 0, 5));
        await kit.Settings.AddAsync(new(0, AlarmType.Database, "", AlarmLevel.Critical, null, 2, 5), "test", CancellationToken.None);
        await kit.PassAsync(1);
        kit.Open().Should().BeEmpty();
        using (Microsoft.Data.Sqlite.SqliteConnection other = kit.Kit.Connect())
        {
            using Microsoft.Data.Sqlite.SqliteCommand command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            kit.Kit.Journal.Ended(Samples.Answered(1));
            for (int i = 0; i < 5 || kit.Open().Count() < 2; i++)
            {
                await kit.PassAsync(1);
            }

            kit.Open().Order().Select(static line => line[..6]).Should().Equal("20006 ", "20017 ");
            kit.Book.Open().OrderBy(static alarm => alarm.Type).Select(static alarm => alarm.Detail)
                .Should().Equal("the journal holds 1 call records that the database has not taken yet", "the database takes no records; the journal holds them");
        }

        await kit.Kit.Writer.DrainAsync(CancellationToken.None);
        await kit.PassAsync(10);
        kit.Open().Should().BeEmpty();
        kit.Store.History(new(null, null, null, null, null), 0, 10, CancellationToken.None).Should().HaveCount(2, "they waited for the database in memory");
    }

    [Fact]
    public async Task A_balance_that_is_low()
    {
        await using var kit = new AlarmKit();
        await kit.Kit.Plans.SaveAsync(StoreKit.Accounts, "test", null, false, CancellationToken.None);
        await kit.OnlyAsync(new(0, AlarmType.Balance, "acme", AlarmLevel.Minor, 5, null, 5));
        await kit.PassAsync(1);
        kit.Open().Should().BeEmpty("there are 10");
        kit.Kit.Credit.Add("acme", -6m);
        await kit.PassAsync(6);
        kit.Open().Should().Equal("20007 acme 4");
        kit.Kit.Credit.Add("acme", 6m);
        await kit.PassAsync(12);
        kit.Open().Should().BeEmpty();
    }

    [Theory]
    [InlineData(AlarmType.PacketsIn, "1000")]
    [InlineData(AlarmType.PacketsOut, "1000")]
    [InlineData(AlarmType.RateIn, "8")]
    [InlineData(AlarmType.RateOut, "8")]
    public async Task Networks_that_carry_much(int type, string value)
    {
        await using var kit = new AlarmKit();
        await kit.OnlyAsync(new(0, type, "", AlarmLevel.Minor, null, 7, 5));
        await kit.PassAsync(3);
        kit.Open().Should().BeEmpty();
        await kit.PassAsync(10, second => kit.Machine(0, 0, 1, packets: second * 1000, octets: second * 1_000_000L));
        kit.Open().Should().Equal($"{type}  {value}");
        kit.Book.Open()[0].Detail.Should().Be("on average over 5 s");
        await kit.PassAsync(12, _ => kit.Machine(0, 0, 1, packets: 9000, octets: 9_000_000));
        kit.Open().Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_that_goes_on_for_long()
    {
        await using var kit = new AlarmKit();
        await kit.OnlyAsync(new(0, AlarmType.CallDuration, "", AlarmLevel.Minor, null, 3600, 5));
        kit.Live.Calls.Add(FakeSwitch.Call("7") with { TalkMs = 3_601_000 });
        kit.Live.Calls.Add(FakeSwitch.Call("8") with { TalkMs = 1_000 });
        await kit.PassAsync(1);
        kit.Open().Should().Equal("20016  3601");
        kit.Book.Open()[0].Detail.Should().Be("call 7");
        kit.Live.Calls.Clear();
        await kit.PassAsync(20);
        kit.Open().Should().BeEmpty();
    }

    [Fact]
    public async Task A_media_process_that_ended_and_a_node_that_does_not_answer()
    {
        await using var kit = new AlarmKit();
        kit.Count("media_process_restarts", 2);
        await kit.PassAsync(2);
        kit.Open(AlarmType.ProcessEnded).Should().BeEmpty("what was before the start is over");
        kit.Count("media_process_restarts", 3);
        await kit.PassAsync(1);
        kit.Open(AlarmType.ProcessEnded).Should().Equal("20018  1");
        await kit.PassAsync(125);
        kit.Open(AlarmType.ProcessEnded).Should().BeEmpty();
        kit.Live.Nodes.Add(("engine", false));
        await kit.PassAsync(1);
        kit.Book.Open().Should().ContainSingle(static alarm => alarm.Type == AlarmType.ProcessEnded).Which.Detail.Should().Be("no answer from engine");
        kit.Live.Nodes.RemoveAt(1);
        await kit.PassAsync(62);
        kit.Open(AlarmType.ProcessEnded).Should().BeEmpty();
    }

    [Fact]
    public async Task Illegal_calls_that_come_in_a_spike()
    {
        await using var kit = new AlarmKit();
        kit.Count("illegal_calls", 100_000);
        await kit.PassAsync(60, second => kit.Count("illegal_calls", 100_000 + second));
        kit.Open(AlarmType.IllegalCalls).Should().BeEmpty("a trickle is no spike");
        kit.Count("illegal_calls", 100_300);
        await kit.PassAsync(1);
        kit.Open(AlarmType.IllegalCalls).Should().ContainSingle().Which.Should().StartWith("20020  3");
        kit.Book.Open().Single(static alarm => alarm.Type == AlarmType.IllegalCalls).Detail.Should().Be("100300 since the start");
        kit.Book.Open().Single(static alarm => alarm.Type == AlarmType.IllegalCalls).Level.Should().Be(AlarmLevel.Major);
        await kit.PassAsync(130);
        kit.Open(AlarmType.IllegalCalls).Should().BeEmpty();
    }

    [Fact]
    public async Task A_clock_that_is_set()
    {
        await using var kit = new AlarmKit();
        var time = new SteppingTime();
        var signs = new AlarmSigns(new(kit.Live, kit.Traffic, kit.Kit.Writer, kit.Kit.Credit, kit.Kit.Holder, kit.Kit.Path, new MachineSigns("/nowhere"), time));
        var setting = new AlarmSetting(1, AlarmType.ClockOffset, "", AlarmLevel.Minor, null, 0.25m, 60);
        (await ValueAsync()).Should().Be(0);
        (await ValueAsync()).Should().Be(0, "it runs evenly");
        time.Step(TimeSpan.FromSeconds(-5));
        (await ValueAsync()).Should().Be(5, "back is a step too");
        for (int second = 0; second < 59; second++)
        {
            (await ValueAsync()).Should().Be(5, "it was within the period");
        }

        await ValueAsync();
        (await ValueAsync()).Should().Be(0);

        async Task<decimal> ValueAsync()
        {
            time.Pass(TimeSpan.FromSeconds(1));
            await signs.BeginAsync(time.Passed, [setting], isDatabaseWell: true, CancellationToken.None);
            return signs.Read(setting).Single().Value;
        }
    }

    /// <summary>A clock that can be set apart from the time that passes.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private DateTimeOffset _wall = Samples.Start;

        public TimeSpan Passed { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => Passed.Ticks;

        public void Pass(TimeSpan span) => (_wall, Passed) = (_wall + span, Passed + span);

        public void Step(TimeSpan by) => _wall += by;
    }
}
