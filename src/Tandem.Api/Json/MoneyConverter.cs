using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Api.Json;

/// <summary>Money is a decimal string, so that no reader turns it into a binary fraction (contract §2).</summary>
public sealed class MoneyConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal number))
        {
            return number;
        }

        return reader.TokenType == JsonTokenType.String && TryRead(reader.GetString(), out decimal amount)
            ? amount
            : throw new JsonException("An amount is a decimal string such as \"10.00\".");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    /// <summary>The amount without needless zeros at its end: <c>0.012</c>, <c>10</c>.</summary>
    public static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public static bool TryRead(string? text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
}
