using System.Text;
using System.Text.Json;

namespace Tandem.Store.Plan;

/// <summary>Reads JSON into the same nodes as YAML.</summary>
internal ref struct JsonNodes
{
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _reader;
    private int _counted;
    private readonly int _most;
    private int _line;
    private int _values;

    private JsonNodes(ReadOnlySpan<byte> text, int most)
    {
        _most = most;
        _text = text;
        _line = 1;
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 32, CommentHandling = JsonCommentHandling.Skip });
    }

    public static PlanNode Read(string text, int most = PlanText.MaxValues) => Read(Encoding.UTF8.GetBytes(text), most);

    public static PlanNode Read(ReadOnlySpan<byte> utf8, int most = PlanText.MaxValues)
    {
        var nodes = new JsonNodes(utf8, most);
        try
        {
            nodes._reader.Read();
            PlanNode root = nodes.ReadNode();
            nodes._reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            int words = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw new PlanSyntaxException($"not JSON: {(words < 0 ? e.Message : e.Message[..words])}", (int)(e.LineNumber ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for an escape such as \ud800 without its second half, and for bytes that are no UTF-8.
            throw new PlanSyntaxException("not JSON: half of a character is missing in a text, or it is no UTF-8", nodes.Line());
        }
    }

    private PlanNode ReadNode()
    {
        int line = Line();
        if (++_values > _most)
        {
            throw new PlanSyntaxException($"more than {_most} values", line);
        }

        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var map = new MapNode(line);
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
                {
                    int keyLine = Line();
                    string key = _reader.GetString() ?? "";
                    _reader.Read();
                    map.Add(key, keyLine, ReadNode());
                }

                return map;
            case JsonTokenType.StartArray:
                var list = new ListNode(line);
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Add(ReadNode());
                }

                return list;
            case JsonTokenType.String:
                return new ScalarNode(_reader.GetString() ?? "", isQuoted: true, line);
            default:
                return new ScalarNode(Encoding.UTF8.GetString(_reader.ValueSpan), isQuoted: false, line);
        }
    }

    private int Line()
    {
        int at = (int)_reader.TokenStartIndex;
        if (at > _counted)
        {
            _line += _text[_counted..at].Count((byte)'\n');
            _counted = at;
        }

        return _line;
    }
}
