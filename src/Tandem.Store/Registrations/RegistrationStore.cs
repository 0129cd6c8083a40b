using Tandem.Store.Sqlite;

namespace Tandem.Store.Registrations;

/// <summary>The registrations of a number, packed by those who keep them in memory; null: it has none any more.</summary>
public sealed record StoredRegistration(string Phone, DateTimeOffset Until, byte[]? Bindings);

/// <summary>What phones have registered, as far as it is written down.</summary>
public sealed class RegistrationStore(SqliteStore store)
{
    /// <summary>Everything that lasts beyond a moment; the rest is forgotten.</summary>
    public IReadOnlyList<StoredRegistration> Load(DateTimeOffset at) => store.Write(database =>
    {
        database.Sql("DELETE FROM registration WHERE until_at <= ?").Bind(at).Run();
        var all = new List<StoredRegistration>();
        Statement rows = database.Sql("SELECT phone, until_at, bindings FROM registration");
        while (rows.Step())
        {
            all.Add(new(rows.Text(0), rows.Time(1), rows.Blob(2).ToArray()));
        }

        return all;
    });

    /// <summary>All of them in one transaction.</summary>
    public Task SaveAsync(IReadOnlyList<StoredRegistration> changes, CancellationToken stop) => store.WriteAsync(
        database =>
        {
            foreach (StoredRegistration change in changes)
            {
                if (change.Bindings is null)
                {
                    database.Sql("DELETE FROM registration WHERE phone = ?").Bind(change.Phone).Run();
                }
                else
                {
                    database.Sql("INSERT INTO registration (phone, until_at, bindings) VALUES (?1, ?2, ?3) ON CONFLICT (phone) DO UPDATE SET until_at = ?2, bindings = ?3")
                        .Bind(change.Phone).Bind(change.Until).BindBlob(change.Bindings).Run();
                }
            }

            return changes.Count;
        },
        stop);
}
