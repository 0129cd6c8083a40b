using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tandem.Api.Json;

/// <summary>
/// A JSON object of any shape, looked through as it is read: System.Text.Json would find a key that stands twice, or half of a character, only when somebody asks for
/// it, and would throw then as for a bug.
/// </summary>
internal sealed class StrictObjectConverter : JsonConverter<JsonObject>
{
    public override JsonObject? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement.Clone();
        try
        {
            Check(root);
        }
        catch (InvalidOperationException failure)
        {
            throw new JsonException("Half of a character is missing in a text.", failure);
        }

        return root.ValueKind == JsonValueKind.Object ? JsonObject.Create(root) : throw new JsonException("An object is expected.");
    }

    public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options) => value.WriteTo(writer, options);

    private static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                HashSet<string> names = [];
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    if (!names.Add(property.Name))
                    {
                        throw new JsonException($"'{property.Name}' stands twice.");
                    }

                    Check(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.String:
                element.GetString();
                break;
            default:
                break;
        }
    }
}
