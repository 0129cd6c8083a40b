using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Plan;
using Tandem.Store.Accounts;
using Tandem.Store.Alarms;
using Tandem.Store.Archive;
using Tandem.Store.Audit;
using Tandem.Store.Backups;
using Tandem.Store.Cdrs;

namespace Tandem.Tests.Store.Archive;

/// <summary>An archive of a store that is written to, and the way back to any time of it.</summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private static readonly Author Ann = new("ann", "127.0.0.1");
    private readonly StoreKit _kit = new();
    private readonly TempFolder _folder = new();
    private readonly string _archive;
    private readonly ArchiveKeeping _keeping;
    private SystemParameters _parameters = SystemParameters.Default;

    public ArchiveTests()
    {
        _archive = _folder.File("archive");
        _keeping = new(_kit.Store, _kit.Journals, _archive, () => _parameters, _kit.Time, NullLogger.Instance, new ArchiveLimits { WalBytes = 64 * 1024 });
    }

    public async ValueTask InitializeAsync()
    {
        _kit.Writer.Start();
        await _kit.Plans.SaveAsync(StoreKit.Accounts, "test", null, dryRun: false, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _keeping.Dispose();
        _kit.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_store_comes_back_as_it_was_before_a_mistaken_delete_and_as_it_was_after_it()
    {
        Begin();
        await _kit.StoreAsync(Samples.Answered(1), Samples.Answered(2), Samples.Illegal(3, "127.0.0.9"));
        await _kit.Ledger.PayAsync("acme", 5m, PaymentKind.Recharge, "cash", null, Ann, CancellationToken.None);
        DateTimeOffset before = Step();
        decimal balance = _kit.Balance("acme");
        await _kit.Store.WriteAsync(
            static database =>
            {
                database.Execute("DELETE FROM alarm_setting");
                return true;
            },
            CancellationToken.None);
        await _kit.Ledger.PayAsync("acme", 7m, PaymentKind.Recharge, "cash", null, Ann, CancellationToken.None);
        DateTimeOffset after = Step();

        using (StoreKit then = await ThenAsync(before.AddMilliseconds(500)))
        {
            then.Cdrs.Find(new CdrFilter(), 100, 0).Select(static record => record.Id).Should().BeEquivalentTo([1L, 2, 3]);
            new AlarmSettings(then.Store, then.Time).All.Should().NotBeEmpty();
            then.Balance("acme").Should().Be(balance);
            (await then.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
            then.Audit("restore").Single().Detail.Should().Contain(before.UtcDateTime.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
        }

        using StoreKit later = await ThenAsync(after);
        later.Cdrs.Find(new CdrFilter(), 100, 0).Should().HaveCount(3);
        new AlarmSettings(later.Store, later.Time).All.Should().BeEmpty();
        later.Balance("acme").Should().Be(balance + 7m);
        Restored(null, _folder.File("newest")).CreatedAt.Should().Be(after);
    }

    [Fact]
    public async Task What_only_the_journal_had_is_stored_by_the_switch_that_starts_and_nothing_that_came_later()
    {
        Begin();
        await _kit.StoreAsync(Samples.Answered(1));
        _kit.Writer.Dispose();
        _kit.Journal.Ended(Samples.Answered(2));
        _kit.Journal.Answered(Samples.AtAnswer(3));
        DateTimeOffset before = Step();
        _kit.Journal.Ended(Samples.Answered(4));
        Step();

        using StoreKit then = await ThenAsync(before);
        IReadOnlyList<Cdr> records = then.Cdrs.Find(new CdrFilter(), 100, 0);
        records.Select(static record => record.Id).Should().BeEquivalentTo([1L, 2, 3]);
        records.Single(static record => record.Id == 3).EndReason.Should().Be((int)EndReason.NodeCrash);
        (await then.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Each_of_many_moments_comes_back_exactly_while_the_log_is_emptied_in_between()
    {
        Begin();
        var moments = new List<(DateTimeOffset At, int Records, decimal Balance)>();
        for (int i = 0; i < 12; i++)
        {
            await _kit.StoreAsync([.. Enumerable.Range(1, 40).Select(number => Samples.Answered((i * 100) + number))]);
            await _kit.Ledger.PayAsync("acme", i + 1m, PaymentKind.Recharge, "cash", null, Ann, CancellationToken.None);
            moments.Add((Step(), (i + 1) * 40, _kit.Balance("acme")));
        }

        new FileInfo(Path.Combine(_kit.Path, "tandem.db-wal")).Length.Should().BeLessThan(4 << 20, "it is emptied at 64 kB");
        foreach ((DateTimeOffset at, int records, decimal balance) in moments.Where(static (_, index) => index % 3 == 0))
        {
            using StoreKit then = await ThenAsync(at);
            then.Cdrs.Find(new CdrFilter(), 10_000, 0).Should().HaveCount(records);
            then.Balance("acme").Should().Be(balance);
            (await then.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_torn_newest_piece_is_left_out_and_one_amid_others_is_named()
    {
        Begin();
        await _kit.StoreAsync(Samples.Answered(1));
        DateTimeOffset whole = Step();
        await _kit.StoreAsync(Samples.Answered(2));
        DateTimeOffset torn = Step();
        string newest = Pieces()[^1];
        await File.WriteAllBytesAsync(newest, (await File.ReadAllBytesAsync(newest))[..^20]);
        Restored(torn, _folder.File("a")).CreatedAt.Should().Be(whole);

        await _kit.StoreAsync(Samples.Answered(3));
        DateTimeOffset last = Step();
        FluentActions.Invoking(() => Restored(last, _folder.File("b"))).Should().Throw<BackupUnusableException>()
            .WithMessage($"{newest} is damaged*no further than --at {whole.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}.");
    }

    [Fact]
    public async Task A_missing_piece_is_named_with_the_time_up_to_which_the_archive_leads()
    {
        Begin();
        await _kit.StoreAsync(Samples.Answered(1));
        DateTimeOffset whole = Step();
        await _kit.StoreAsync(Samples.Answered(2));
        Step();
        string missing = Pieces()[^1];
        await _kit.StoreAsync(Samples.Answered(3));
        DateTimeOffset last = Step();
        File.Delete(missing);
        FluentActions.Invoking(() => Restored(last, _folder.File("a"))).Should().Throw<BackupUnusableException>()
            .WithMessage($"*lacks its piece {Path.GetFileName(missing)[..8]}.*--at {whole.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}.");
        Restored(whole, _folder.File("b")).CreatedAt.Should().Be(whole);
    }

    [Fact]
    public void A_time_before_the_archive_and_a_folder_that_is_none_are_told()
    {
        Begin();
        FluentActions.Invoking(() => Restored(Samples.Start.AddDays(-1), _folder.File("a"))).Should().Throw<BackupUnusableException>().WithMessage("*does not lead back to*it begins at*");
        FluentActions.Invoking(() => PreparedRestore.PrepareArchive(_folder.File("a"), _folder.File("nothing"), null, Ann, _kit.Time, CancellationToken.None))
            .Should().Throw<BackupUnusableException>().WithMessage("*is no archive*");
    }

    [Fact]
    public async Task An_archive_that_can_not_be_written_is_told_the_store_goes_on_and_a_new_generation_follows()
    {
        Begin();
        Directory.Move(_archive, _archive + ".away");
        await File.WriteAllTextAsync(_archive, "a file where the directory was");
        await _kit.StoreAsync(Samples.Answered(1));
        Step();
        _keeping.Failure.Should().NotBeEmpty();
        _kit.Time.Advance(TimeSpan.FromSeconds(29));
        await _kit.StoreAsync(Samples.Answered(2));
        Step();
        _keeping.Behind.Should().Be(TimeSpan.FromSeconds(31 - _parameters.ArchivePeriod), "the last piece is 31 s old");

        File.Delete(_archive);
        _kit.Time.Advance(TimeSpan.FromSeconds(31));
        Step();
        _keeping.Failure.Should().NotBeEmpty("that a backup was begun leads nowhere yet");
        _keeping.Behind.Should().Be(TimeSpan.FromSeconds(63 - _parameters.ArchivePeriod));
        _keeping.WaitForBase();
        Step();
        _keeping.Failure.Should().BeEmpty();
        _keeping.Behind.Should().Be(TimeSpan.Zero);
        DateTimeOffset now = Step();
        using StoreKit then = await ThenAsync(now);
        then.Cdrs.Find(new CdrFilter(), 100, 0).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_log_that_somebody_else_has_emptied_begins_a_new_generation()
    {
        Begin();
        await _kit.StoreAsync(Samples.Answered(1));
        _kit.Store.Truncate();
        await _kit.StoreAsync(Samples.Answered(2));
        Step();
        _keeping.Failure.Should().Contain("emptied the database's write-ahead log");
        _kit.Time.Advance(TimeSpan.FromSeconds(61));
        Begin();
        using StoreKit then = await ThenAsync(Step());
        then.Cdrs.Find(new CdrFilter(), 100, 0).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_new_generation_begins_in_time_and_old_ones_go_when_nobody_needs_them()
    {
        _parameters = _parameters with { ArchiveBaseHours = 24, ArchiveExpireDays = 2 };
        Begin();
        for (int day = 0; day < 5; day++)
        {
            await _kit.StoreAsync(Samples.Answered(day + 1));
            _kit.Time.Advance(TimeSpan.FromHours(24));
            Step();
            _keeping.WaitForBase();
            Step();
        }

        IReadOnlyList<ArchivedGeneration> left = ArchiveFolder.List(_archive);
        left.Count.Should().BeInRange(3, 4);
        left.SelectMany(static one => one.Ends).Min(static piece => piece.At).Should().BeBefore(_kit.Time.GetUtcNow().AddDays(-2).AddSeconds(1), "two days back is still there");
        using StoreKit then = await ThenAsync(_kit.Time.GetUtcNow().AddDays(-2));
        then.Cdrs.Find(new CdrFilter(), 100, 0).Count.Should().BeInRange(3, 4);
    }

    [Fact]
    public async Task A_log_that_began_anew_twice_has_lost_what_was_between_and_begins_a_new_generation()
    {
        Begin();
        await _kit.StoreAsync([.. Enumerable.Range(1, 100).Select(static number => Samples.Answered(number))]);
        Step();
        await _kit.StoreAsync(Samples.Answered(101));
        _kit.Store.Truncate();
        await _kit.StoreAsync(Samples.Answered(102));
        Step();
        _keeping.Failure.Should().Contain("emptied the database's write-ahead log");
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_the_generation_that_is_written_and_is_made_later()
    {
        Begin();
        string folder = ArchiveFolder.List(_archive).Single().Folder;
        string unreadable = Directory.CreateDirectory(Path.Combine(_kit.Path, "tls")).FullName + "/key.pem";
        File.CreateSymbolicLink(unreadable, "/nowhere/at/all");
        _kit.Time.Advance(TimeSpan.FromHours(25));
        Step();
        _keeping.WaitForBase();
        Step();
        _keeping.Failure.Should().Contain("key.pem");
        ArchiveFolder.List(_archive).Single().Folder.Should().Be(folder, "what leads nowhere is deleted");
        await _kit.StoreAsync(Samples.Answered(1));
        _kit.Time.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset written = Step();
        _keeping.Behind.Should().Be(TimeSpan.FromSeconds(61), "there is no new backup since then");
        using (StoreKit then = await ThenAsync(written))
        {
            then.Cdrs.Find(new CdrFilter(), 100, 0).Should().HaveCount(1);
        }

        File.Delete(unreadable);
        _kit.Time.Advance(TimeSpan.FromMinutes(10));
        Step();
        _keeping.WaitForBase();
        Step();
        _keeping.Failure.Should().BeEmpty();
        _keeping.Behind.Should().Be(TimeSpan.Zero);
        ArchiveFolder.List(_archive).Should().HaveCount(2);
    }

    [Fact]
    public void What_a_killed_switch_has_left_unfinished_is_deleted_when_another_generation_begins()
    {
        string left = ArchiveFolder.NewGeneration(_archive, Samples.Start.AddDays(-1));
        File.WriteAllText(Path.Combine(left, "base.made.part"), "half of a backup");
        Begin();
        Directory.Exists(left).Should().BeFalse();
        File.Exists(Path.Combine(_kit.Path, "archive.copy.db")).Should().BeFalse();
        ArchiveFolder.List(_archive).Should().ContainSingle();
    }

    [Fact]
    public async Task What_needs_several_pieces_can_be_restored_to_the_last_of_them_alone()
    {
        string archive = _folder.File("parts");
        using var keeping = new ArchiveKeeping(_kit.Store, _kit.Journals, archive, () => _parameters, _kit.Time, NullLogger.Instance, new ArchiveLimits { PiecePages = 4 });
        keeping.Step();
        keeping.WaitForBase();
        await WriteAsync(1);
        keeping.Step();
        ArchivedGeneration first = ArchiveFolder.List(archive).Single();
        first.Pieces.Should().Contain(static piece => piece.At == null);
        first.Ends.First().Number.Should().Be(first.First).And.Be(first.Pieces[^1].Number, "the backup counts from the last part on");
        DateTimeOffset whole = _kit.Time.GetUtcNow();

        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        await WriteAsync(2);
        keeping.Step();
        using (StoreKit then = await ThenAsync(_kit.Time.GetUtcNow(), archive))
        {
            then.Cdrs.Find(new CdrFilter(), 100, 0).Should().HaveCount(16);
            (await then.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
        }

        // The switch dies between two parts.
        File.Delete(ArchiveFolder.List(archive).Single().Pieces[^1].Path);
        Restored(null, _folder.File("a"), archive).CreatedAt.Should().Be(whole);

        async Task WriteAsync(int round)
        {
            for (int i = 0; i < 8; i++)
            {
                await _kit.StoreAsync(Samples.Answered((round * 100) + i));
            }
        }
    }

    [Fact]
    public async Task However_large_a_transaction_is_little_of_it_is_in_memory()
    {
        const int Megabytes = 40;
        Begin();
        await _kit.Store.WriteAsync(
            static database =>
            {
                database.Execute($"CREATE TABLE large (bytes BLOB); INSERT INTO large VALUES (randomblob({Megabytes << 20}))");
                return true;
            },
            CancellationToken.None);
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        _keeping.Step();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan((Megabytes / 4) << 20);
        _keeping.Failure.Should().BeEmpty();
        using StoreKit then = await ThenAsync(_kit.Time.GetUtcNow());
        then.Store.Read(static database => database.Number("SELECT length(bytes) FROM large")).Should().Be(Megabytes << 20);
    }

    [Fact]
    public void A_database_that_can_not_even_be_checked_is_told_in_one_line()
    {
        Begin();
        ArchivedGeneration there = ArchiveFolder.List(_archive).Single();
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        int next = there.Pieces[^1].Number + 1;
        DateTimeOffset at = _kit.Time.GetUtcNow();
        byte[] garbage = [.. Enumerable.Repeat((byte)0xee, 4096)];
        ArchivePiece.Write(ArchiveFolder.PathOfPiece(there.Folder, next, at), new PieceHeader(next, at, 4096, 0, [1], [], []), put => put(garbage));
        FluentActions.Invoking(() => Restored(at, _folder.File("a"))).Should().Throw<BackupUnusableException>().WithMessage("*leads to is damaged: the file is not a database*");
    }

    /// <summary>The first generation can be restored from.</summary>
    private void Begin()
    {
        Step();
        _keeping.WaitForBase();
        Step();
    }

    /// <summary>Archives what is there; the time that this was.</summary>
    private DateTimeOffset Step()
    {
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        _keeping.Step();
        return _kit.Time.GetUtcNow();
    }

    private string[] Pieces() => [.. Directory.EnumerateFiles(_archive, "*.piece", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private RestoreNote Restored(DateTimeOffset? at, string directory, string? archive = null)
    {
        Directory.CreateDirectory(directory);
        File.Copy(Path.Combine(_kit.Path, "seal.key"), Path.Combine(directory, "seal.key"));
        RestoreNote note = PreparedRestore.PrepareArchive(directory, archive ?? _archive, at, Ann, _kit.Time, CancellationToken.None);
        PreparedRestore.TakeEffect(directory).Should().NotBeNull();
        return note;
    }

    private async Task<StoreKit> ThenAsync(DateTimeOffset at, string? archive = null)
    {
        var other = new StoreKit();
        other.Reopen(path =>
        {
            File.Copy(Path.Combine(_kit.Path, "seal.key"), Path.Combine(path, "seal.key"), overwrite: true);
            PreparedRestore.PrepareArchive(path, archive ?? _archive, at, Ann, _kit.Time, CancellationToken.None);
            PreparedRestore.TakeEffect(path).Should().NotBeNull();
        });
        other.Writer.Start();
        await other.Writer.DrainAsync(CancellationToken.None);
        return other;
    }
}
