namespace Tandem.Store.Plan;

/// <summary>Lists and mappings of a plan; what isn't one where it should be becomes a problem.</summary>
internal sealed class SectionReader(ScalarReader scalars, PlanProblems problems)
{
    /// <summary>The mappings that a section lists, each with its path.</summary>
    public IEnumerable<(MapNode Map, string Path)> Maps(MapEntry section)
    {
        if (section.Value is ScalarNode { IsNull: true })
        {
            yield break;
        }

        if (section.Value is not ListNode list)
        {
            scalars.Wrong(section.Value, section.Key, "a list");
            yield break;
        }

        for (int i = 0; i < list.Items.Count; i++)
        {
            string path = $"{section.Key}[{i}]";
            if (list.Items[i] is MapNode map)
            {
                yield return (map, path);
            }
            else
            {
                scalars.Wrong(list.Items[i], path, "a mapping");
            }
        }
    }

    /// <summary>The entries of a mapping; none where there is nothing.</summary>
    public List<MapEntry> Map(PlanNode node, string path, string expected)
    {
        if (node is MapNode map)
        {
            return map.Entries;
        }

        if (node is not ScalarNode { IsNull: true })
        {
            scalars.Wrong(node, path, expected);
        }

        return [];
    }

    /// <summary>Notes keys that are unknown, or given twice; <paramref name="keyOf"/> knows their proper spelling.</summary>
    public void CheckKeys(MapNode map, string path, Func<string, string?> keyOf, IEnumerable<string> known)
    {
        var seen = new Dictionary<string, string>();
        foreach (MapEntry entry in map.Entries)
        {
            string at = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (keyOf(entry.Key) is not { } key)
            {
                problems.Add(at, $"unknown key '{entry.Key}'{Nearest.Hint(entry.Key, known)}", entry.Line);
            }
            else if (!seen.TryAdd(key, entry.Key))
            {
                problems.Add(at, seen[key] == entry.Key ? "is given twice" : $"is given as '{seen[key]}' too", entry.Line);
            }
        }
    }
}
