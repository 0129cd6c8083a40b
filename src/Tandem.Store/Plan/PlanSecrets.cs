using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.Sealing;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Plan;

/// <summary>
/// Passwords that only prove others to us — of phones and ingress trunks — are kept as digests, never in clear. Those that we prove ourselves by to carriers can't be; <see cref="SealRing"/> guards them in the database.
/// </summary>
/// <param name="Seal">User name and password to what is kept; what is sealed stays as it is.</param>
/// <param name="IsSealedFor">Whether a sealed text is that user's here; true for what is not sealed.</param>
public sealed record PlanSecrets(Func<string, string, string> Seal, Func<string, string, bool> IsSealedFor)
{
    /// <summary>Everything as it is: for tools that store nothing.</summary>
    public static readonly PlanSecrets Open = new(static (_, password) => password, static (_, _) => true);

    /// <summary>The plan as it may be stored. Objects that need no change stay the same.</summary>
    public PlanDocument Sealed(PlanDocument plan) => plan with
    {
        IngressTrunks = Each(plan.IngressTrunks, trunk => Seal(UserOf(trunk), trunk.Password) is var kept && kept == trunk.Password ? trunk : trunk with { Password = kept }),
        Phones = Each(plan.Phones, phone => Seal(phone.Number, phone.Password) is var kept && kept == phone.Password ? phone : phone with { Password = kept }),
    };

    /// <summary>A sealed password is one user's: it does not go along when the user name changes. What was so before is not held against this plan.</summary>
    public IReadOnlyList<PlanProblem> Problems(PlanDocument before, PlanDocument after)
    {
        var were = before.IngressTrunks.Select(UserOf).Zip(before.IngressTrunks, static (user, trunk) => (user, trunk.Password))
            .Concat(before.Phones.Select(static phone => (phone.Number, phone.Password))).ToHashSet();
        var problems = new List<PlanProblem>();
        for (int i = 0; i < after.IngressTrunks.Count; i++)
        {
            Check(UserOf(after.IngressTrunks[i]), after.IngressTrunks[i].Password, $"ingressTrunks[{i}].password");
        }

        for (int i = 0; i < after.Phones.Count; i++)
        {
            Check(after.Phones[i].Number, after.Phones[i].Password, $"phones[{i}].password");
        }

        return problems;

        void Check(string user, string password, string path)
        {
            if (!IsSealedFor(user, password) && !were.Contains((user, password)))
            {
                problems.Add(new(path, $"was kept for another user name than '{user}'; give it again"));
            }
        }
    }

    /// <summary>How many passwords nobody can prove himself by any more: they were sealed for another realm.</summary>
    public int Useless(PlanDocument plan) =>
        plan.IngressTrunks.Count(trunk => !IsSealedFor(UserOf(trunk), trunk.Password)) + plan.Phones.Count(phone => !IsSealedFor(phone.Number, phone.Password));

    /// <summary>Seals what versions before this one stored in clear, in every revision, and has the database overwrite it.</summary>
    internal static int SealStored(Database database, PlanSecrets secrets)
    {
        var open = new List<(long Revision, byte[] Document)>();
        Statement rows = database.Sql("SELECT revision, document FROM plan_revision WHERE is_sealed = 0");
        while (rows.Step())
        {
            open.Add((rows.Long(0), rows.Blob(1).ToArray()));
        }

        database.Execute("PRAGMA secure_delete=ON"); // pages that become free are overwritten
        foreach ((long revision, byte[] document) in open)
        {
            database.Sql("UPDATE plan_revision SET document = ?, is_sealed = 1 WHERE revision = ?").BindBlob(secrets.Sealed(document, database.Seal)).Bind(revision).Run();
        }

        database.Execute("PRAGMA secure_delete=OFF");
        return open.Count;
    }

    private byte[] Sealed(byte[] document, SealRing ring)
    {
        MapNode root = PlanSealing.Unpack(document, ring);
        var plan = new MapNode(0);
        foreach (MapEntry section in root.Entries)
        {
            plan.Add(section.Key, 0, section.Key switch
            {
                "phones" => Sealed(section.Value, "number"),
                "ingressTrunks" => Sealed(section.Value, "name"),
                _ => section.Value,
            });
        }

        return PlanSealing.Pack(plan, ring);
    }

    private ListNode Sealed(PlanNode section, string nameKey)
    {
        var all = new ListNode(0);
        foreach (PlanNode item in ((ListNode)section).Items)
        {
            var map = (MapNode)item;
            string user = Text(map, "username") is { Length: > 0 } named ? named : Text(map, nameKey);
            var one = new MapNode(0);
            foreach (MapEntry field in map.Entries)
            {
                one.Add(field.Key, 0, field.Key == "password" ? new ScalarNode(PlanTree.Escaped(Seal(user, Text(map, "password"))), isQuoted: true, 0) : field.Value);
            }

            all.Add(one);
        }

        return all;
    }

    private static string Text(MapNode map, string key) =>
        ((map.Find(key)?.Value as ScalarNode)?.Text ?? "").Replace("$${", "${", StringComparison.Ordinal);

    private static string UserOf(IngressTrunk trunk) => trunk.Username.Length > 0 ? trunk.Username : trunk.Name;

    private static IReadOnlyList<T> Each<T>(IReadOnlyList<T> items, Func<T, T> change)
        where T : class
    {
        T[] changed = [.. items.Select(change)];
        return items.SequenceEqual(changed, ReferenceEqualityComparer.Instance) ? items : changed;
    }
}
