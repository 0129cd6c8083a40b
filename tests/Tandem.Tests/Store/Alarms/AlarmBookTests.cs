using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;

namespace Tandem.Tests.Store.Alarms;

public sealed class AlarmBookTests
{
    private static readonly AlarmFilter Everything = new(null, null, null, null, null);

    [Fact]
    public async Task What_is_there_is_there_after_a_restart_and_what_was_is_in_the_history()
    {
        using var kit = new StoreKit();
        (AlarmBook book, _) = Open(kit);
        Alarm disk = book.Raise(Of(AlarmType.Disk, AlarmLevel.Critical));
        Alarm cpu = book.Raise(Of(AlarmType.Cpu, AlarmLevel.Minor));
        book.Clear(AlarmType.Cpu, "");
        (await book.AcknowledgeAsync(disk.Id, "looking", "anna", CancellationToken.None))!.ConfirmedBy.Should().Be("anna");
        await book.SaveAsync(CancellationToken.None);

        kit.Reopen();
        (AlarmBook again, AlarmStore store) = Open(kit);
        again.Open().Should().ContainSingle().Which.Should().BeEquivalentTo(disk with { ConfirmedBy = "anna", ConfirmedAt = kit.Time.GetUtcNow(), Memo = "looking" });
        store.History(Everything, 0, 10, CancellationToken.None).Should().ContainSingle().Which.Should().BeEquivalentTo(cpu with { StoppedAt = kit.Time.GetUtcNow() });
        again.Raise(Of(AlarmType.Memory, AlarmLevel.Minor)).Id.Should().BeGreaterThan(cpu.Id, "numbers are not used twice");
        kit.Audit("alarm").Should().Equal(("anna", $"{disk.Id}", "acknowledged: looking"));
    }

    [Fact]
    public async Task One_that_comes_again_is_another_one()
    {
        using var kit = new StoreKit();
        (AlarmBook book, AlarmStore store) = Open(kit);
        book.Raise(Of(AlarmType.Disk, AlarmLevel.Major));
        await book.SaveAsync(CancellationToken.None);
        book.Clear(AlarmType.Disk, "");
        book.Raise(Of(AlarmType.Disk, AlarmLevel.Major));
        await book.SaveAsync(CancellationToken.None);
        store.History(Everything, 0, 10, CancellationToken.None).Should().ContainSingle();
        book.Open().Should().ContainSingle();
    }

    [Fact]
    public async Task One_from_outside_is_one_for_its_object_and_stays_until_it_is_cleared()
    {
        using var kit = new StoreKit();
        (AlarmBook book, AlarmStore store) = Open(kit);
        (Alarm first, bool isNew) = (await book.RaiseOutsideAsync(Outside("ups", AlarmLevel.Minor), "key:monitor", CancellationToken.None))!.Value;
        isNew.Should().BeTrue();
        (Alarm second, isNew) = (await book.RaiseOutsideAsync(Outside("ups", AlarmLevel.Critical), "key:monitor", CancellationToken.None))!.Value;
        isNew.Should().BeFalse();
        (second.Id, second.Level).Should().Be((first.Id, AlarmLevel.Critical));
        (await book.ClearAsync(first.Id, "anna", CancellationToken.None))!.ClearedBy.Should().Be("anna");
        (await book.ClearAsync(first.Id, "anna", CancellationToken.None)).Should().BeNull();
        store.History(Everything, 0, 10, CancellationToken.None).Should().ContainSingle(static alarm => alarm.ClearedBy == "anna");
        kit.Audit("alarm").Select(static line => line.Detail).Should().Equal("raised", "said again", "cleared");
    }

    [Fact]
    public async Task Who_took_note_of_an_alarm_took_no_note_of_a_graver_one()
    {
        using var kit = new StoreKit();
        (AlarmBook book, _) = Open(kit);
        Alarm disk = book.Raise(Of(AlarmType.Disk, AlarmLevel.Major));
        Alarm ups = (await book.RaiseOutsideAsync(Outside("ups", AlarmLevel.Major), "key:monitor", CancellationToken.None))!.Value.Alarm;
        foreach (Alarm alarm in new[] { disk, ups })
        {
            await book.AcknowledgeAsync(alarm.Id, "looking", "anna", CancellationToken.None);
        }

        book.Change(AlarmType.Disk, "", static alarm => alarm with { Level = AlarmLevel.Minor });
        await book.RaiseOutsideAsync(Outside("ups", AlarmLevel.Minor), "key:monitor", CancellationToken.None);
        book.Open().Should().OnlyContain(static alarm => alarm.ConfirmedBy == "anna", "less grave is no news");
        book.Change(AlarmType.Disk, "", static alarm => alarm with { Level = AlarmLevel.Critical });
        await book.RaiseOutsideAsync(Outside("ups", AlarmLevel.Critical), "key:monitor", CancellationToken.None);
        await book.SaveAsync(CancellationToken.None);

        kit.Reopen();
        Open(kit).Book.Open().Should().HaveCount(2).And.OnlyContain(static alarm => alarm.ConfirmedAt == null && alarm.ConfirmedBy == "" && alarm.Memo == "");
    }

    [Fact]
    public async Task There_is_a_bound_for_those_from_outside()
    {
        using var kit = new StoreKit();
        (AlarmBook book, _) = Open(kit);
        for (int i = 0; i < AlarmBook.MostOutside; i++)
        {
            book.Raise(Outside($"o{i}", AlarmLevel.General));
        }

        (await book.RaiseOutsideAsync(Outside("one more", AlarmLevel.General), "key:monitor", CancellationToken.None)).Should().BeNull();
        (await book.RaiseOutsideAsync(Outside("o7", AlarmLevel.Minor), "key:monitor", CancellationToken.None)).Should().NotBeNull();
    }

    [Fact]
    public void News_are_what_came_went_and_changed_its_level()
    {
        using var kit = new StoreKit();
        (AlarmBook book, _) = Open(kit);
        long seen = -1;
        book.Raise(Of(AlarmType.Cpu, AlarmLevel.Minor));
        book.NewsSince(ref seen).Should().BeEmpty("nobody listened");
        book.Raise(Of(AlarmType.Disk, AlarmLevel.Minor));
        book.Change(AlarmType.Disk, "", static alarm => alarm with { Value = 99 });
        book.Change(AlarmType.Disk, "", static alarm => alarm with { Level = AlarmLevel.Critical });
        book.Clear(AlarmType.Disk, "");
        book.NewsSince(ref seen).Select(static news => $"{news.Kind} {news.Alarm.Level}").Should().Equal("Raised Minor", "Raised Critical", "Cleared Critical");
        book.NewsSince(ref seen).Should().BeEmpty();
    }

    [Fact]
    public async Task The_history_is_found_by_what_it_has_and_swept_by_its_age()
    {
        using var kit = new StoreKit();
        (AlarmBook book, AlarmStore store) = Open(kit);
        for (int i = 0; i < 5; i++)
        {
            book.Raise(Of(AlarmType.Balance, i % 2 == 0 ? AlarmLevel.Minor : AlarmLevel.Critical, $"a{i}") with { StartedAt = kit.Time.GetUtcNow() });
            book.Clear(AlarmType.Balance, $"a{i}");
            kit.Time.Advance(TimeSpan.FromDays(1));
        }

        await book.SaveAsync(CancellationToken.None);
        Objects(Everything).Should().Equal("a4", "a3", "a2", "a1", "a0");
        Objects(Everything with { Object = "a2" }).Should().Equal("a2");
        Objects(Everything with { Level = 3 }).Should().Equal("a3", "a1");
        Objects(Everything with { Type = AlarmType.Disk }).Should().BeEmpty();
        Objects(Everything with { From = Samples.Start.AddDays(1), To = Samples.Start.AddDays(3) }).Should().Equal("a2", "a1");
        (await store.SweepAsync(Samples.Start.AddDays(2), CancellationToken.None)).Should().Be(2);
        Objects(Everything).Should().Equal("a4", "a3", "a2");

        IEnumerable<string> Objects(AlarmFilter filter) => store.History(filter, 0, 10, CancellationToken.None).Select(static alarm => alarm.Object);
    }

    [Fact]
    public async Task Settings_are_there_from_the_start_and_changes_of_them_leave_a_line_without_secrets()
    {
        using var kit = new StoreKit();
        var settings = new AlarmSettings(kit.Store, kit.Time);
        settings.All.Select(static setting => setting.Type).Distinct().Should().Equal(20003, 20004, 20005, 20006, 20017, 20018, 20020, 20021, 30000, 30001, 30002);
        settings.All.Single(static setting => setting.Type == AlarmType.IllegalCalls).Upper.Should().Be(100);
        settings.All.Should().OnlyContain(static setting => AlarmRules.Check(setting, new()).Count == 0);
        (AlarmFault fault, AlarmSetting? made) = await settings.AddAsync(new(0, AlarmType.Balance, "", AlarmLevel.Minor, 5.25m, null, 60) { Mail = true, MailTo = ["a@b.c", "d@e.f"] }, "anna", CancellationToken.None);
        fault.Should().Be(AlarmFault.None);
        new AlarmSettings(kit.Store, kit.Time).Find(made!.Id).Should().BeEquivalentTo(made);
        (await settings.ChangeAsync(made.Id, 7, static setting => setting, "anna", CancellationToken.None)).Fault.Should().Be(AlarmFault.Stale);
        (await settings.ChangeAsync(made.Id, 1, static setting => setting with { Lower = 6 }, "anna", CancellationToken.None)).After!.Version.Should().Be(2);
        (await settings.ChangeAsync(made.Id, null, static _ => null, "anna", CancellationToken.None)).Fault.Should().Be(AlarmFault.None);
        settings.Find(made.Id).Should().BeNull();
        await settings.ChangeDeliveryAsync(null, static delivery => delivery with { SmtpHost = "mail.example.com", SmtpPassword = "very secret", WebhookSecret = "as secret" }, "anna", CancellationToken.None);
        settings.Delivery().SmtpPassword.Should().Be("very secret");
        kit.Audit("alarm-setting").Select(static line => line.Detail).Should().Equal("made", "changed", "deleted", "changed");
        using Microsoft.Data.Sqlite.SqliteConnection connection = kit.Connect();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM audit WHERE coalesce(old_value, '') || coalesce(new_value, '') LIKE '%very secret%' OR coalesce(new_value, '') LIKE '%as secret%'";
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).Should().Be(0L);
    }

    private static (AlarmBook Book, AlarmStore Store) Open(StoreKit kit)
    {
        var store = new AlarmStore(kit.Store);
        var book = new AlarmBook(kit.Store, store, kit.Time);
        book.Load();
        return (book, store);
    }

    private static Alarm Of(int type, AlarmLevel level, string about = "") => new(0, type, about, level, 91.5m, Samples.Start) { Setting = 3, Upper = 90, Detail = "a disk" };

    private static Alarm Outside(string about, AlarmLevel level) => new(0, AlarmType.Outside, about, level, 0, Samples.Start);
}
