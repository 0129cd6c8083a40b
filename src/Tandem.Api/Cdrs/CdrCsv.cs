using System.Globalization;
using Tandem.Api.Json;

namespace Tandem.Api.Cdrs;

/// <summary>Records as CSV, with all their fields but what the media node counted of each leg.</summary>
internal static class CdrCsv
{
    /// <summary>A field: its name and how it is read off a record.</summary>
    private static readonly (string Name, Func<CdrView, string> Of)[] Columns =
    [
        ("id", cdr => cdr.Id), ("callId", cdr => cdr.CallId), ("callIds", cdr => string.Join(' ', cdr.CallIds)), ("node", cdr => cdr.Node),
        ("planRevision", cdr => Text(cdr.PlanRevision)), ("attempts", cdr => Text(cdr.Attempts)),
        ("callingNumber", cdr => cdr.CallingNumber), ("calledNumber", cdr => cdr.CalledNumber),
        ("callingNumberIn", cdr => cdr.CallingNumberIn), ("calledNumberIn", cdr => cdr.CalledNumberIn),
        ("callingNumberOut", cdr => cdr.CallingNumberOut), ("calledNumberOut", cdr => cdr.CalledNumberOut),
        ("sourceIp", cdr => cdr.SourceIp), ("sourcePort", cdr => Text(cdr.SourcePort)), ("destinationIp", cdr => cdr.DestinationIp),
        ("ingressTrunk", cdr => cdr.IngressTrunk), ("egressTrunk", cdr => cdr.EgressTrunk), ("phone", cdr => cdr.Phone),
        ("callerUserAgent", cdr => cdr.CallerUserAgent), ("calleeUserAgent", cdr => cdr.CalleeUserAgent),
        ("startedAt", cdr => TimeConverter.Text(cdr.StartedAt)), ("ringingAt", cdr => Text(cdr.RingingAt)), ("answeredAt", cdr => Text(cdr.AnsweredAt)),
        ("endedAt", cdr => TimeConverter.Text(cdr.EndedAt)), ("pddMs", cdr => cdr.PddMs is int pdd ? Text(pdd) : ""), ("talkMs", cdr => Text(cdr.TalkMs)),
        ("holdTime", cdr => Text(cdr.HoldTime)), ("clockStepMs", cdr => Text(cdr.ClockStepMs)),
        ("endDirection", cdr => Text(cdr.EndDirection)), ("endReason", cdr => Text(cdr.EndReason)), ("endReasonName", cdr => cdr.EndReasonName),
        ("sipStatus", cdr => Text(cdr.SipStatus)), ("q850Cause", cdr => Text(cdr.Q850Cause)),
        ("tried", cdr => string.Join(' ', cdr.Tried.Select(tried => $"{tried.Name}:{tried.Answer}:{tried.Ms}"))),
        ("account", cdr => cdr.Account), ("rateTable", cdr => cdr.RateTable), ("ratePrefix", cdr => cdr.RatePrefix), ("area", cdr => cdr.Area),
        ("feeTime", cdr => Text(cdr.FeeTime)), ("fee", cdr => MoneyConverter.Text(cdr.Fee)), ("tax", cdr => MoneyConverter.Text(cdr.Tax)),
        ("packageTime", cdr => Text(cdr.PackageTime)), ("packageFee", cdr => MoneyConverter.Text(cdr.PackageFee)),
        ("billingMode", cdr => Text(cdr.BillingMode)), ("currency", cdr => cdr.Currency),
        ("vendorAccount", cdr => cdr.Vendor.Account), ("vendorRateTable", cdr => cdr.Vendor.RateTable), ("vendorRatePrefix", cdr => cdr.Vendor.RatePrefix),
        ("vendorFeeTime", cdr => Text(cdr.Vendor.FeeTime)), ("vendorFee", cdr => MoneyConverter.Text(cdr.Vendor.Fee)),
        ("vendorTax", cdr => MoneyConverter.Text(cdr.Vendor.Tax)), ("vendorCurrency", cdr => cdr.Vendor.Currency),
        ("margin", cdr => MoneyConverter.Text(cdr.Margin)), ("mediaMode", cdr => cdr.MediaMode),
        ("callerCodec", cdr => cdr.CallerCodec), ("calleeCodec", cdr => cdr.CalleeCodec), ("recording", cdr => cdr.Recording ?? ""),
        ("provenUntil", cdr => Text(cdr.ProvenUntil)),
    ];

    /// <summary>Columns that are amounts or codes: a spreadsheet adds up, compares and sorts them.</summary>
    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "attempts", "pddMs", "talkMs", "holdTime", "clockStepMs", "endDirection", "endReason", "sipStatus", "q850Cause", "billingMode", "feeTime", "fee", "tax", "packageTime", "packageFee", "vendorFeeTime", "vendorFee", "vendorTax", "margin",
    };

    /// <summary>Columns that are moments, in UTC.</summary>
    private static readonly HashSet<string> Times = new(StringComparer.Ordinal) { "startedAt", "ringingAt", "answeredAt", "endedAt", "provenUntil" };

    /// <summary>The columns' names in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Columns.Select(static column => column.Name)];

    /// <summary>Whether a column holds moments, in UTC.</summary>
    public static bool IsTime(string name) => Times.Contains(name);

    /// <summary>A record by column: numbers as numbers where they are amounts or codes, times as times; telephone numbers and ids are text.</summary>
    public static Dictionary<string, object?> Cells(CdrView cdr) => Columns.ToDictionary(static column => column.Name, column => Cell(column.Name, column.Of(cdr)), StringComparer.Ordinal);

    public static string Header => string.Join(',', Columns.Select(column => column.Name));

    public static string Line(CdrView cdr) => string.Join(',', Columns.Select(column => Quoted(column.Of(cdr))));

    private static object? Cell(string name, string text) =>
        Numbers.Contains(name) ? decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number : null
        : Times.Contains(name) ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at.UtcDateTime : null
        : Safe(text);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset? at) => at is DateTimeOffset time ? TimeConverter.Text(time) : "";

    /// <summary>A leading sign that a spreadsheet would take for a formula is put behind an apostrophe, but for plain numbers.</summary>
    private static string Safe(string value)
    {
        bool formula = value.Length > 0 && "=+-@\t".Contains(value[0]) && !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
        return formula ? "'" + value : value;
    }

    /// <summary>RFC 4180 §2.</summary>
    internal static string Quoted(string value)
    {
        string safe = Safe(value);
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
