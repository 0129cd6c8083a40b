using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;

namespace Tandem.Store.Plan;

/// <summary>
/// The plan in force with what one revision did to one list of it taken back, secrets and rates with it; all that came since stays. An object that was changed again
/// is <paramref name="ChangedSince"/>: to take it back would undo somebody else's work.
/// </summary>
/// <param name="Plan">What would be in force.</param>
/// <param name="Names">The objects that the revision added, changed or removed.</param>
/// <param name="ChangedSince">Those of them that are no more as the revision left them.</param>
public sealed record PlanUndo(PlanDocument Plan, IReadOnlyList<string> Names, IReadOnlyList<string> ChangedSince)
{
    /// <summary>Takes a revision's change of one list back.</summary>
    /// <param name="before">The plan before the revision.</param>
    /// <param name="after">The plan of the revision.</param>
    /// <param name="now">The plan in force.</param>
    /// <param name="list">The list's key in the plan file: <c>ingressTrunks</c>.</param>
    /// <param name="leaveChanged">Leaves what was changed again as it is, and takes back the others.</param>
    public static PlanUndo Of(PlanDocument before, PlanDocument after, PlanDocument now, string list, bool leaveChanged = false) => list switch
    {
        "accounts" => Of<Account>(before, after, now, leaveChanged, static plan => plan.Accounts, static (plan, all) => plan with { Accounts = all }, static one => one.Name),
        "rateTables" => Of<RateDeck>(before, after, now, leaveChanged, static plan => plan.RateTables, static (plan, all) => plan with { RateTables = all }, static one => one.Name),
        "ingressTrunks" => Of<IngressTrunk>(before, after, now, leaveChanged, static plan => plan.IngressTrunks, static (plan, all) => plan with { IngressTrunks = all }, static one => one.Name),
        "egressTrunks" => Of<EgressTrunk>(before, after, now, leaveChanged, static plan => plan.EgressTrunks, static (plan, all) => plan with { EgressTrunks = all }, static one => one.Name),
        "phones" => Of<Phone>(before, after, now, leaveChanged, static plan => plan.Phones, static (plan, all) => plan with { Phones = all }, static one => one.Number),
        "turnUsers" => Of<TurnUser>(before, after, now, leaveChanged, static plan => plan.TurnUsers, static (plan, all) => plan with { TurnUsers = all }, static one => one.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "No list of the plan."),
    };

    private static PlanUndo Of<T>(
        PlanDocument before,
        PlanDocument after,
        PlanDocument now,
        bool leaveChanged,
        Func<PlanDocument, IReadOnlyList<T>> listOf,
        Func<PlanDocument, IReadOnlyList<T>, PlanDocument> with,
        Func<T, string> nameOf)
        where T : class
    {
        IReadOnlyList<T> old = listOf(before);
        var was = old.DistinctBy(nameOf).ToDictionary(nameOf);
        var left = listOf(after).DistinctBy(nameOf).ToDictionary(nameOf);
        var standing = listOf(now).DistinctBy(nameOf).ToDictionary(nameOf);
        string[] names = [.. left.Keys.Union(was.Keys).Where(name => !IsSame(was.GetValueOrDefault(name), left.GetValueOrDefault(name)))];
        string[] since = [.. names.Where(name => !IsSame(left.GetValueOrDefault(name), standing.GetValueOrDefault(name)))];

        HashSet<string> touched = [.. leaveChanged ? names.Except(since) : names];
        List<T> all = [.. listOf(now).Where(one => !touched.Contains(nameOf(one)) || was.ContainsKey(nameOf(one))).Select(one => touched.Contains(nameOf(one)) ? was[nameOf(one)] : one)];
        for (int i = 0; i < old.Count; i++)
        {
            if (touched.Contains(nameOf(old[i])) && !standing.ContainsKey(nameOf(old[i])))
            {
                // What was removed comes back to its place: the first of two that fit counts.
                all.Insert(Math.Min(i, all.Count), old[i]);
            }
        }

        return new(with(now, all), names, since);

        bool IsSame(T? one, T? other) => ReferenceEquals(one, other)
            || (one is not null && other is not null && PlanDiff.Between(with(new(), [one]), with(new(), [other])).Count == 0);
    }
}
