using System.IO.Compression;
using System.Text;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Alarms;
using Tandem.Store.Audit;
using Tandem.Store.Backups;
using Tandem.Store.People;
using Tandem.Store.Plan;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Tests.Store.Sealing;

/// <summary>Who copies the database, its log or its journals, and not the key, has no secret.</summary>
public sealed class SealTests : IDisposable
{
    private static readonly Author Ann = new("ann", "192.0.2.7");
    private static readonly byte[] Seed = "a seed of one-time codes"u8.ToArray();
    private static readonly string[] Clear = ["carrier-secret-${1}", "turn-secret-2", "smtp-secret-3", "webhook-secret-4", "a seed of one-time codes"];

    private static readonly PlanDocument Plan = new()
    {
        EgressTrunks = [new EgressTrunk { Name = "carrier", Addresses = ["192.0.2.1"], Username = "us", Password = Clear[0] }],
        TurnUsers = [new TurnUser { Name = "conference", Password = Clear[1] }],
    };

    private readonly StoreKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task No_secret_that_the_switch_needs_is_in_a_file_in_clear_and_all_are_there_after_a_restart()
    {
        await FillAsync();
        FoundInFiles(_kit.Path).Should().BeEmpty();

        _kit.Reopen(path => FoundInFiles(path).Should().BeEmpty());
        Secrets().Should().Equal(Clear);
        File.GetUnixFileMode(Path.Combine(_kit.Path, "seal.key")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task What_a_version_before_wrote_in_clear_is_sealed_at_the_next_start()
    {
        await FillAsync();
        _kit.Store.Write(database =>
        {
            Statement row = database.Sql("SELECT document FROM plan_revision WHERE revision = 1");
            row.Step();
            MapNode plan = PlanSealing.Unpack(row.Blob(0).ToArray(), database.Seal);
            row.Reset();
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            {
                gzip.Write(NodeText.Utf8Json(plan, indented: false));
            }

            database.Sql("UPDATE plan_revision SET document = ?").BindBlob(packed.ToArray()).Run();
            database.Sql("UPDATE user SET totp = ?").BindBlob(Seed).Run();
            database.Sql("UPDATE alarm_delivery SET smtp_password = ?, webhook_secret = ?").Bind(Clear[2]).Bind(Clear[3]).Run();
            database.Execute("DELETE FROM seal");
            return true;
        });
        FoundInFiles(_kit.Path).Should().HaveCount(Clear.Length, "the test would see them");

        _kit.Reopen();

        FoundInFiles(_kit.Path).Should().BeEmpty();
        Secrets().Should().Equal(Clear);
    }

    [Fact]
    public async Task Another_key_or_none_is_said_with_its_place_and_no_new_one_is_made()
    {
        await FillAsync();
        string file = Path.Combine(_kit.Path, "seal.key");
        _kit.Reopen(path =>
        {
            string key = File.ReadAllText(file);
            File.Delete(file);
            Opening(path).Should().Throw<StoreUnusableException>().WithMessage($"*{file}*--seal-key*");
            File.Exists(file).Should().BeFalse();

            File.WriteAllText(file, new string('a', 64));
            Opening(path).Should().Throw<StoreUnusableException>().WithMessage($"*sealed with key *{file} has *");
            File.WriteAllText(file, "my dog");
            Opening(path).Should().Throw<StoreUnusableException>().WithMessage($"{file} is no key*64 hexadecimal digits*").Which.Message.Should().NotContain("my dog");
            Opening(path, new(null, "short")).Should().Throw<StoreUnusableException>().WithMessage("TANDEM_SEAL_KEY is no key*");

            // Elsewhere, or in the environment, the same key is as good.
            File.Delete(file);
            using var elsewhere = new TempFolder();
            File.WriteAllText(elsewhere.File("tandem.key"), key);
            Opening(path, new(elsewhere.File("tandem.key"), null)).Should().NotThrow();
            Opening(path, new(null, key)).Should().NotThrow();
            File.Exists(file).Should().BeFalse();
            File.WriteAllText(file, key);
        });
        Secrets().Should().Equal(Clear);
    }

    [Fact]
    public async Task A_new_key_seals_everything_anew_and_the_old_one_opens_nothing_any_more()
    {
        await FillAsync();
        string file = Path.Combine(_kit.Path, "seal.key");
        _kit.Reopen(path =>
        {
            string old = File.ReadAllText(file).Trim();
            string id = Resealing.Run(path, SealPlace.In(path), forgets: false, Ann, _kit.Time);
            File.ReadAllLines(file).Should().HaveCount(2).And.HaveElementAt(1, old, "backups made before are restored with it");
            id.Should().HaveLength(8);
            File.WriteAllText(file + ".old", old);
            Opening(path, new(file + ".old", null)).Should().Throw<StoreUnusableException>();

            string last = Resealing.Run(path, SealPlace.In(path), forgets: true, Ann, _kit.Time);
            File.ReadAllLines(file).Should().ContainSingle();
            last.Should().NotBe(id);
        });
        Secrets().Should().Equal(Clear);
        FoundInFiles(_kit.Path).Should().BeEmpty();
        _kit.Audit("seal").Select(static line => line.Actor).Should().Equal("ann", "ann");
    }

    [Fact]
    public async Task A_lost_key_costs_the_secrets_and_nothing_else_and_leaves_no_empty_password()
    {
        await FillAsync();
        string file = Path.Combine(_kit.Path, "seal.key");
        _kit.Reopen(path =>
        {
            File.Delete(file);
            Opening(path).Should().Throw<StoreUnusableException>();
            Resealing.Run(path, SealPlace.In(path), forgets: true, Ann, _kit.Time, drops: true);
        });
        _kit.Holder.Current.Document.EgressTrunks[0].Name.Should().Be("carrier");
        Secrets().Should().NotIntersectWith(Clear).And.OnlyHaveUniqueItems().And.OnlyContain(static secret => secret.Length >= 8);
        _kit.Audit("seal").Should().ContainSingle().Which.Detail.Should().Contain("lost key");
    }

    [Fact]
    public async Task A_backup_has_the_key_on_wish_alone_and_is_refused_where_nobody_has_it()
    {
        await FillAsync();
        using var folder = new TempFolder();
        new BackupMaking(_kit.Store, _kit.Journals, withRecordings: false, _kit.Time).Make(folder.File("bare.tar.gz"), CancellationToken.None)
            .Files.Select(static one => one.Path).Should().NotContain("seal.key");
        new BackupMaking(_kit.Store, _kit.Journals, withRecordings: false, _kit.Time, withSealKey: true).Make(folder.File("whole.tar.gz"), CancellationToken.None)
            .Files.Select(static one => one.Path).Should().Contain("seal.key");

        using var other = new StoreKit();
        string own = await File.ReadAllTextAsync(Path.Combine(other.Path, "seal.key"));
        Action bare = () => PreparedRestore.Prepare(other.Path, folder.File("bare.tar.gz"), Ann, _kit.Time, CancellationToken.None);
        bare.Should().Throw<BackupUnusableException>().WithMessage($"*{Path.Combine(other.Path, "seal.key")}*docs/backups.md*");

        other.Reopen(path =>
        {
            PreparedRestore.Prepare(path, folder.File("whole.tar.gz"), Ann, _kit.Time, CancellationToken.None);
            PreparedRestore.TakeEffect(path).Should().NotBeNull();
        });
        other.Holder.Current.Document.EgressTrunks[0].Password.Should().Be(Clear[0]);
        (await File.ReadAllLinesAsync(Path.Combine(other.Path, "seal.key"))).Should().HaveCount(2).And.HaveElementAt(0, own.Trim(), "its own stays the one to seal with");
    }

    [Fact]
    public void A_sealed_secret_is_never_the_same_twice_opens_for_its_purpose_only_and_shows_every_change()
    {
        using var ring = new SealRing(new("seal.key", null), [new byte[32]]);
        string text = ring.Seal("alarm/smtp", "secret");

        ring.Seal("alarm/smtp", "secret").Should().NotBe(text);
        ring.Open("alarm/smtp", text).Should().Be("secret");
        ring.Open("alarm/smtp", "").Should().BeEmpty();
        ring.Seal("alarm/smtp", "").Should().BeEmpty();
        ring.Open("alarm/smtp", "seal1:no such thing").Should().Be("seal1:no such thing", "it is a secret of before that looks so");
        ring.Invoking(one => one.Open("alarm/webhook", text)).Should().Throw<StoreUnusableException>();
        string changed = text[..^8] + (text[^8] == 'A' ? 'B' : 'A') + text[^7..];
        ring.Invoking(one => one.Open("alarm/smtp", changed)).Should().Throw<StoreUnusableException>();
        string twice = ring.Seal("alarm/smtp", text);
        ring.Open("alarm/smtp", twice).Should().Be(text, "a secret may look like a sealed one");
    }

    private static Action Opening(string path, SealPlace? place = null) => () => SqliteStore.Open(path, TimeProvider.System, place).Dispose();

    private async Task FillAsync()
    {
        (await _kit.Plans.SaveAsync(Plan, "test", null, dryRun: false, CancellationToken.None))!.Refused.Should().BeEmpty();
        await new PeopleStore(_kit.Store, _kit.Time).ClaimAsync(new("ann", "administrator", null, "x", Samples.Start, Samples.Start) { Totp = Seed }, Ann, CancellationToken.None);
        await new AlarmSettings(_kit.Store, _kit.Time).ChangeDeliveryAsync(null, before => before with { SmtpPassword = Clear[2], WebhookSecret = Clear[3] }, Ann, CancellationToken.None);
    }

    private string[] Secrets()
    {
        PlanDocument plan = _kit.Holder.Current.Document;
        AlarmDelivery delivery = new AlarmSettings(_kit.Store, _kit.Time).Delivery();
        byte[] seed = new PeopleStore(_kit.Store, _kit.Time).User("ann")!.Totp!;
        return [plan.EgressTrunks[0].Password, plan.TurnUsers[0].Password, delivery.SmtpPassword, delivery.WebhookSecret, Encoding.UTF8.GetString(seed)];
    }

    /// <summary>Which secrets are in clear in the files of a directory, or in what is packed in them.</summary>
    private static List<string> FoundInFiles(string path)
    {
        var found = new HashSet<string>();
        foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(static file => Path.GetFileName(file) is not ("seal.key" or "tandem.lock")))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Look(bytes);
            for (int at = 0; (at = IndexOfGzip(bytes, at)) >= 0; at += 2)
            {
                Look(Unpacked(bytes[at..]));
            }
        }

        return [.. found];

        void Look(ReadOnlySpan<byte> bytes)
        {
            foreach (string secret in Clear)
            {
                // Within a plan, what looks like a placeholder is escaped.
                if (bytes.IndexOf(Encoding.UTF8.GetBytes(secret.Replace("${1}", "", StringComparison.Ordinal))) >= 0)
                {
                    found.Add(secret);
                }
            }
        }
    }

    private static int IndexOfGzip(byte[] bytes, int from)
    {
        int at = bytes.AsSpan(from).IndexOf((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08]);
        return at < 0 ? -1 : from + at;
    }

    /// <summary>As much of it as can be unpacked; a page of the database may end before it does.</summary>
    private static byte[] Unpacked(byte[] bytes)
    {
        using var all = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            int one;
            while ((one = gzip.ReadByte()) >= 0)
            {
                all.WriteByte((byte)one);
            }
        }
        catch (InvalidDataException)
        {
            return all.ToArray();
        }

        return all.ToArray();
    }
}
