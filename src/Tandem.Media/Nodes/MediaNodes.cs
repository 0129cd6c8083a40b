namespace Tandem.Media.Nodes;

/// <summary>One node and how many of the calls it is to get.</summary>
/// <param name="Node">The node.</param>
/// <param name="Weight">Its share, against the sum of all weights; 0 only when no other is up.</param>
public sealed record WeightedNode(IMediaNode Node, int Weight);

/// <summary>The media nodes of the switch. A new session goes to one that is up, by weight; a session stays where it is.</summary>
public sealed class MediaNodes(IReadOnlyList<WeightedNode> nodes)
{
    /// <summary>Nodes that <see cref="TryPick"/> can tell apart.</summary>
    public const int Most = 32;

    public IReadOnlyList<WeightedNode> All => nodes;

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
    public bool TryPick(Random random, ref uint tried, out IMediaNode? node)
    {
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
