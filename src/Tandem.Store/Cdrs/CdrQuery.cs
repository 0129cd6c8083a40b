using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>Reads records back, newest first, by keyset.</summary>
public sealed class CdrQuery(SqliteStore store)
{
    /// <summary>A prefix of so many digits is rare enough to be looked up; a shorter one is found sooner by going back in time.</summary>
    private const int RarePrefix = 4;

    /// <summary>Ends that many calls have; a search for one of them is found sooner by going back in time.</summary>
    private static readonly int[] UsualEnds = [(int)EndReason.NormalCallClearing, 480, 486, (int)EndReason.CallerCancel];

    /// <summary>As the index has it, to the letter.</summary>
    internal static readonly string IsRareEnd = $"end_reason NOT IN ({string.Join(", ", UsualEnds)})";

    /// <summary>
    /// Up to <paramref name="limit"/> records (1–10,000) before <paramref name="cursor"/>, the id of the last one seen (0 = from the newest). Ladders are not loaded.
    /// </summary>
    public Task<IReadOnlyList<Cdr>> FindAsync(CdrFilter filter, int limit, long cursor, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        int most = Math.Clamp(limit, 1, 10_000);
        return Task.FromResult<IReadOnlyList<Cdr>>(store.Read(database => filter.Accounts is { } accounts
            ? [.. accounts.SelectMany(account => Find(database, filter with { Account = account, Accounts = null }, most, cursor))
                .OrderByDescending(static cdr => (cdr.StartedAt, cdr.Id)).Take(most)]
            : Find(database, filter, most, cursor)));
    }

    /// <summary>Who paid for a record's call; null when there is no such record.</summary>
    public Task<string?> AccountAsync(long id, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(database =>
        {
            Statement row = database.Sql("SELECT account FROM cdr WHERE id = ?").Bind(id);
            string? account = row.Step() ? row.Text(0) : null;
            row.Reset();
            return account;
        }));
    }

    /// <summary>The quality series of a record (<see cref="Cdr.Quality"/>); empty without, null when there is no such record.</summary>
    public Task<byte[]?> QualityAsync(long id, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(database =>
        {
            Statement row = database.Sql("SELECT quality FROM cdr WHERE id = ?").Bind(id);
            return row.Step() ? row.Blob(0).ToArray() : null;
        }));
    }

    /// <summary>One record, whole: with <see cref="Cdr.Why"/> and, while its journal segment is kept, <see cref="Cdr.Ladder"/>.</summary>
    public Task<Cdr?> FindAsync(long id, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(database =>
        {
            Statement row = database.Sql($"SELECT {CdrRow.Columns} FROM cdr WHERE id = ?").Bind(id);
            if (!row.Step())
            {
                return null;
            }

            Cdr cdr = CdrRow.Read(row, out JournalPlace place);
            ReadLadder(cdr, place);
            return cdr;
        }));
    }

    private static List<Cdr> Find(Database database, CdrFilter filter, int limit, long cursor)
    {
        var sql = new StringBuilder($"SELECT {CdrRow.Columns} FROM cdr INDEXED BY {Index(filter)} WHERE 1");
        var values = new List<object>();

        void Where(string condition, params ReadOnlySpan<object> with)
        {
            sql.Append(" AND ").Append(condition);
            values.AddRange(with);
        }

        void Equal(string column, object? value)
        {
            if (value is not null)
            {
                Where($"{column} = ?", value);
            }
        }

        void Number(string column, string? number)
        {
            if (number is not null && number.EndsWith('*'))
            {
                Where($"{column} >= ? AND {column} < ?", number[..^1], number[..^1] + '\uffff');
            }
            else
            {
                Equal(column, number);
            }
        }

        Equal("account", filter.Account);
        Number("calling_number", filter.CallingNumber);
        Number("called_number", filter.CalledNumber);
        Equal("ingress_trunk", filter.IngressTrunk);
        Equal("egress_trunk", filter.EgressTrunk);
        Equal("source_ip", filter.SourceIp);
        if (filter.BillingMode == (int)BillingMode.IllegalCall)
        {
            // Spelt out, so that the index of illegal calls may serve.
            Where("billing_mode = -9");
        }
        else
        {
            Equal("billing_mode", (long?)filter.BillingMode);
        }

        Equal("end_reason", (long?)filter.EndReason);
        if (HasRareEnd(filter))
        {
            Where(IsRareEnd);
        }

        Equal("end_direction", (long?)filter.EndDirection);
        if (filter.Answered is { } answered)
        {
            Where(answered ? "answered_at IS NOT NULL" : "answered_at IS NULL");
        }

        if (filter.From is { } from)
        {
            Where("started_at >= ?", from.ToUnixTimeMilliseconds());
        }

        if (filter.To is { } to)
        {
            Where("started_at < ?", to.ToUnixTimeMilliseconds());
        }

        if (cursor != 0)
        {
            if (StartOf(database, cursor) is not { } started)
            {
                return [];
            }

            Where("(started_at, id) < (?, ?)", started, cursor);
        }

        sql.Append(" ORDER BY started_at DESC, id DESC LIMIT ?");
        values.Add((long)limit);
        Statement rows = database.Sql(sql.ToString());
        foreach (object value in values)
        {
            _ = value is string text ? rows.Bind(text) : rows.Bind((long)value);
        }

        var found = new List<Cdr>();
        while (rows.Step())
        {
            found.Add(CdrRow.Read(rows, out _));
        }

        return found;
    }

    private static long? StartOf(Database database, long id)
    {
        Statement row = database.Sql("SELECT started_at FROM cdr WHERE id = ?").Bind(id);
        long? started = row.Step() ? row.Long(0) : null;
        row.Reset();
        return started;
    }

    /// <summary>The index of the filter that leaves the fewest; each but the prefixes gives the order too.</summary>
    private static string Index(CdrFilter filter) => filter switch
    {
        { CallingNumber: { } number } when IsRare(number) => "cdr_calling",
        { CalledNumber: { } number } when IsRare(number) => "cdr_called",
        { SourceIp: not null } => "cdr_source",
        { Account: not null } => "cdr_account",
        { IngressTrunk: not null } => "cdr_ingress",
        { EgressTrunk: not null } => "cdr_egress",
        { BillingMode: (int)BillingMode.IllegalCall } => "cdr_illegal",
        _ when HasRareEnd(filter) => "cdr_rare_end",
        _ => "cdr_started",
    };

    private static bool HasRareEnd(CdrFilter filter) => filter.EndReason is { } end && !UsualEnds.Contains(end);

    private static bool IsRare(string number) => !number.EndsWith('*') || number.Length > RarePrefix;

    private void ReadLadder(Cdr cdr, JournalPlace place)
    {
        string path = JournalFolder.PathOf(store.DataDirectory, place.Shard, place.Segment);
        using SegmentReader? reader = SegmentReader.Open(path, place.Offset);
        if (reader is null || !reader.TryRead(SegmentReader.LengthOf(path)) || reader.Offset != place.Offset)
        {
            return;
        }

        var whole = new Cdr();
        CdrCodec.Read(reader.Payload, whole, withLadder: true);
        cdr.Ladder = whole.Ladder;
    }
}
