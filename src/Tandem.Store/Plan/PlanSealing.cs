using System.IO.Compression;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Plan;

/// <summary>Stored plans have their secrets sealed: passwords that we prove ourselves by, secrets of TURN, and the digests that others prove themselves by.</summary>
internal static class PlanSealing
{
    private static readonly (string Section, string[] Keys)[] Secrets =
    [
        ("ingressTrunks", KeysOf(PlanShape.IngressTrunks)),
        ("egressTrunks", KeysOf(PlanShape.EgressTrunks)),
        ("phones", KeysOf(PlanShape.Phones)),
        ("turnUsers", KeysOf(PlanShape.TurnUsers)),
    ];

    /// <summary>Seals the secrets of a plan that is about to be written, in its nodes.</summary>
    public static void Seal(MapNode plan, SealRing ring) => Each(plan, ring.Seal);

    /// <summary>Opens those of one that was read.</summary>
    public static void Open(MapNode plan, SealRing ring) => Each(plan, ring.Open);

    /// <summary>Every revision sealed with the key of now.</summary>
    public static void SealStored(Database database)
    {
        var revisions = new List<long>();
        Statement numbers = database.Sql("SELECT revision FROM plan_revision ORDER BY revision");
        while (numbers.Step())
        {
            revisions.Add(numbers.Long(0));
        }

        foreach (long revision in revisions)
        {
            Statement row = database.Sql("SELECT document FROM plan_revision WHERE revision = ?").Bind(revision);
            row.Step();
            MapNode plan = Unpack(row.Blob(0).ToArray(), database.Seal);
            row.Reset();
            database.Sql("UPDATE plan_revision SET document = ? WHERE revision = ?").BindBlob(Pack(plan, database.Seal)).Bind(revision).Run();
        }
    }

    /// <summary>The nodes of a stored document, its secrets open.</summary>
    public static MapNode Unpack(byte[] document, SealRing ring)
    {
        using var json = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(document), CompressionMode.Decompress))
        {
            gzip.CopyTo(json);
        }

        var plan = (MapNode)JsonNodes.Read(json.GetBuffer().AsSpan(0, (int)json.Length));
        Open(plan, ring);
        return plan;
    }

    /// <summary>A document as it is stored. Its nodes have their secrets sealed afterwards.</summary>
    public static byte[] Pack(MapNode plan, SealRing ring)
    {
        Seal(plan, ring);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(NodeText.Utf8Json(plan, indented: false));
        }

        return packed.ToArray();
    }

    private static void Each(MapNode plan, Func<string, string, string> change)
    {
        foreach ((string section, string[] keys) in Secrets)
        {
            if (plan.Find(section)?.Value is not ListNode items)
            {
                continue;
            }

            foreach (MapNode item in items.Items.OfType<MapNode>())
            {
                for (int i = 0; i < item.Entries.Count; i++)
                {
                    MapEntry entry = item.Entries[i];
                    if (keys.Contains(entry.Key, StringComparer.Ordinal) && entry.Value is ScalarNode secret)
                    {
                        item.Entries[i] = entry with { Value = new ScalarNode(change($"plan/{section}/{entry.Key}", secret.Text), isQuoted: true, 0) };
                    }
                }
            }
        }
    }

    private static string[] KeysOf(PlanShape shape) => [.. shape.Fields.Where(static field => field.IsSecret).Select(static field => field.Key)];
}
