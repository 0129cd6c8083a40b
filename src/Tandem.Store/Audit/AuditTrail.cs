using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Audit;

/// <summary>One thing that somebody changed.</summary>
internal sealed record AuditLine(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string Detail);

/// <summary>Who changed what: append-only lines, each with a hash over itself and the one before, so that a line can't be taken out or altered unseen.</summary>
internal static class AuditTrail
{
    /// <summary>Adds a line within the transaction that makes the change.</summary>
    public static void Append(Database database, DateTimeOffset at, string actor, string action, string subject, string detail)
    {
        Statement last = database.Sql("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
        bool isFirst = !last.Step();
        long id = isFirst ? 1 : last.Long(0) + 1;
        byte[] before = isFirst ? [] : last.Blob(1).ToArray();
        last.Reset();

        // To the millisecond, as it will be read back.
        var line = new AuditLine(id, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), actor, action, subject, detail);
        database.Sql("INSERT INTO audit (id, at, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .Bind(id).Bind(line.At).Bind(actor).Bind(action).Bind(subject).Bind(detail).BindBlob(Hash(before, line)).Run();
    }

    /// <summary>The first line whose hash is not what it should be; 0 when all are sound.</summary>
    public static long FindBreak(Database database)
    {
        Statement rows = database.Sql("SELECT id, at, actor, action, subject, detail, hash FROM audit ORDER BY id");
        byte[] before = [];
        long expected = 1;
        while (rows.Step())
        {
            AuditLine line = Read(rows);
            byte[] hash = Hash(before, line);
            if (line.Id != expected || !rows.Blob(6).SequenceEqual(hash))
            {
                rows.Reset();
                return line.Id;
            }

            before = hash;
            expected++;
        }

        return 0;
    }

    private static AuditLine Read(Statement row) =>
        new(row.Long(0), row.Time(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5));

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

        foreach (string text in (ReadOnlySpan<string>)[line.Actor, line.Action, line.Subject, line.Detail])
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, utf8.Length);
            hash.AppendData(number);
            hash.AppendData(utf8);
        }

        return hash.GetHashAndReset();
    }
}
