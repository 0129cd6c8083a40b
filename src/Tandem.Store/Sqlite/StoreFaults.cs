using Microsoft.Data.Sqlite;

namespace Tandem.Store.Sqlite;

/// <summary>What an operator can do something about when the database takes nothing.</summary>
public static class StoreFaults
{
    /// <summary>
    /// True for a database that is locked, read-only, full or can't be reached at this moment: the same may be asked again later.
    /// <paramref name="words"/> says which, as in <c>it is locked by another program</c>.
    /// </summary>
    public static bool TryExplain(Exception failure, out string words)
    {
        // SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN.
        bool passes = failure is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 };
        words = passes && failure is SqliteException sqlite ? SqliteStore.Words(sqlite) : "";
        return passes;
    }
}
