using System.Globalization;
using System.Reflection;

namespace Tandem.Store.Sqlite;

/// <summary>Brings a database to this program's schema by the numbered scripts of <c>Migrations/Sqlite</c>, forward only.</summary>
internal static class Migrator
{
    private const string Folder = "Tandem.Store.Migrations.Sqlite/";

    /// <summary>Runs what is missing, each script in its own transaction. Throws <see cref="StoreUnusableException"/> when the database is newer than the program.</summary>
    public static void Migrate(Database database, string path)
    {
        List<(int Number, string Resource)> scripts = [.. Scripts()];
        int version = Version(database);
        if (version > scripts[^1].Number)
        {
            throw new StoreUnusableException(
                $"The database {path} has schema {version}, made by a newer Tandem; this one knows {scripts[^1].Number}. Start the newer version.");
        }

        foreach ((int number, string resource) in scripts)
        {
            if (number > version)
            {
                database.Transact(db =>
                {
                    db.Execute(Text(resource));
                    db.Execute($"PRAGMA user_version={number.ToString(CultureInfo.InvariantCulture)}");
                    return true;
                });
            }
        }
    }

    private static int Version(Database database)
    {
        Statement version = database.Sql("PRAGMA user_version");
        version.Step();
        int number = version.Int(0);
        version.Reset();
        return number;
    }

    private static IEnumerable<(int Number, string Resource)> Scripts() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(static name => (int.Parse(name.AsSpan(Folder.Length, 4), CultureInfo.InvariantCulture), name))
            .OrderBy(static script => script.Item1);

    private static string Text(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
