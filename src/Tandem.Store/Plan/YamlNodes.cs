using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tandem.Store.Plan;

/// <summary>Reads YAML into nodes. Anchors and aliases work, but a document that grows by them is refused.</summary>
internal sealed class YamlNodes
{
    /// <summary>Values that aliases may repeat in all; beyond it is an attack, not a plan.</summary>
    private const long MaxRepeated = 100_000;
    private const int MaxDepth = 32;

    private readonly Parser _parser;
    private readonly Dictionary<string, PlanNode> _anchors = [];
    private readonly int _most;
    private long _repeated;
    private int _values;

    private YamlNodes(TextReader text, int most)
    {
        _parser = new Parser(text);
        _most = most;
    }

    public static PlanNode Read(string text, int most = PlanText.MaxValues)
    {
        try
        {
            using var reader = new StringReader(text);
            return new YamlNodes(reader, most).ReadStream();
        }
        catch (YamlException e)
        {
            throw new PlanSyntaxException($"not YAML: {Words(e)}", (int)Math.Max(e.Start.Line, 1));
        }
    }

    private static string Words(YamlException e)
    {
        // "(Line: 3, Col: 1, Idx: 20) - (Line: …): While scanning …": the place is told apart from the words.
        string message = e.Message;
        int words = message.LastIndexOf("): ", StringComparison.Ordinal);
        return words < 0 ? message : message[(words + 3)..];
    }

    private PlanNode ReadStream()
    {
        Next();
        if (Next() is not DocumentStart)
        {
            return new ScalarNode("", isQuoted: false, 1);
        }

        PlanNode root = ReadNode(Next(), 0);
        Next();
        return Next() is DocumentStart second
            ? throw new PlanSyntaxException("a second document begins here; a plan is one document", Line(second))
            : root;
    }

    private PlanNode ReadNode(ParsingEvent seen, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new PlanSyntaxException($"nested deeper than {MaxDepth} levels", Line(seen));
        }

        if (++_values > _most)
        {
            throw new PlanSyntaxException($"more than {_most} values", Line(seen));
        }

        switch (seen)
        {
            case AnchorAlias alias:
                return Repeat(alias);
            case Scalar scalar:
                bool isQuoted = scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any);
                return Remember(scalar, new ScalarNode(scalar.Value, isQuoted, Line(scalar)));
            case SequenceStart sequence:
                var list = new ListNode(Line(sequence));
                while (Next() is var item and not SequenceEnd)
                {
                    list.Add(ReadNode(item, depth + 1));
                }

                return Remember(sequence, list);
            case MappingStart mapping:
                var map = new MapNode(Line(mapping));
                while (Next() is var entry and not MappingEnd)
                {
                    if (entry is not Scalar key)
                    {
                        throw new PlanSyntaxException("a key must be plain text", Line(entry));
                    }

                    map.Add(key.Value, Line(key), ReadNode(Next(), depth + 1));
                }

                return Remember(mapping, map);
            default:
                throw new PlanSyntaxException("not YAML: the text ends too early", Line(seen));
        }
    }

    private ParsingEvent Next()
    {
        do
        {
            if (!TryMoveNext() || _parser.Current is null)
            {
                throw new PlanSyntaxException("not YAML: the text ends too early", 1);
            }
        }
        while (_parser.Current is Comment);

        return _parser.Current;
    }

    private bool TryMoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is not YamlException)
        {
            // The scanner trips over some broken texts instead of naming what is wrong, such as a line that ends in a lone "}".
            throw new PlanSyntaxException("not YAML: it can't be read beyond this line", _parser.Current is { } last ? (int)Math.Max(last.End.Line, 1) : 1);
        }
    }

    private PlanNode Repeat(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out PlanNode? node))
        {
            throw new PlanSyntaxException($"alias *{alias.Value.Value} has no anchor before it", Line(alias));
        }

        _repeated += node.Weight;
        return _repeated > MaxRepeated
            ? throw new PlanSyntaxException($"aliases repeat more than {MaxRepeated} values", Line(alias))
            : node;
    }

    private PlanNode Remember(NodeEvent seen, PlanNode node)
    {
        if (!seen.Anchor.IsEmpty)
        {
            _anchors[seen.Anchor.Value] = node;
        }

        return node;
    }

    private static int Line(ParsingEvent seen) => (int)seen.Start.Line;
}
