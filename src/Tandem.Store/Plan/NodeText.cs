using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tandem.Store.Plan;

/// <summary>Nodes as JSON or YAML.</summary>
internal static class NodeText
{
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. ");

    public static string Json(MapNode root) => Encoding.UTF8.GetString(Utf8Json(root));

    public static byte[] Utf8Json(PlanNode root, bool indented = true)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(output, options))
        {
            Write(json, root);
        }

        return output.WrittenSpan.ToArray();
    }

    public static string Yaml(MapNode root)
    {
        if (root.Entries.Count == 0)
        {
            return "{}\n";
        }

        var text = new StringBuilder();
        foreach (MapEntry section in root.Entries)
        {
            text.Append(section.Key).Append(':');
            switch (section.Value)
            {
                case MapNode map:
                    text.Append('\n');
                    Fields(text, map, "  ", "  ");
                    break;
                case ListNode list:
                    text.Append('\n');
                    foreach (PlanNode item in list.Items)
                    {
                        Fields(text, (MapNode)item, "  - ", "    ");
                    }

                    break;
                default:
                    Flow(text.Append(' '), section.Value);
                    text.Append('\n');
                    break;
            }

            text.Append('\n');
        }

        return text.Length == 0 ? "{}\n" : text.ToString(0, text.Length - 1);
    }

    public static void Write(Utf8JsonWriter json, PlanNode node)
    {
        switch (node)
        {
            case MapNode map:
                json.WriteStartObject();
                foreach (MapEntry entry in map.Entries)
                {
                    json.WritePropertyName(entry.Key);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case ListNode list:
                json.WriteStartArray();
                foreach (PlanNode item in list.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case ScalarNode scalar when IsBare(scalar):
                json.WriteRawValue(scalar.Text);
                break;
            case ScalarNode scalar:
                json.WriteStringValue(scalar.Text);
                break;
        }
    }

    private static void Fields(StringBuilder text, MapNode map, string first, string others)
    {
        string indent = first;
        foreach (MapEntry entry in map.Entries)
        {
            text.Append(indent).Append(entry.Key).Append(':');
            if (entry.Value is ListNode { Items: [MapNode, ..] } rows)
            {
                text.Append('\n');
                foreach (PlanNode row in rows.Items)
                {
                    Flow(text.Append(others).Append("  - "), row);
                    text.Append('\n');
                }
            }
            else
            {
                Flow(text.Append(' '), entry.Value);
                text.Append('\n');
            }

            indent = others;
        }
    }

    /// <summary>YAML in its flow style: all in one line.</summary>
    public static string OneLine(PlanNode node)
    {
        var text = new StringBuilder();
        Flow(text, node);
        return text.ToString();
    }

    private static void Flow(StringBuilder text, PlanNode node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                Scalar(text, scalar);
                break;
            case ListNode list:
                text.Append('[');
                for (int i = 0; i < list.Items.Count; i++)
                {
                    Flow(i > 0 ? text.Append(", ") : text, list.Items[i]);
                }

                text.Append(']');
                break;
            case MapNode map:
                text.Append("{ ");
                for (int i = 0; i < map.Entries.Count; i++)
                {
                    Flow((i > 0 ? text.Append(", ") : text).Append(map.Entries[i].Key).Append(": "), map.Entries[i].Value);
                }

                text.Append(" }");
                break;
        }
    }

    /// <summary>Text that YAML could take for something else is quoted as in JSON, which YAML reads alike.</summary>
    private static void Scalar(StringBuilder text, ScalarNode scalar)
    {
        bool isPlain = scalar.Text.Length > 0
            && char.IsAsciiLetter(scalar.Text[0])
            && scalar.Text[^1] != ' '
            && scalar.Text.AsSpan().IndexOfAnyExcept(PlainCharacters) < 0
            && scalar.Text.ToLowerInvariant() is not ("true" or "false" or "yes" or "no" or "on" or "off" or "null" or "y" or "n");
        if (isPlain || scalar.IsNull || IsBare(scalar))
        {
            text.Append(scalar.Text);
        }
        else
        {
            text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(scalar.Text)).Append('"');
        }
    }

    private static bool IsBare(ScalarNode scalar) => !scalar.IsQuoted && !scalar.IsNull;
}
