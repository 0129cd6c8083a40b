using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Api.Problems;

namespace Tandem.Api.Json;

/// <summary>Times are UTC, RFC 3339 with milliseconds.</summary>
public sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(reader.GetString(), out DateTimeOffset at) ? at : throw new JsonException("A time is written as 2026-01-31T12:00:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time in a query string; null without one, and with one that can't be read, which is a problem.</summary>
    internal static DateTimeOffset? Query(string path, string? text, List<ProblemEntry> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (TryRead(text, out DateTimeOffset at))
        {
            return at;
        }

        problems.Add(new(path, "A time is written as 2026-01-31T12:00:00Z."));
        return null;
    }

    /// <summary>Reads RFC 3339, or a date alone; without an offset the time is UTC.</summary>
    public static bool TryRead(string? text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
