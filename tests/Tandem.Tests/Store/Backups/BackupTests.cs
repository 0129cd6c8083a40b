using System.Formats.Tar;
using System.IO.Compression;
using Tandem.Billing.Cdrs;
using Tandem.Store.Accounts;
using Tandem.Store.Audit;
using Tandem.Store.Backups;
using Tandem.Store.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.People;

namespace Tandem.Tests.Store.Backups;

/// <summary>A backup of a store that is being written to, and the way back to it.</summary>
public sealed class BackupTests
{
    private static readonly Author Ann = new("ann", "127.0.0.1");

    [Fact]
    public async Task Records_balances_and_ladders_come_back_and_what_only_the_journal_had_is_stored()
    {
        using var kit = await StartedAsync();
        await kit.StoreAsync(Samples.Answered(1), Samples.Answered(2), Samples.Illegal(3, "127.0.0.9"));
        await kit.Ledger.PayAsync("acme", 5m, PaymentKind.Recharge, "cash", null, Ann, CancellationToken.None);
        using var folder = new TempFolder();
        string file = folder.File("b.tar.gz");

        // One call is in the journal and not stored, another one is up.
        kit.Writer.Dispose();
        kit.Journal.Ended(Samples.Answered(4));
        kit.Journal.Answered(Samples.AtAnswer(5));
        BackupManifest made = Make(kit, file);
        made.Files.Should().Contain(static one => one.Path == "tandem.db").And.Contain(static one => one.Path.StartsWith("journal/0-"));

        using var other = await RestoredAsync(file, kit);
        IReadOnlyList<Cdr> records = other.Cdrs.Find(new CdrFilter(), 100, 0);
        records.Select(static record => record.Id).Should().BeEquivalentTo([1L, 2, 3, 4, 5]);
        other.Recovered.OpenCallsClosed.Should().Be(1);
        records.Single(static record => record.Id == 5).EndReason.Should().Be((int)EndReason.NodeCrash);
        foreach (long id in new[] { 1L, 2 })
        {
            Cdr there = (await other.Cdrs.FindAsync(id, CancellationToken.None))!;
            Cdr here = (await kit.Cdrs.FindAsync(id, CancellationToken.None))!;
            Samples.Bytes(there).Should().Equal(Samples.Bytes(here));
            there.Ladder.ToArray().Should().Equal(Samples.Answered(id).Ladder.ToArray());
        }

        (await other.Cdrs.FindAsync(4, CancellationToken.None))!.Ladder.ToArray().Should().Equal(Samples.Answered(4).Ladder.ToArray());
        other.Balance("acme").Should().Be(10m + 5m - records.Sum(static record => record.Customer.Total));
        (await other.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_that_was_there_when_it_began_is_missing_while_records_go_on_coming()
    {
        using var kit = await StartedAsync(new() { SegmentBytes = 64 * 1024, RetainBytes = 64 * 1024 });
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        long last = 0;
        Task writing = Task.Run(() =>
        {
            for (long id = 1; !stop.IsCancellationRequested; id++)
            {
                kit.Journal.Ended(Samples.Answered(id)).Should().BeTrue();
                Volatile.Write(ref last, id);
                kit.Journals.Tend(); // segments are dropped as soon as they may be
            }
        });
        var began = new List<(string File, long Last)>();
        for (int i = 0; i < 3; i++)
        {
            long seen = Volatile.Read(ref last);
            SpinWait.SpinUntil(() => Volatile.Read(ref last) > seen + 300, TimeSpan.FromSeconds(60)).Should().BeTrue();
            began.Add((folder.File($"{i}.tar.gz"), Volatile.Read(ref last)));
            Make(kit, began[i].File);
        }

        await stop.CancelAsync();
        await writing;
        foreach ((string file, long most) in began)
        {
            using var other = await RestoredAsync(file, kit);
            IReadOnlyList<Cdr> records = other.Cdrs.Find(new CdrFilter(), 1_000_000, 0);
            List<long> ids = [.. records.Select(static record => record.Id)];
            ids.Should().OnlyHaveUniqueItems();
            ids.Order().Take((int)most).Should().Equal(Enumerable.Range(1, (int)most).Select(static id => (long)id));
            other.Balance("acme").Should().Be(10m - records.Sum(static record => record.Customer.Total));
            (await other.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_segment_stays_while_it_is_held_however_little_is_kept()
    {
        using var kit = await StartedAsync(new() { SegmentBytes = 4096, RetainBytes = 4096 });
        using (kit.Journals.Hold())
        {
            for (long id = 1; id <= 50; id++)
            {
                await kit.StoreAsync(Samples.Answered(id));
            }

            kit.Journals.Tend();
            File.Exists(JournalFolder.PathOf(kit.Path, 0, 1)).Should().BeTrue();
        }

        kit.Journals.Tend();
        kit.Journals.Tend();
        File.Exists(JournalFolder.PathOf(kit.Path, 0, 1)).Should().BeFalse("nobody holds it any more");
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_altered_or_is_none_changes_nothing()
    {
        using var kit = await StartedAsync();
        await kit.StoreAsync(Samples.Answered(1));
        using var folder = new TempFolder();
        string whole = folder.File("whole.tar.gz");
        Make(kit, whole);
        byte[] bytes = await File.ReadAllBytesAsync(whole);
        await File.WriteAllBytesAsync(folder.File("cut.tar.gz"), bytes[..(bytes.Length / 2)]);
        await File.WriteAllTextAsync(folder.File("text.tar.gz"), "no backup at all");
        Repack(whole, folder.File("altered.tar.gz"), static (name, content) => name == "tandem.db" ? [.. content[..^1], (byte)(content[^1] ^ 1)] : content);
        Repack(whole, folder.File("more.tar.gz"), static (_, content) => content, ("journal/9-1.log", [1, 2, 3]));
        Repack(whole, folder.File("climbs.tar.gz"), static (_, content) => content, ("journal/../../escaped", [1]));
        Repack(whole, folder.File("key.tar.gz"), static (_, content) => content, ("admin.key", [1]));
        Repack(whole, folder.File("bare.tar.gz"), static (name, content) => name == BackupManifest.Name ? null : content);

        using var target = new TempFolder();
        foreach (string name in new[] { "cut", "text", "altered", "more", "climbs", "key", "bare", "missing" })
        {
            Action prepare = () => PreparedRestore.Prepare(target.Path, folder.File(name + ".tar.gz"), Ann, kit.Time, CancellationToken.None);
            prepare.Should().Throw<BackupUnusableException>(name).Which.Message.Should().Contain(name);
            Directory.EnumerateFileSystemEntries(target.Path).Should().BeEmpty(name);
        }

        File.Exists(Path.Combine(Path.GetDirectoryName(target.Path)!, "escaped")).Should().BeFalse();
        CopyKey(kit, target.Path);
        PreparedRestore.Prepare(target.Path, whole, Ann, kit.Time, CancellationToken.None).Backup.Should().Be("whole.tar.gz");
    }

    [Fact]
    public async Task What_was_there_is_put_aside_sessions_end_and_the_audit_trail_says_who_went_back()
    {
        using var kit = await StartedAsync();
        await new PeopleStore(kit.Store, kit.Time).ClaimAsync(new("ann", "administrator", null, "x", Samples.Start, Samples.Start), Ann, CancellationToken.None);
        var sessions = new SessionStore(kit.Store, kit.Time);
        await sessions.BeginAsync([1, 2, 3], "ann", Ann, CancellationToken.None);
        using var folder = new TempFolder();
        string file = folder.File("b.tar.gz");
        Make(kit, file);
        await kit.StoreAsync(Samples.Answered(7));
        string before = "";
        kit.Reopen(path =>
        {
            PreparedRestore.Prepare(path, file, Ann, kit.Time, CancellationToken.None);
            PreparedRestore.Find(path)!.By.Should().Be("ann");
            before = PreparedRestore.TakeEffect(path)!.Value.Before;
            PreparedRestore.Find(path).Should().BeNull();
            PreparedRestore.TakeEffect(path).Should().BeNull("it is done");
        });
        kit.Cdrs.Find(new CdrFilter(), 10, 0).Should().BeEmpty();
        new SessionStore(kit.Store, kit.Time).Find([1, 2, 3]).Should().BeNull();
        kit.Audit("restore").Should().ContainSingle().Which.Actor.Should().Be("ann");
        (await kit.Ledger.VerifyAsync(CancellationToken.None)).Should().BeEmpty("the chain of audit lines is whole");

        kit.Reopen(path =>
        {
            Directory.Delete(Path.Combine(path, "journal"), recursive: true);
            foreach (string name in Directory.GetFiles(path, "tandem.db*"))
            {
                File.Delete(name);
            }

            foreach (string kept in Directory.GetFileSystemEntries(before))
            {
                Directory.Move(kept, Path.Combine(path, Path.GetFileName(kept)));
            }
        });
        kit.Cdrs.Find(new CdrFilter(), 10, 0).Should().ContainSingle().Which.Id.Should().Be(7, "nothing is lost by going back");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_start_that_died_in_the_middle_of_a_restore_goes_on_with_it(int steps)
    {
        using var kit = await StartedAsync();
        await kit.StoreAsync(Samples.Answered(1));
        using var folder = new TempFolder();
        string file = folder.File("b.tar.gz");
        Make(kit, file);
        await kit.StoreAsync(Samples.Answered(2));
        kit.Reopen(path =>
        {
            RestoreNote note = PreparedRestore.Prepare(path, file, Ann, kit.Time, CancellationToken.None);
            string before = Path.Combine(path, "before-restore-" + note.PreparedAt.ToString("yyyyMMdd'T'HHmmssfff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            Directory.CreateDirectory(before);
            Action[] done =
            [
                () => Directory.Move(Path.Combine(path, "journal"), Path.Combine(before, "journal")),
                () => Directory.Move(Path.Combine(path, "restore.ready", "journal"), Path.Combine(path, "journal")),
                () => File.Move(Path.Combine(path, "tandem.db"), Path.Combine(before, "tandem.db")),
            ];
            foreach (Action step in done.Take(steps))
            {
                step();
            }

            PreparedRestore.TakeEffect(path)!.Value.Before.Should().Be(before);
            File.Exists(Path.Combine(before, "tandem.db")).Should().BeTrue();
            Directory.Exists(Path.Combine(before, "journal")).Should().BeTrue();
            Directory.Exists(Path.Combine(path, "restore.ready")).Should().BeFalse();
        });
        kit.Writer.Start();
        await kit.Writer.DrainAsync(CancellationToken.None);
        kit.Cdrs.Find(new CdrFilter(), 10, 0).Should().ContainSingle().Which.Id.Should().Be(1);
    }

    [Fact]
    public async Task Recordings_are_listed_and_packed_on_wish_and_keys_of_the_running_switch_never()
    {
        using var kit = await StartedAsync();
        await kit.StoreAsync(Samples.Answered(12));
        foreach ((string name, string text) in new[]
        {
            ("recordings/2026-03-01/12.wav", "sound"), ("admin.key", "secret"), ("kept.keys", "secret"), ("tandem.json", "{}"), ("tls/a.key", "a key"), ("backups/tandem-1.tar.gz", "older"),
        })
        {
            string path = Path.Combine(kit.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        using var folder = new TempFolder();
        BackupManifest without = Make(kit, folder.File("without.tar.gz"));
        without.Recordings.Should().Equal(new ListedRecording("recordings/2026-03-01/12.wav", 5));
        without.Files.Select(static one => one.Path.Split('/')[0]).Distinct().Should().BeEquivalentTo("tandem.db", "journal", "tandem.json", "tls");

        new BackupMaking(kit.Store, kit.Journals, withRecordings: true, kit.Time).Make(folder.File("with.tar.gz"), CancellationToken.None);
        using var target = new TempFolder();
        await File.WriteAllTextAsync(target.File("tandem.json"), "mine");
        CopyKey(kit, target.Path);
        PreparedRestore.Prepare(target.Path, folder.File("with.tar.gz"), Ann, kit.Time, CancellationToken.None);
        PreparedRestore.TakeEffect(target.Path);
        (await File.ReadAllTextAsync(target.File("recordings/2026-03-01/12.wav"))).Should().Be("sound");
        (await File.ReadAllTextAsync(target.File("tls/a.key"))).Should().Be("a key");
        (await File.ReadAllTextAsync(target.File("tandem.json"))).Should().Be("mine", "this machine's own configuration stays");
        File.GetUnixFileMode(target.File("tandem.db")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_cancelled_one_leaves_no_file_and_what_is_there_is_not_written_over()
    {
        using var kit = await StartedAsync();
        using var folder = new TempFolder();
        var making = new BackupMaking(kit.Store, kit.Journals, false, kit.Time);
        Action cancelled = () => making.Make(folder.File("b.tar.gz"), new CancellationToken(canceled: true));
        cancelled.Should().Throw<OperationCanceledException>();
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
        await File.WriteAllTextAsync(folder.File("b.tar.gz"), "older");
        Action over = () => Make(kit, folder.File("b.tar.gz"));
        over.Should().Throw<IOException>();
        (await File.ReadAllTextAsync(folder.File("b.tar.gz"))).Should().Be("older");
        Directory.GetFiles(folder.Path).Should().ContainSingle();
        making.TotalBytes.Should().BePositive();
    }

    private static async Task<StoreKit> StartedAsync(JournalOptions? options = null)
    {
        var kit = new StoreKit(options);
        kit.Writer.Start();
        await kit.Plans.SaveAsync(StoreKit.Accounts, "test", null, dryRun: false, CancellationToken.None);
        return kit;
    }

    /// <summary>As an operator does who restores elsewhere.</summary>
    private static void CopyKey(StoreKit from, string path) => File.Copy(Path.Combine(from.Path, "seal.key"), Path.Combine(path, "seal.key"), overwrite: true);

    private static BackupManifest Make(StoreKit kit, string file) => new BackupMaking(kit.Store, kit.Journals, withRecordings: false, kit.Time).Make(file, CancellationToken.None);

    private static async Task<StoreKit> RestoredAsync(string file, StoreKit from)
    {
        var kit = new StoreKit();
        kit.Reopen(path =>
        {
            CopyKey(from, path);
            PreparedRestore.Prepare(path, file, Ann, from.Time, CancellationToken.None);
            PreparedRestore.TakeEffect(path).Should().NotBeNull();
        });
        kit.Writer.Start();
        await kit.Writer.DrainAsync(CancellationToken.None);
        return kit;
    }

    /// <summary>The same backup with other contents; null leaves an entry out.</summary>
    private static void Repack(string from, string to, Func<string, byte[], byte[]?> change, params ReadOnlySpan<(string Name, byte[] Content)> more)
    {
        using var zip = new GZipStream(File.OpenRead(from), CompressionMode.Decompress);
        using var reader = new TarReader(zip);
        using var target = new GZipStream(File.Create(to), CompressionLevel.Fastest);
        using var writer = new TarWriter(target, TarEntryFormat.Pax);
        foreach ((string name, byte[] content) in more)
        {
            Write(name, content);
        }

        while (reader.GetNextEntry() is { } entry)
        {
            using var memory = new MemoryStream();
            entry.DataStream?.CopyTo(memory);
            if (change(entry.Name, memory.ToArray()) is { } content)
            {
                Write(entry.Name, content);
            }
        }

        void Write(string name, byte[] content) => writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
    }
}
