using Tandem.Store.Audit;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Sealing;

/// <summary>Another key for all secrets, while no switch runs.</summary>
public static class Resealing
{
    /// <summary>
    /// Seals all secrets anew: with a new key, which comes first in the file, or with the first one where keys are given. Keys before stay, for backups that were made with them, unless <paramref name="forgets"/>. One that
    /// dies in the middle leaves a database that opens. Answers the id of the key.
    /// </summary>
    /// <param name="dataDirectory">Whose secrets.</param>
    /// <param name="place">Where the keys are.</param>
    /// <param name="forgets">Keys before go.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="time">When.</param>
    /// <param name="drops">A key is lost: what it sealed is replaced by what nobody knows.</param>
    public static string Run(string dataDirectory, SealPlace place, bool forgets, Author author, TimeProvider time, bool drops = false)
    {
        using SqliteStore store = SqliteStore.Open(dataDirectory, time, place, drops);
        IReadOnlyList<byte[]> before = store.Seal.Keys;
        byte[] first = place.File is null ? before[0] : System.Security.Cryptography.RandomNumberGenerator.GetBytes(SealRing.KeyBytes);
        IReadOnlyList<byte[]> keys = place.File is null ? before : [first, .. before];
        if (place.File is not null)
        {
            place.Write(keys);
        }

        using var ring = new SealRing(place, keys);
        store.Write(database =>
        {
            database.Seal = ring;
            SealedRows.SealAll(database);
            AuditTrail.Append(database, time.GetUtcNow(), author, "seal", ring.Id, (drops ? "secrets of a lost key given up; " : "") + (forgets ? "secrets sealed anew, keys before forgotten" : "secrets sealed anew"));
            return true;
        });
        store.Truncate();
        if (forgets && place.File is not null)
        {
            place.Write([first]);
        }

        return ring.Id;
    }
}
