namespace Tandem.Media.Nodes;

/// <summary>One node and how many of the calls it is to get.</summary>
/// <param name="Node">The node.</param>
/// <param name="Weight">Its share, against the sum of all weights; 0 only when no other is up.</param>
public sealed record WeightedNode(IMediaNode Node, int Weight);

/// <summary>The media nodes of the switch. A new session goes to one that is up, by weight; a session stays where it is.</summary>
public sealed class MediaNodes(IReadOnlyList<WeightedNode> nodes, MediaPlaces? places = null)
{
    /// <summary>Nodes that picking can tell apart.</summary>
    public const int Most = 32;

    public IReadOnlyList<WeightedNode> All => nodes;

    /// <summary>Where media may be sent to.</summary>
    public MediaPlaces Places { get; } = places ?? MediaPlaces.Any;

    /// <summary>The node of that name; null when there is none.</summary>
    public IMediaNode? Find(string name)
    {
        foreach (WeightedNode node in nodes)
        {
            if (node.Node.Name == name)
            {
                return node.Node;
            }
        }

        return null;
    }

    /// <summary>Picks a node among those that are up and not in <paramref name="tried"/>, a bit for each; the bit of the one picked is set. Thread-safe.</summary>
    public bool TryPick(Random random, ref uint tried, out IMediaNode? node) => TryPick(random, ref tried, works: false, out node);

    /// <summary>As the other; with <paramref name="works"/> a node that can work on the sound comes before all that can't.</summary>
    public bool TryPick(Random random, ref uint tried, bool works, out IMediaNode? node)
    {
        if (works)
        {
            uint others = tried;
            for (int i = 0; i < nodes.Count; i++)
            {
                others |= nodes[i].Node.CanWork ? 0 : 1u << i;
            }

            uint before = others;
            if (TryPick(random, ref others, works: false, out node))
            {
                tried |= others & ~before;
                return true;
            }
        }

        node = null;
        int total = 0;
        int spare = -1;
        for (int i = 0; i < nodes.Count; i++)
        {
            if (IsFree(i, tried))
            {
                total += nodes[i].Weight;
                spare = spare < 0 ? i : spare;
            }
        }

        if (spare < 0)
        {
            return false;
        }

        int picked = spare;
        int at = total > 0 ? random.Next(total) : 0;
        for (int i = 0; i < nodes.Count && total > 0; i++)
        {
            if (!IsFree(i, tried))
            {
                continue;
            }

            at -= nodes[i].Weight;
            if (at < 0)
            {
                picked = i;
                break;
            }
        }

        tried |= 1u << picked;
        node = nodes[picked].Node;
        return true;
    }

    private bool IsFree(int index, uint tried) => (tried >> index & 1) == 0 && nodes[index].Node.IsUp;
}
