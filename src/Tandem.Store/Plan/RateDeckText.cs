using System.Buffers;
using System.Globalization;
using System.Text;
using Tandem.Billing.Rating;
using Tandem.Routing.Plan;

namespace Tandem.Store.Plan;

/// <summary>
/// A rate deck as the lines of a CSV (<see cref="RateDeckFile"/> reads them): a tenth of the values that rows in JSON are, for a
/// deck on its way to the switch. Lines are made as they are asked for.
/// </summary>
internal static class RateDeckText
{
    public const string Header = "prefix,area,price,per,connect,effective,tax,class,locked\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Whether a CSV says all that the deck does: it has no place for sections, and no spaces at the ends of an area.</summary>
    public static bool CanSay(RateDeck deck)
    {
        foreach (RateRow row in deck.Rows)
        {
            if (row.Rate.Sections.Count > 0 || row.Area.AsSpan().Trim().Length < row.Area.Length)
            {
                return false;
            }
        }

        return true;
    }

    public static void AddLine(StringBuilder text, RateRow row)
    {
        text.Append(row.Prefix).Append(',');
        if (row.Area.AsSpan().ContainsAny(Quoted))
        {
            text.Append('"').Append(row.Area.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        else
        {
            text.Append(row.Area);
        }

        // What has its default value is left out, as everywhere: it is read so again.
        Rate rate = row.Rate;
        text.Append(CultureInfo.InvariantCulture, $",{rate.Price},{rate.CycleSeconds},");
        if (rate.ConnectFee != 0m)
        {
            text.Append(CultureInfo.InvariantCulture, $"{rate.ConnectFee}");
        }

        text.Append(',');
        if (row.EffectiveFrom is { } from)
        {
            text.Append(CultureInfo.InvariantCulture, $"{from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
        }

        text.Append(',');
        if (rate.TaxPercent != 0m)
        {
            text.Append(CultureInfo.InvariantCulture, $"{rate.TaxPercent}");
        }

        text.Append(',').Append(rate.Class == CallClass.International ? "" : rate.Class.ToString()).Append(',').Append(rate.Locked ? "1" : "").Append('\n');
    }
}
