using Tandem.Store.Alarms;
using Tandem.Store.People;
using Tandem.Store.Plan;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Sealing;

/// <summary>All rows that have secrets: sealed at the first start that can, and again when the key is another one.</summary>
internal static class SealedRows
{
    private const string Proof = "seal/proof";

    /// <summary>
    /// The keys of this database. Those of versions before, in clear, are sealed now, in one transaction. Throws <see cref="StoreUnusableException"/> when the keys are not those that it was sealed with.
    /// </summary>
    /// <param name="database">The writing connection.</param>
    /// <param name="place">Where the keys are.</param>
    /// <param name="drops">The key is lost: secrets that none of the keys opens are given up.</param>
    public static SealRing Begin(Database database, SealPlace place, bool drops)
    {
        string? proof = ProofOf(database);
        SealRing ring = place.Read(mayMake: proof is null || drops, proof is null ? "" : SealRing.IdIn(proof));
        try
        {
            if (proof is not null && !drops)
            {
                ring.Open(Proof, proof);
                return ring;
            }

            using (var last = new SealRing(place, ring.Keys) { Drops = drops })
            {
                database.Seal = last;
                database.Transact(SealAll);
            }

            database.Seal = ring;
            Truncate(database);
            return ring;
        }
        catch
        {
            ring.Dispose();
            throw;
        }
    }

    /// <summary>Whether keys open what a database has sealed; the id of the key that would, when they don't.</summary>
    public static bool Opens(Database database, IReadOnlyList<byte[]> keys, SealPlace place, out string id)
    {
        string? proof = ProofOf(database);
        id = proof is null ? "" : SealRing.IdIn(proof);
        using var ring = new SealRing(place, keys);
        string wanted = id;
        return proof is null || ring.Ids.Contains(wanted);
    }

    /// <summary>Opens every secret with the keys of <see cref="Database.Seal"/>, and seals it with their first. What was there is overwritten.</summary>
    public static bool SealAll(Database database)
    {
        database.Execute("PRAGMA secure_delete=ON"); // bytes and pages that become free are overwritten
        PlanSealing.SealStored(database);
        List<User> users = PeopleRows.Users(database);
        database.Execute("DELETE FROM user"); // all at once overwrites what else is left on their page
        foreach (User user in users)
        {
            PeopleRows.Write(database, user);
        }

        AlarmDelivery delivery = AlarmSettings.Delivery(database);
        database.Execute("DELETE FROM alarm_delivery");
        AlarmSettings.Write(database, delivery);
        database.Sql("INSERT OR REPLACE INTO seal (id, proof) VALUES (1, ?)").Bind(database.Seal.Seal(Proof, "tandem")).Run();
        database.Execute("PRAGMA secure_delete=OFF");
        return true;
    }

    /// <summary>What the log still has from before goes.</summary>
    public static void Truncate(Database database) => database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    private static string? ProofOf(Database database)
    {
        Statement row = database.Sql("SELECT proof FROM seal WHERE id = 1");
        string? proof = row.Step() ? row.Text(0) : null;
        row.Reset();
        return proof;
    }
}
