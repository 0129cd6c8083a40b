namespace Tandem.Calls.Live;

/// <summary>
/// What differs between a message that came in and the one that went out for it. <paramref name="Part"/>: <c>start line</c>, a header's name, or <c>body</c> with the line's place
/// (<c>body session c=</c>, <c>body audio 1 a=rtpmap:8</c>). <paramref name="Was"/> is null where something was added, <paramref name="Became"/> where it was left out.
/// </summary>
public sealed record MessageChange(string Part, string? Was, string? Became);

/// <summary>Compares two messages part by part, as a person reads them. Pure.</summary>
public static class MessageChanges
{
    /// <summary>Start line, then headers in the order of the first message, then the body. Equal messages: nothing. The order of headers with different names says nothing, and is not compared.</summary>
    public static IReadOnlyList<MessageChange> Between(LadderMessage came, LadderMessage went) => Between(MessageParts.Of(came), MessageParts.Of(went));

    internal static IReadOnlyList<MessageChange> Between(MessageParts came, MessageParts went)
    {
        var changes = new List<MessageChange>();
        if (came.StartLine != went.StartLine)
        {
            changes.Add(new("start line", came.StartLine, went.StartLine));
        }

        AddHeaders(came.Headers, went.Headers, changes);
        if (came.Body.Count > 0 || went.Body.Count > 0)
        {
            AddLines(Named(came), Named(went), changes);
        }

        return changes;
    }

    private static void AddHeaders(IReadOnlyList<(string Name, string Value)> came, IReadOnlyList<(string Name, string Value)> went, List<MessageChange> changes)
    {
        var after = went.ToLookup(static header => header.Name, static header => header.Value, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, string> before in came.GroupBy(static header => header.Name, static header => header.Value, StringComparer.OrdinalIgnoreCase))
        {
            AddDifference(before.Key, [.. before], [.. after[before.Key]], changes);
        }

        var known = came.Select(static header => header.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, string> added in after.Where(group => !known.Contains(group.Key)))
        {
            AddDifference(added.Key, [], [.. added], changes);
        }
    }

    private static void AddLines(IReadOnlyList<(string Place, string Line)> came, IReadOnlyList<(string Place, string Line)> went, List<MessageChange> changes)
    {
        var after = went.ToLookup(static one => one.Place, static one => one.Line);
        foreach (IGrouping<string, string> before in came.GroupBy(static one => one.Place, static one => one.Line))
        {
            AddDifference($"body {before.Key}", [.. before], [.. after[before.Key]], changes);
        }

        var known = came.Select(static one => one.Place).ToHashSet();
        foreach (IGrouping<string, string> added in after.Where(group => !known.Contains(group.Key)))
        {
            AddDifference($"body {added.Key}", [], [.. added], changes);
        }
    }

    /// <summary>Values under one name. What stands on both sides goes out in pairs, first; what is left over is changed one by one in its order, then left out or added.</summary>
    private static void AddDifference(string part, List<string> was, List<string> became, List<MessageChange> changes)
    {
        if (was.SequenceEqual(became))
        {
            return;
        }

        List<string> kept = [.. became];
        var lost = was.Where(one => !kept.Remove(one)).ToList();
        List<string> rest = [.. was];
        var gained = became.Where(one => !rest.Remove(one)).ToList();
        if (lost.Count == 0 && gained.Count == 0)
        {
            changes.Add(new(part, string.Join(", ", was), string.Join(", ", became))); // in another order
        }

        for (int i = 0; i < Math.Max(lost.Count, gained.Count); i++)
        {
            changes.Add(new(part, i < lost.Count ? lost[i] : null, i < gained.Count ? gained[i] : null));
        }
    }

    /// <summary>Lines of a session description by their place in it, of another body by its type.</summary>
    private static List<(string Place, string Line)> Named(MessageParts message)
    {
        bool isDescription = message.Body is ["v=0", ..];
        string section = "session";
        var media = new Dictionary<string, int>();
        var named = new List<(string, string)>();
        foreach (string line in message.Body)
        {
            if (!isDescription)
            {
                named.Add((message.ContentType, line));
                continue;
            }

            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                string kind = line[2..].Split(' ')[0];
                media[kind] = media.GetValueOrDefault(kind) + 1;
                section = media[kind] == 1 ? kind : $"{kind} {media[kind]}";
            }

            named.Add(($"{section} {NameOf(line)}", line));
        }

        return named;
    }

    /// <summary><c>c=</c>; of attributes the name too, and of those that speak of a payload type its number: they are different lines, not versions of one.</summary>
    private static string NameOf(string line)
    {
        if (!line.StartsWith("a=", StringComparison.Ordinal))
        {
            return line.Length > 1 ? line[..2] : line;
        }

        int colon = line.IndexOf(':', StringComparison.Ordinal);
        bool isOfPayload = line.StartsWith("a=rtpmap:", StringComparison.Ordinal) || line.StartsWith("a=fmtp:", StringComparison.Ordinal) || line.StartsWith("a=rtcp-fb:", StringComparison.Ordinal);
        return isOfPayload ? line.Split(' ')[0] : colon < 0 ? DirectionOr(line) : line[..colon];
    }

    /// <summary>The four directions are versions of one line.</summary>
    private static string DirectionOr(string line) => line is "a=sendrecv" or "a=sendonly" or "a=recvonly" or "a=inactive" ? "a=direction" : line;
}
