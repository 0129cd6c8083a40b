using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>Reads records back, newest first, by keyset.</summary>
public sealed class CdrQuery(SqliteStore store)
{
    private const int MostRecords = 10_000;

    /// <summary>
    /// Up to <paramref name="limit"/> records (1–10,000) before <paramref name="cursor"/>, the id of the last one seen (0 = from the newest). Ladders are not loaded.
    /// </summary>
    public Task<IReadOnlyList<Cdr>> FindAsync(CdrFilter filter, int limit, long cursor, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(Find(filter, limit, cursor));
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
        }, stop));
    }

    /// <summary>The quality series of a record (<see cref="Cdr.Quality"/>); empty without, null when there is no such record.</summary>
    public Task<byte[]?> QualityAsync(long id, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(store.Read(database =>
        {
            Statement row = database.Sql("SELECT quality FROM cdr WHERE id = ?").Bind(id);
            return row.Step() ? row.Blob(0).ToArray() : null;
        }, stop));
    }

    /// <summary>The messages of a record (<see cref="Cdr.Ladder"/>) while its journal segment is kept; empty without, or when there is no such record.</summary>
    public ReadOnlyMemory<byte> LadderOf(long id, CancellationToken stop) => store.Read(
        database =>
        {
            Statement row = database.Sql($"SELECT {CdrRow.Columns} FROM cdr WHERE id = ?").Bind(id);
            if (!row.Step())
            {
                return default;
            }

            Cdr cdr = CdrRow.Read(row, out JournalPlace place);
            row.Reset();
            ReadLadder(cdr, place);
            return cdr.Ladder;
        },
        stop);

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
        }, stop));
    }

    /// <summary>
    /// As <see cref="FindAsync(CdrFilter, int, long, CancellationToken)"/>, without a task, for who writes long lists out. With <paramref name="newer"/> the records that come next above the cursor,
    /// newest first all the same.
    /// </summary>
    public IReadOnlyList<Cdr> Find(CdrFilter filter, int limit, long cursor, bool newer = false)
    {
        int most = Math.Clamp(limit, 1, MostRecords);
        return store.Read<IReadOnlyList<Cdr>>(database =>
        {
            // One account after the other, and no more kept than is asked for: who has a hundred accounts asks for no more than who has one.
            List<Cdr> kept = [];
            foreach (CdrFilter one in filter.ByAccount)
            {
                IOrderedEnumerable<Cdr> ordered = kept.Concat(Find(database, one, most, cursor, newer)).OrderByDescending(static cdr => (cdr.StartedAt, cdr.Id));
                kept = newer ? [.. ordered.TakeLast(most)] : [.. ordered.Take(most)];
            }

            return kept;
        });
    }

    private static List<Cdr> Find(Database database, CdrFilter filter, int limit, long cursor, bool newer)
    {
        CdrConditions where = CdrConditions.Of(filter);
        if (cursor != 0)
        {
            if (StartOf(database, cursor) is not { } started)
            {
                return [];
            }

            where.Add(newer ? "(started_at, id) > (?, ?)" : "(started_at, id) < (?, ?)", started, cursor);
        }

        string order = newer ? "ASC" : "DESC";
        Statement rows = where.Prepare(database, CdrRow.Columns, $" ORDER BY started_at {order}, id {order} LIMIT ?").Bind(limit);
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
