using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tandem.Store.Sqlite;

/// <summary>
/// A prepared statement, straight on SQLite: values are bound in order, columns read by place. ADO.NET would cost more for a
/// call record than SQLite itself.
/// </summary>
internal sealed class Statement : IDisposable
{
    /// <summary>A value of so many bytes, such as a plan, is let go once it has been used.</summary>
    private const int LargeValue = 1 << 16;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;
    private bool _holdsLarge;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    public Statement Bind(long? value) => value is { } known ? Bind(known) : BindNull();

    public Statement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    public Statement Bind(DateTimeOffset time) => Bind(time.ToUnixTimeMilliseconds());

    public Statement Bind(DateTimeOffset? time) => Bind(time?.ToUnixTimeMilliseconds());

    public Statement Bind(string text) => BindText(text);

    /// <summary>NULL for an empty text.</summary>
    public Statement BindOrNull(ReadOnlySpan<char> text) => text.IsEmpty ? BindNull() : BindText(text);

    public Statement BindText(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            Check(raw.sqlite3_bind_text(_statement, ++_bound, ""));
            return this;
        }

        int most = text.Length > LargeValue ? Encoding.UTF8.GetByteCount(text) : Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = most > 512 ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[512];
        int length = Encoding.UTF8.GetBytes(text, utf8);
        _holdsLarge |= length > LargeValue;
        Check(raw.sqlite3_bind_text(_statement, ++_bound, utf8[..length]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    public Statement BindBlob(ReadOnlySpan<byte> bytes)
    {
        _holdsLarge |= bytes.Length > LargeValue;
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, bytes));
        return this;
    }

    /// <summary>True when there is a row to read; false at the end, ready to be bound again.</summary>
    public bool Step()
    {
        int rc = raw.sqlite3_step(_statement);
        if (rc == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        Check(rc);
        return false;
    }

    /// <summary>Runs a statement without rows; answers how many it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public int Int(int column) => (int)Long(column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public decimal Money(int column) => MoneyUnits.To(Long(column));

    public void Reset()
    {
        _bound = 0;

        // The code that reset gives back is the one of the last step, which has been reported.
        _ = raw.sqlite3_reset(_statement);
        if (_holdsLarge)
        {
            _holdsLarge = false;
            _ = raw.sqlite3_clear_bindings(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int rc)
    {
        if (rc is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            SqliteException.ThrowExceptionForRC(rc, _database);
        }
    }
}
