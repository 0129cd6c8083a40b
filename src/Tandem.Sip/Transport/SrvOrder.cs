namespace Tandem.Sip.Transport;

/// <summary>One SRV record with the addresses of its host.</summary>
internal sealed record SrvChoice(int Priority, int Weight, IReadOnlyList<Target> Targets);

/// <summary>The order in which to try SRV records: lowest priority first, within one at random by weight (RFC 2782).</summary>
internal static class SrvOrder
{
    public static Target[] Shuffle(IReadOnlyList<SrvChoice> choices, Random random)
    {
        var order = new List<Target>();
        foreach (IGrouping<int, SrvChoice> priority in ByPriority(choices).OrderBy(static group => group.Key))
        {
            // Those of weight 0 come first, so that they have their small chance: RFC 2782 "Weight".
            List<SrvChoice> left = [.. priority.OrderBy(static choice => choice.Weight)];
            while (left.Count > 0)
            {
                int drawn = random.Next(left.Sum(static choice => choice.Weight) + 1);
                int sum = 0;
                int chosen = left.FindIndex(choice => (sum += choice.Weight) >= drawn);
                order.AddRange(left[chosen].Targets);
                left.RemoveAt(chosen);
            }
        }

        return [.. order.Distinct()];
    }

    /// <summary>Whether chance has a say at all.</summary>
    public static bool IsRandom(IReadOnlyList<SrvChoice> choices) => ByPriority(choices).Any(static group => group.Count() > 1);

    private static IEnumerable<IGrouping<int, SrvChoice>> ByPriority(IReadOnlyList<SrvChoice> choices) =>
        choices.GroupBy(static choice => choice.Priority);
}
