using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tandem.Billing.Rating;
using Tandem.Routing.Plan;

namespace Tandem.Store.Plan;

/// <summary>
/// A plan that was read, with its secrets, on its way from <c>tandem apply</c> to the switch: JSON without a space too many, rate decks as
/// CSV inside it. Written piece by piece: a deck of a million rates is never in memory as text. A secret that was left out is left out
/// here too and keeps its value there; one that was given as nothing is written as nothing, and cleared.
/// </summary>
public static class PlanMessage
{
    private const int PieceOfText = 16 * 1024;
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the message; <see cref="PlanText"/> reads it as any other plan in JSON.</summary>
    public static async Task WriteAsync(PlanReading reading, Stream to, CancellationToken stop)
    {
        PlanDocument plan = reading.Document ?? new PlanDocument();
        await using var json = new Utf8JsonWriter(to, Compact);
        json.WriteStartObject();
        foreach (MapEntry section in PlanTree.Of(plan with { RateTables = [] }, IsSent).Entries)
        {
            json.WritePropertyName(section.Key);
            NodeText.Write(json, section.Value);
        }

        json.WriteStartArray("rateTables");
        foreach (RateDeck deck in plan.RateTables)
        {
            json.WriteStartObject();
            json.WriteString("name", PlanTree.Escaped(deck.Name));
            json.WriteString("currency", PlanTree.Escaped(deck.Currency));
            await (RateDeckText.CanSay(deck) ? WriteLinesAsync(json, deck, stop) : WriteRowsAsync(json, deck, stop));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(stop);

        bool IsSent(object item, string secret) => secret.Length > 0 || reading.Cleared.Contains(item);
    }

    private static async Task WriteLinesAsync(Utf8JsonWriter json, RateDeck deck, CancellationToken stop)
    {
        json.WritePropertyName("csv");
        var text = new StringBuilder(RateDeckText.Header, PieceOfText + 1024);
        foreach (RateRow row in deck.Rows)
        {
            RateDeckText.AddLine(text, row);
            if (text.Length >= PieceOfText)
            {
                WritePiece(json, text, isLast: false);
                await json.FlushAsync(stop);
            }
        }

        WritePiece(json, text, isLast: true);
    }

    private static void WritePiece(Utf8JsonWriter json, StringBuilder text, bool isLast)
    {
        foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
        {
            json.WriteStringValueSegment(chunk.Span, isFinalSegment: false);
        }

        if (isLast)
        {
            json.WriteStringValueSegment("", isFinalSegment: true);
        }

        text.Clear();
    }

    private static async Task WriteRowsAsync(Utf8JsonWriter json, RateDeck deck, CancellationToken stop)
    {
        json.WriteStartArray("rates");
        foreach (RateRow row in deck.Rows)
        {
            NodeText.Write(json, PlanTree.Row(row));
            if (json.BytesPending >= PieceOfText)
            {
                await json.FlushAsync(stop);
            }
        }

        json.WriteEndArray();
    }
}
