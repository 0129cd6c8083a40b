namespace Tandem.Store.Plan;

/// <summary>A value of a plan file as it was written, with its line: what YAML and JSON have in common.</summary>
internal abstract class PlanNode(int line)
{
    /// <summary>The line it begins on, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>What a person would call it.</summary>
    public abstract string Kind { get; }

    /// <summary>How many values it stands for, itself among them; an alias counts what it repeats.</summary>
    public virtual long Weight => 1;
}

/// <summary>Text, number, truth value or nothing. Types are the reader's business: <c>prefix: 0044</c> is text.</summary>
internal sealed class ScalarNode(string text, bool isQuoted, int line) : PlanNode(line)
{
    public string Text { get; } = text;
    public bool IsQuoted { get; } = isQuoted;

    public override string Kind => IsNull ? "nothing" : $"'{(Text.Length > 40 ? Text[..40] + "…" : Text)}'";

    /// <summary>An empty value, <c>~</c> or <c>null</c>: as if the key were not there.</summary>
    public bool IsNull => !IsQuoted && (Text is "" or "~" or "null");
}

internal sealed class ListNode(int line) : PlanNode(line)
{
    private long _weight = 1;

    public List<PlanNode> Items { get; } = [];
    public override string Kind => "a list";
    public override long Weight => _weight;

    public void Add(PlanNode item)
    {
        Items.Add(item);
        _weight += item.Weight;
    }
}

internal sealed record MapEntry(string Key, int Line, PlanNode Value);

internal sealed class MapNode(int line) : PlanNode(line)
{
    private long _weight = 1;

    public List<MapEntry> Entries { get; } = [];
    public override string Kind => "a mapping";
    public override long Weight => _weight;

    public void Add(string key, int line, PlanNode value)
    {
        Entries.Add(new MapEntry(key, line, value));
        _weight += value.Weight;
    }

    public MapEntry? Find(string key)
    {
        foreach (MapEntry entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }
}

/// <summary>The text isn't YAML or JSON, or is more than we read: one message and its line.</summary>
internal sealed class PlanSyntaxException(string message, int line) : Exception(message)
{
    public int Line { get; } = line;
}
