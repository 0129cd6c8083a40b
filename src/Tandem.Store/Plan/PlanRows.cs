using Tandem.Billing.Rating;
using Tandem.Routing.Plan;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Plan;

/// <summary>A plan with its number, and where each of its decks is stored.</summary>
internal sealed record StoredPlan(long Revision, PlanDocument Document, IReadOnlyDictionary<string, string> Hashes)
{
    public static readonly StoredPlan None = new(0, new PlanDocument(), new Dictionary<string, string>());
}

/// <summary>
/// Plans as rows: the document as JSON with its secrets, each rate deck aside by its hash. A revision that leaves a deck of a million
/// rates alone doesn't write it again.
/// </summary>
internal static class PlanRows
{
    /// <summary>A plan ready to be written: only the decks that are new have a body.</summary>
    internal sealed record Packed(StoredPlan Plan, IReadOnlyList<(string Hash, int Rows, byte[] Body)> NewDecks);

    public static Packed Pack(PlanDocument plan, StoredPlan before)
    {
        var hashes = new Dictionary<string, string>();
        var decks = new List<RateDeck>();
        var fresh = new List<(string, int, byte[])>();
        Dictionary<string, RateDeck> known = before.Document.RateTables.DistinctBy(static deck => deck.Name).ToDictionary(static deck => deck.Name);
        foreach (RateDeck deck in plan.RateTables)
        {
            known.TryGetValue(deck.Name, out RateDeck? was);
            if (was is not null && ReferenceEquals(was.Rows, deck.Rows))
            {
                hashes[deck.Name] = before.Hashes[deck.Name];
                decks.Add(deck);
                continue;
            }

            (string hash, byte[] body) = DeckCodec.Pack(deck.Rows);
            hashes[deck.Name] = hash;
            if (was is not null && before.Hashes[deck.Name] == hash)
            {
                // The same rows read again: keeping the old list lets the compiled table be kept too.
                decks.Add(deck with { Rows = was.Rows });
                continue;
            }

            decks.Add(deck);
            fresh.Add((hash, deck.Rows.Count, body));
        }

        return new Packed(new StoredPlan(0, plan with { RateTables = decks }, hashes), fresh);
    }

    public static void Write(Database database, Packed packed, long revision, DateTimeOffset at, string actor, int changes, bool isSealed)
    {
        foreach ((string hash, int rows, byte[] body) in packed.NewDecks)
        {
            database.Sql("INSERT INTO rate_deck (hash, row_count, body) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING")
                .Bind(hash).Bind(rows).BindBlob(body).Run();
        }

        database.Sql("INSERT INTO plan_revision (revision, at, actor, document, is_sealed, changes) VALUES (?, ?, ?, ?, ?, ?)")
            .Bind(revision).Bind(at).Bind(actor).BindBlob(Document(packed.Plan, database.Seal)).Bind(isSealed ? 1 : 0).Bind(changes).Run();
    }

    public static StoredPlan ReadNewest(Database database)
    {
        Statement newest = database.Sql("SELECT max(revision) FROM plan_revision");
        newest.Step();
        long revision = newest.Long(0);
        newest.Reset();
        return (revision == 0 ? null : Read(database, revision)) ?? StoredPlan.None;
    }

    public static StoredPlan? Read(Database database, long revision)
    {
        Statement row = database.Sql("SELECT document FROM plan_revision WHERE revision = ?").Bind(revision);
        if (!row.Step())
        {
            return null;
        }

        byte[] packed = row.Blob(0).ToArray();
        row.Reset();
        MapNode root = PlanSealing.Unpack(packed, database.Seal);
        var hashes = new Dictionary<string, string>();
        var decks = new List<RateDeck>();
        if (root.Find("rateTables")?.Value is ListNode tables)
        {
            foreach (MapNode table in tables.Items.OfType<MapNode>())
            {
                string name = Text(table, "name");
                hashes[name] = Text(table, "hash");
                decks.Add(new RateDeck { Name = name, Currency = Text(table, "currency"), Rows = Rows(database, hashes[name]) });
            }

            root.Entries.RemoveAll(static entry => entry.Key == "rateTables");
        }

        // A key that this version doesn't know any more is no reason not to start.
        var binder = new PlanBinder(folder: null, static _ => null, before: null, new PlanProblems(""));
        return new StoredPlan(revision, binder.Bind(root) with { RateTables = decks }, hashes);
    }

    public static Dictionary<string, decimal> Balances(Database database)
    {
        var balances = new Dictionary<string, decimal>();
        Statement rows = database.Sql("SELECT name, balance FROM account");
        while (rows.Step())
        {
            balances[rows.Text(0)] = rows.Money(1);
        }

        return balances;
    }

    /// <summary>The currency of each account's money, as far as it has one.</summary>
    public static Dictionary<string, string> Currencies(Database database)
    {
        var currencies = new Dictionary<string, string>();
        Statement rows = database.Sql("SELECT name, currency FROM account WHERE currency IS NOT NULL");
        while (rows.Step())
        {
            currencies[rows.Text(0)] = rows.Text(1);
        }

        return currencies;
    }

    private static byte[] Document(StoredPlan plan, SealRing ring)
    {
        MapNode root = PlanTree.Of(plan.Document with { RateTables = [] }, static (_, secret) => secret.Length > 0);
        var tables = new ListNode(0);
        foreach (RateDeck deck in plan.Document.RateTables)
        {
            var table = new MapNode(0);
            table.Add("name", 0, new ScalarNode(deck.Name, isQuoted: true, 0));
            table.Add("currency", 0, new ScalarNode(deck.Currency, isQuoted: true, 0));
            table.Add("hash", 0, new ScalarNode(plan.Hashes[deck.Name], isQuoted: true, 0));
            tables.Add(table);
        }

        root.Add("rateTables", 0, tables);
        return PlanSealing.Pack(root, ring);
    }

    private static IReadOnlyList<RateRow> Rows(Database database, string hash)
    {
        Statement row = database.Sql("SELECT body FROM rate_deck WHERE hash = ?").Bind(hash);
        if (!row.Step())
        {
            throw new InvalidDataException($"the rate deck {hash} of a stored plan is missing");
        }

        byte[] body = row.Blob(0).ToArray();
        row.Reset();
        return DeckCodec.Unpack(body);
    }

    private static string Text(MapNode map, string key) => (map.Find(key)?.Value as ScalarNode)?.Text ?? "";
}
