using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tandem.Routing.Routes;

/// <summary>
/// The decisions about one call as they were taken, collected by the code that decides, so that the explanation cannot differ
/// from the deed.
/// Pooled with its call; written to UTF-8 JSON at the end.
/// </summary>
public sealed class RouteReasons : IDisposable
{
    /// <summary>Facts kept for one call. A plan with thousands of trunks on one prefix must not make every record huge.</summary>
    public const int Most = 256;

    private static readonly JsonEncodedText[] Names =
        [.. Enum.GetValues<ReasonCode>().Select(static code => JsonEncodedText.Encode(code.ToString()))];

    // Read by programs and people, never put into HTML as it is: a + stays a +.
    private static readonly JsonWriterOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonEncodedText CodeKey = JsonEncodedText.Encode("code");
    private static readonly JsonEncodedText SubjectKey = JsonEncodedText.Encode("subject");
    private static readonly JsonEncodedText ValueKey = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText NumberKey = JsonEncodedText.Encode("number");
    private static readonly JsonEncodedText LimitKey = JsonEncodedText.Encode("limit");

    private readonly List<RouteReason> _reasons = [];
    private int _leftOut;
    private Utf8JsonWriter? _writer;

    /// <summary>Whether it is told of each route why it comes after the one before it: of imagined calls, for real ones would keep a fact more for each route.</summary>
    public bool TellsOrder { get; init; }

    public int Count => _reasons.Count;

    public RouteReason this[int index] => _reasons[index];

    /// <summary>
    /// Adds one fact. <paramref name="subject"/> is the trunk, account or prefix that it is about; the rest are the values of
    /// the sentence.
    /// </summary>
    public void Add(ReasonCode code, string subject = "", string value = "", decimal? number = null, decimal? limit = null)
    {
        if (_reasons.Count == Most)
        {
            _leftOut++;
            return;
        }

        _reasons.Add(new RouteReason(code, subject, value, number, limit));
    }

    /// <summary>Whether this fact was noted.</summary>
    public bool Contains(ReasonCode code)
    {
        foreach (RouteReason reason in _reasons)
        {
            if (reason.Code == code)
            {
                return true;
            }
        }

        return false;
    }

    public void Clear()
    {
        _reasons.Clear();
        _leftOut = 0;
    }

    /// <summary>
    /// Writes a JSON array of <c>{"code","subject","value","number","limit"}</c> without the empty ones. Numbers are decimal
    /// strings, as money is everywhere.
    /// </summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        if (_writer is null)
        {
            _writer = new Utf8JsonWriter(output, Plain);
        }
        else
        {
            _writer.Reset(output);
        }

        _writer.WriteStartArray();
        foreach (RouteReason reason in _reasons)
        {
            Write(_writer, reason);
        }

        if (_leftOut > 0)
        {
            Write(_writer, new RouteReason(ReasonCode.MoreReasons, "", "", _leftOut, null));
        }

        _writer.WriteEndArray();
        _writer.Flush();
    }

    /// <summary>The stored JSON array as facts again. Codes of a later version are left out; damage ends the list.</summary>
    public static IReadOnlyList<RouteReason> Read(ReadOnlySpan<byte> json)
    {
        var reasons = new List<RouteReason>();
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject && TryReadOne(ref reader, out RouteReason reason))
                {
                    reasons.Add(reason);
                }
            }
        }
        catch (JsonException)
        {
            // A record cut by a crash: what came before the damage still explains the call.
            return reasons;
        }

        return reasons;
    }

    /// <summary>The facts of a stored JSON array that may be told, stored anew; empty when none may.</summary>
    public static ReadOnlyMemory<byte> Kept(ReadOnlySpan<byte> json, Func<ReasonCode, bool> may)
    {
        using var kept = new RouteReasons();
        foreach (RouteReason reason in Read(json))
        {
            if (may(reason.Code))
            {
                kept.Add(reason.Code, reason.Subject, reason.Value, reason.Number, reason.Limit);
            }
        }

        if (kept.Count == 0)
        {
            return default;
        }

        var output = new ArrayBufferWriter<byte>();
        kept.WriteTo(output);
        return output.WrittenMemory;
    }

    public void Dispose() => _writer?.Dispose();

    private static void Write(Utf8JsonWriter writer, in RouteReason reason)
    {
        writer.WriteStartObject();
        writer.WriteString(CodeKey, Names[(int)reason.Code]);
        if (reason.Subject.Length > 0)
        {
            writer.WriteString(SubjectKey, reason.Subject);
        }

        if (reason.Value.Length > 0)
        {
            writer.WriteString(ValueKey, reason.Value);
        }

        WriteNumber(writer, NumberKey, reason.Number);
        WriteNumber(writer, LimitKey, reason.Limit);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonEncodedText key, decimal? number)
    {
        if (number is { } value)
        {
            Span<byte> text = stackalloc byte[40];
            value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
            writer.WriteString(key, text[..length]);
        }
    }

    private static bool TryReadOne(ref Utf8JsonReader reader, out RouteReason reason)
    {
        var code = ReasonCode.None;
        string subject = "";
        string value = "";
        decimal? number = null;
        decimal? limit = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString() ?? "";
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                continue;
            }

            string text = reader.GetString() ?? "";
            switch (key)
            {
                case "code":
                    // By name only: a number would mean another fact after the enum has grown.
                    bool isName = Enum.TryParse(text, out ReasonCode known) && Enum.IsDefined(known) && known.ToString() == text;
                    code = isName ? known : ReasonCode.None;
                    break;
                case "subject":
                    subject = text;
                    break;
                case "value":
                    value = text;
                    break;
                case "number":
                    number = ReadNumber(text);
                    break;
                case "limit":
                    limit = ReadNumber(text);
                    break;
                default:
                    break;
            }
        }

        reason = new RouteReason(code, subject, value, number, limit);
        return code != ReasonCode.None;
    }

    private static decimal? ReadNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
