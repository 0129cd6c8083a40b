using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Media.Turn;

/// <summary>Who may log in, and how much is lent: told by signalling to the media process in a file of the data directory.</summary>
public sealed record TurnRules
{
    /// <summary>What users are told to log in to; part of what is kept of their passwords.</summary>
    public string Realm { get; init; } = "tandem";

    /// <summary>Shared secrets: <c>EXPIRY[:USER]</c> logs in with the password base64(HMAC-SHA-1(secret, user name)).</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Allocations that one user may have at once.</summary>
    public int UserQuota { get; init; } = 10;

    /// <summary>Allocations from one address (IPv6: one /64) at once.</summary>
    public int SourceQuota { get; init; } = 100;

    /// <summary>Requests of one address in a second that are answered, those of an allocation not counted; 0 = no limit.</summary>
    public int SourceRate { get; init; } = 200;

    /// <summary>Wrong passwords of one address in a row that suspend it; 0: no number does.</summary>
    public int MaxRetry { get; init; } = 6;

    /// <summary>Seconds for which it is suspended after the last one.</summary>
    public int FailedSuspend { get; init; } = 180;
}

/// <summary>
/// A user with a password of its own, or with what is kept in its place, H(user:realm:password) in hex by <paramref name="Md5"/> and <paramref name="Sha256"/>; <paramref name="Quota"/> 0 is that of all.
/// </summary>
public readonly record struct TurnPassword(string Name, string Password, int Quota = 0, string Md5 = "", string Sha256 = "");

/// <summary>
/// The rules and users in force. Passwords are not in it, only H(user:realm:password) by MD5 and SHA-256 (RFC 8489 §9.2.2), in rows sorted by H(user:realm): so a hundred thousand users are one block of memory.
/// </summary>
public sealed class TurnBook
{
    private const uint Signature = 0x3242_5554; // "TUB2"
    private const int MostSecrets = 8;
    private const int IndexLength = 16;
    private const int Md5At = IndexLength;
    private const int Sha256At = Md5At + TurnKeys.Md5Length;
    private const int QuotaAt = Sha256At + TurnKeys.Sha256Length;
    private const int RowLength = QuotaAt + sizeof(int);
    private readonly byte[] _rows;

    private TurnBook(TurnRules rules, byte[] rows)
    {
        Rules = rules;
        _rows = rows;
        Realm = Encoding.UTF8.GetBytes(rules.Realm);
        Secrets = [.. rules.Secrets.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Nobody.</summary>
    public static TurnBook Empty { get; } = new(new(), []);

    public TurnRules Rules { get; }

    public int Users => _rows.Length / RowLength;

    internal byte[] Realm { get; }

    internal byte[][] Secrets { get; }

    /// <summary>Writes the file, for this user alone, in one step.</summary>
    public static void Write(string path, TurnRules rules, IEnumerable<TurnPassword> users)
    {
        List<byte[]> rows = [.. users.Select(user => Row(user, rules.Realm))];
        rows.Sort(static (one, other) => one.AsSpan(0, IndexLength).SequenceCompareTo(other.AsSpan(0, IndexLength)));
        string fresh = path + ".new";
        File.Delete(fresh);
        using (var file = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new BinaryWriter(file, Encoding.UTF8))
        {
            writer.Write(Signature);
            writer.Write(rules.Realm);
            writer.Write(rules.UserQuota);
            writer.Write(rules.SourceQuota);
            writer.Write(rules.SourceRate);
            writer.Write(rules.MaxRetry);
            writer.Write(rules.FailedSuspend);
            writer.Write(Math.Min(rules.Secrets.Count, MostSecrets));
            foreach (string secret in rules.Secrets.Take(MostSecrets))
            {
                writer.Write(secret);
            }

            writer.Write(rows.Count);
            rows.ForEach(writer.Write);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Throws <see cref="InvalidDataException"/> when it is none.</summary>
    public static TurnBook Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
        try
        {
            if (reader.ReadUInt32() != Signature)
            {
                throw new InvalidDataException($"{path} is no list of users");
            }

            var rules = new TurnRules
            {
                Realm = reader.ReadString(),
                UserQuota = reader.ReadInt32(),
                SourceQuota = reader.ReadInt32(),
                SourceRate = reader.ReadInt32(),
                MaxRetry = reader.ReadInt32(),
                FailedSuspend = reader.ReadInt32(),
            };
            string[] secrets = new string[Math.Clamp(reader.ReadInt32(), 0, MostSecrets)];
            for (int i = 0; i < secrets.Length; i++)
            {
                secrets[i] = reader.ReadString();
            }

            long length = (long)reader.ReadInt32() * RowLength;
            if (length != reader.BaseStream.Length - reader.BaseStream.Position)
            {
                throw new InvalidDataException($"{path} is cut off");
            }

            return new(rules with { Secrets = secrets }, reader.ReadBytes((int)length));
        }
        catch (EndOfStreamException end)
        {
            throw new InvalidDataException($"{path} is cut off", end);
        }
    }

    /// <summary>Finds what is kept of a user's password, by H(user:realm); the key has 16 octets, or 32 of SHA-256.</summary>
    internal bool TryFind(ReadOnlySpan<byte> index, bool isSha256, out ReadOnlySpan<byte> key, out int quota)
    {
        index = index[..IndexLength];
        int low = 0;
        int high = Users - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            ReadOnlySpan<byte> row = _rows.AsSpan(middle * RowLength, RowLength);
            int order = row[..IndexLength].SequenceCompareTo(index);
            if (order == 0)
            {
                key = isSha256 ? row[Sha256At..QuotaAt] : row[Md5At..Sha256At];
                quota = BinaryPrimitives.ReadInt32LittleEndian(row[QuotaAt..]);
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        key = default;
        quota = 0;
        return false;
    }

    private static byte[] Row(TurnPassword user, string realm)
    {
        byte[] row = new byte[RowLength];
        byte[] whole = Encoding.UTF8.GetBytes($"{user.Name}:{realm}:{user.Password}");
        Span<byte> index = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Name}:{realm}"), index);
        index[..IndexLength].CopyTo(row);
        if (user.Md5.Length == 0)
        {
            TurnKeys.Write(whole, isSha256: false, row.AsSpan(Md5At));
            TurnKeys.Write(whole, isSha256: true, row.AsSpan(Sha256At));
        }
        else
        {
            Convert.FromHexString(user.Md5).CopyTo(row, Md5At);
            Convert.FromHexString(user.Sha256).CopyTo(row, Sha256At);
        }

        BinaryPrimitives.WriteInt32LittleEndian(row.AsSpan(QuotaAt), user.Quota);
        return row;
    }
}
