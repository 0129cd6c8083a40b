using Tandem.Calls.Live;
using Tandem.Routing.Alarms;
using Tandem.Server.Alarms;
using Tandem.Store.Alarms;
using Tandem.Tests.Store;

namespace Tandem.Tests.Server.Alarms;

/// <summary>Who is called about an alarm, when, how often, and what the key does.</summary>
public sealed class AlarmVoiceTests : IDisposable
{
    private static readonly AlarmCallRules Rules = new() { Caller = "4930100", ConfirmKey = '5', Period = 5, Retry = 1, RetryInterval = 20 };
    private readonly StoreKit _kit = new();
    private readonly AlarmBook _book;
    private readonly AlarmVoice _voice;
    private readonly List<(VoiceCallRequest Order, TaskCompletionSource<VoiceCallResult> End)> _calls = [];
    private AlarmCallRules _rules = Rules;
    private int _second;

    public AlarmVoiceTests()
    {
        _book = new(_kit.Store, new AlarmStore(_kit.Store), _kit.Time);
        _book.Load();
        _voice = new((order, stop) => PlaceAsync(order), () => _rules, _book, _kit.Time);
    }

    public void Dispose()
    {
        _voice.Dispose();
        _kit.Dispose();
    }

    [Fact]
    public async Task A_number_is_called_again_so_often_then_the_next_and_all_again_after_the_period()
    {
        Raise(AlarmType.Disk, AlarmLevel.Critical);
        await PassAsync(1, "100", "200");
        Called().Should().Equal("100");
        _calls[0].Order.Should().Be(new VoiceCallRequest("4930100", "100", "/alarmpreaudio?/alarm-20005?/alarm-level-3/alarm-pause", '5', 60));

        await FailAsync("100", "200");
        await PassAsync(19, "100", "200");
        Called().Should().Equal("100");
        await PassAsync(1, "100", "200");
        Called().Should().Equal("100", "100");
        await FailAsync("100", "200");
        Called().Should().Equal("100", "100", "200");
        await FailAsync("100", "200");
        await PassAsync(20, "100", "200");
        await FailAsync("100", "200");
        Called().Should().Equal("100", "100", "200", "200");
        _book.Voice!.Failure.Should().Be("200: busy");

        int left = 300 - _second; // five minutes from the first call
        await PassAsync(left, "100", "200");
        Called().Should().HaveCount(4);
        await PassAsync(1, "100", "200");
        Called().Should().Equal("100", "100", "200", "200", "100");
    }

    [Fact]
    public async Task The_key_acknowledges_in_the_name_of_the_number_and_nobody_is_called_any_more()
    {
        Alarm alarm = Raise(AlarmType.Disk, AlarmLevel.Major);
        await PassAsync(1, "100");
        _calls[0].End.SetResult(new("77", IsAnswered: true, IsConfirmed: true, ""));
        await PassAsync(600, "100");

        Called().Should().Equal("100");
        _book.Open().Single().Should().BeEquivalentTo(new { alarm.Id, ConfirmedBy = "voice 100", Memo = "by the key 5 in call 77" });
        _kit.Audit("alarm").Single().Detail.Should().Be("acknowledged: by the key 5 in call 77");
        _book.Voice!.Failure.Should().BeEmpty();
    }

    [Fact]
    public async Task Alarms_of_the_same_numbers_are_told_together_gravest_first_and_only_those_told_are_acknowledged()
    {
        Raise(AlarmType.Disk, AlarmLevel.General);
        Raise(AlarmType.Memory, AlarmLevel.Critical);
        Raise(AlarmType.Cpu, AlarmLevel.Major);
        Raise(AlarmType.Database, AlarmLevel.Minor);
        await PassAsync(1, "100");
        _calls[0].Order.Sounds.Should().Be("/alarmpreaudio?/alarm-20004?/alarm-level-3/alarm-20003?/alarm-level-2/alarm-20017?/alarm-level-1/alarm-pause");
        _calls[0].End.SetResult(new("77", IsAnswered: true, IsConfirmed: true, ""));
        await PassAsync(1, "100");
        _book.Open().Where(static alarm => alarm.ConfirmedAt is null).Select(static alarm => alarm.Type).Should().Equal(AlarmType.Disk);
        Called().Should().Equal("100", "100");
        _calls[1].Order.Sounds.Should().EndWith("/alarm-20005?/alarm-level-0/alarm-pause");
    }

    [Fact]
    public async Task An_alarm_that_comes_while_a_round_rests_is_called_about_at_once()
    {
        _rules = Rules with { Retry = 0 };
        Raise(AlarmType.Disk, AlarmLevel.Major);
        await PassAsync(1, "100");
        await FailAsync("100");
        await PassAsync(30, "100");
        Called().Should().Equal("100");
        Raise(AlarmType.Memory, AlarmLevel.Major);
        await PassAsync(1, "100");
        Called().Should().Equal("100", "100");
    }

    [Fact]
    public async Task An_alarm_that_becomes_graver_is_called_about_though_somebody_took_note_of_it_before()
    {
        Raise(AlarmType.Disk, AlarmLevel.Major);
        await PassAsync(1, "100");
        _calls[0].End.SetResult(new("77", IsAnswered: true, IsConfirmed: true, ""));
        await PassAsync(60, "100");
        Grow(AlarmType.Disk, AlarmLevel.Critical);
        await PassAsync(1, "100");
        Called().Should().Equal("100", "100");
        _calls[1].Order.Sounds.Should().EndWith("/alarm-20005?/alarm-level-3/alarm-pause");
    }

    [Fact]
    public async Task An_alarm_that_becomes_graver_while_a_round_rests_is_called_about_at_once()
    {
        _rules = Rules with { Retry = 0 };
        Raise(AlarmType.Disk, AlarmLevel.Major);
        await PassAsync(1, "100");
        await FailAsync("100");
        Grow(AlarmType.Disk, AlarmLevel.Minor);
        await PassAsync(30, "100");
        Called().Should().Equal("100");
        Grow(AlarmType.Disk, AlarmLevel.Critical);
        await PassAsync(1, "100");
        Called().Should().Equal("100", "100");
    }

    [Fact]
    public async Task The_key_takes_no_note_of_what_has_become_graver_during_the_call()
    {
        Raise(AlarmType.Disk, AlarmLevel.Major);
        await PassAsync(1, "100");
        Grow(AlarmType.Disk, AlarmLevel.Critical);
        _calls[0].End.SetResult(new("77", IsAnswered: true, IsConfirmed: true, ""));
        await PassAsync(1, "100");
        _book.Open().Single().ConfirmedAt.Should().BeNull();
        Called().Should().Equal("100", "100");
    }

    [Fact]
    public async Task A_call_that_is_never_heard_of_again_has_failed_and_its_numbers_are_called_again()
    {
        Raise(AlarmType.Disk, AlarmLevel.Major);
        await PassAsync(390, "100");
        Called().Should().Equal("100");
        await PassAsync(20, "100");
        _book.Voice!.Failure.Should().Be("100: the call was not heard of any more");
        await PassAsync(1, "100");
        Called().Should().Equal("100", "100");
        _calls[0].End.SetResult(new("77", IsAnswered: true, IsConfirmed: true, ""));
        await PassAsync(1, "100");
        _book.Open().Single().ConfirmedAt.Should().BeNull("nobody waits for it any more");
    }

    [Fact]
    public async Task An_alarm_that_has_gone_or_that_somebody_has_acknowledged_is_not_called_about()
    {
        Raise(AlarmType.Disk, AlarmLevel.Major);
        await PassAsync(1, "100");
        _book.Clear(AlarmType.Disk, "");
        await FailAsync("100");
        await PassAsync(600, "100");
        Alarm other = Raise(AlarmType.Memory, AlarmLevel.Major);
        await _book.AcknowledgeAsync(other.Id, "", "anna", CancellationToken.None);
        await PassAsync(600, "100");
        Called().Should().Equal("100");
    }

    [Fact]
    public async Task Five_calls_are_up_at_once_and_no_more()
    {
        for (int i = 0; i < 7; i++)
        {
            Raise(AlarmType.Balance, AlarmLevel.Major, $"a{i}");
        }

        AlarmToTell[] each = [.. _book.Open().Select(static alarm => new AlarmToTell(alarm, [$"10{alarm.Id}"]))];
        await _voice.LookAsync(TimeSpan.Zero, () => each, CancellationToken.None);
        await _voice.LookAsync(TimeSpan.FromSeconds(1), () => each, CancellationToken.None);
        _calls.Should().HaveCount(AlarmVoice.MostCalls);
        _calls[0].End.SetResult(new("1", IsAnswered: false, IsConfirmed: false, "busy"));
        await _voice.LookAsync(TimeSpan.FromSeconds(2), () => each, CancellationToken.None);
        _calls.Should().HaveCount(AlarmVoice.MostCalls + 1);
    }

    private Alarm Raise(int type, AlarmLevel level, string about = "") => _book.Raise(new(0, type, about, level, 1, _kit.Time.GetUtcNow()));

    private void Grow(int type, AlarmLevel level) => _book.Change(type, "", alarm => alarm with { Level = level });

    private IEnumerable<string> Called() => _calls.Select(static call => call.Order.To);

    private Task<VoiceCallResult> PlaceAsync(VoiceCallRequest order)
    {
        var end = new TaskCompletionSource<VoiceCallResult>();
        _calls.Add((order, end));
        return end.Task;
    }

    private Task FailAsync(params string[] numbers)
    {
        _calls[^1].End.SetResult(new("1", IsAnswered: false, IsConfirmed: false, "busy"));
        return LookAsync(numbers);
    }

    private async Task PassAsync(int seconds, params string[] numbers)
    {
        for (int i = 0; i < seconds; i++)
        {
            _second++;
            await LookAsync(numbers);
        }
    }

    private Task LookAsync(string[] numbers) => _voice.LookAsync(TimeSpan.FromSeconds(_second), () => _book.Open().Select(alarm => new AlarmToTell(alarm, numbers)), CancellationToken.None);
}
