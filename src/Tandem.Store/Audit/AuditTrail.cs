using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Audit;

/// <summary>One thing that somebody did.</summary>
/// <param name="Id">Lines are numbered without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who: see <see cref="Author"/>.</param>
/// <param name="Action">What kind of thing: <c>plan</c>, <c>payment</c>, <c>sign-in</c>, ...</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Detail">In words.</param>
public sealed record AuditLine(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string Detail)
{
    /// <summary>From where; empty when it was the switch itself.</summary>
    public string Address { get; init; } = "";

    /// <summary>What was before. Secrets are never in it.</summary>
    public string Old { get; init; } = "";

    /// <summary>What is now.</summary>
    public string New { get; init; } = "";
}

/// <summary>Who changed what: append-only lines, each with a hash over itself and the one before, so that a line can't be taken out or altered unseen.</summary>
internal static class AuditTrail
{
    public const string Columns = "id, at, actor, action, subject, detail, address, old_value, new_value";
    internal const string WithinSql = "SELECT ifnull(min(id), 0), ifnull(max(id), 0) FROM audit WHERE at >= ? AND at < ?";
    private const int HashColumn = 9;

    /// <summary>Adds a line within the transaction that makes the change.</summary>
    public static void Append(Database database, DateTimeOffset at, Author author, string action, string subject, string detail, string old = "", string @new = "")
    {
        Statement last = database.Sql("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
        bool isFirst = !last.Step();
        long id = isFirst ? 1 : last.Long(0) + 1;
        byte[] before = isFirst ? [] : last.Blob(1).ToArray();
        last.Reset();

        // To the millisecond, as it will be read back.
        var line = new AuditLine(id, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), author.Name, action, subject, detail)
        {
            Address = author.Address,
            Old = old,
            New = @new,
        };
        database.Sql($"INSERT INTO audit ({Columns}, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(id).Bind(line.At).Bind(line.Actor).Bind(action).Bind(subject).Bind(detail)
            .BindOrNull(line.Address).BindOrNull(old).BindOrNull(@new).BindBlob(Hash(before, line)).Run();
    }

    /// <summary>The first line whose hash is not what it should be; 0 when all are sound.</summary>
    public static long FindBreak(Database database)
    {
        Statement rows = database.Sql($"SELECT {Columns}, hash FROM audit ORDER BY id");
        byte[] before = [];
        long expected = 1;
        while (rows.Step())
        {
            AuditLine line = Read(rows);
            byte[] hash = Hash(before, line);
            if (line.Id != expected || !rows.Blob(HashColumn).SequenceEqual(hash))
            {
                rows.Reset();
                return line.Id;
            }

            before = hash;
            expected++;
        }

        return 0;
    }

    public static AuditLine Read(Statement row) => new(row.Long(0), row.Time(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5))
    {
        Address = row.Text(6),
        Old = row.Text(7),
        New = row.Text(8),
    };

    /// <summary>The newest line.</summary>
    public static AuditPlace Head(Database database)
    {
        Statement last = database.Sql("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
        AuditPlace head = last.Step() ? new(last.Long(0), Convert.ToHexStringLower(last.Blob(1))) : new(0, "");
        last.Reset();
        return head;
    }

    /// <summary>The first and the last line of a period; 0 when there is none. The clock may have been set meanwhile: those between them belong to it.</summary>
    public static (long First, long Last) Within(Database database, DateTimeOffset from, DateTimeOffset to)
    {
        Statement row = database.Sql(WithinSql).Bind(from).Bind(to);
        (long First, long Last) found = row.Step() ? (row.Long(0), row.Long(1)) : default;
        row.Reset();
        return found;
    }

    /// <summary>Lines with their hashes, from one number to another.</summary>
    public static IEnumerable<HashedAuditLine> Hashed(Database database, long first, long last)
    {
        Statement rows = database.Sql($"SELECT {Columns}, hash FROM audit WHERE id >= ? AND id <= ? ORDER BY id").Bind(first).Bind(last);
        while (rows.Step())
        {
            AuditLine line = Read(rows);
            yield return new(line.Id, line.At, line.Actor, line.Address, line.Action, line.Subject, line.Detail, line.Old, line.New, Convert.ToHexStringLower(rows.Blob(HashColumn)));
        }

        rows.Reset();
    }

    /// <summary>Whether a line's hash is what it should be after this one (hexadecimal; empty: it is the first).</summary>
    public static bool Follows(string hashBefore, HashedAuditLine line) =>
        Convert.ToHexStringLower(Hash(
            Convert.FromHexString(hashBefore),
            new(line.Id, line.At, line.Actor, line.Action, line.Subject, line.Detail) { Address = line.Address, Old = line.Old, New = line.New })) == line.Hash;

    private static byte[] Hash(byte[] before, AuditLine line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Span<byte> number = stackalloc byte[8];
        foreach (long value in (ReadOnlySpan<long>)[line.Id, line.At.ToUnixTimeMilliseconds()])
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            hash.AppendData(number);
        }

        // Lines of versions that had no more are hashed as they were. Each text goes with its length, so that three more can't be mistaken for none.
        bool hasMore = line.Address.Length + line.Old.Length + line.New.Length > 0;
        ReadOnlySpan<string> texts = hasMore
            ? [line.Actor, line.Action, line.Subject, line.Detail, line.Address, line.Old, line.New]
            : [line.Actor, line.Action, line.Subject, line.Detail];
        foreach (string text in texts)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, utf8.Length);
            hash.AppendData(number);
            hash.AppendData(utf8);
        }

        return hash.GetHashAndReset();
    }
}
