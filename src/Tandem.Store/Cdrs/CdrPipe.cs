using System.Globalization;
using System.Text;
using Tandem.Billing.Cdrs;

namespace Tandem.Store.Cdrs;

/// <summary>
/// A record as a line of VOS3000's text file: 18 fields with <c>|</c> between (BI §2.5). Fields 10 to 15 and 18, whose names are not
/// known for certain, are as inferred there. Times are UTC.
/// </summary>
public static class CdrPipe
{
    public static string Line(Cdr cdr)
    {
        var line = new StringBuilder(256);
        Add(line, cdr.CallingNumber);
        Add(line, cdr.CalledNumber);
        Add(line, Time(cdr.StartedAt));
        Add(line, Time(cdr.EndedAt));
        Add(line, cdr.HoldTime);
        Add(line, cdr.EndReason);
        Add(line, (int)cdr.EndDirection);
        Add(line, cdr.IngressTrunk.Length > 0 ? cdr.IngressTrunk : cdr.Phone);
        Add(line, cdr.EgressTrunk);
        Add(line, cdr.SourceIp);
        Add(line, cdr.DestinationIp);
        Add(line, cdr.CallerUserAgent);
        Add(line, cdr.CalleeUserAgent);
        Add(line, cdr.CallingNumberOut);
        Add(line, cdr.CalledNumberOut);
        Add(line, 0);
        Add(line, (int)cdr.BillingMode);
        line.Append(cdr.Id);
        return line.ToString();
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder line, long number) => line.Append(number).Append('|');

    /// <summary>What a peer sent can't make another field or line.</summary>
    private static void Add(StringBuilder line, string text)
    {
        foreach (char c in text)
        {
            line.Append(c == '|' || char.IsControl(c) ? ' ' : c);
        }

        line.Append('|');
    }
}
