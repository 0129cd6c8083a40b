using System.Globalization;
using System.Text;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Media;

/// <summary>
/// What is left, in sounds: <c>remaining-time/1/hour/12/minutes</c>, <c>remaining-money/12/point/5</c>. A number is one sound or its digits, as the operator has recorded them; so it is the language's
/// own. Always rounded down. Pure.
/// </summary>
public static class SpokenAmounts
{
    public const string LowBalance = "balance-low";

    private const long LongestSeconds = 100 * 3600;
    private const decimal MostMoney = 1_000_000_000m;

    /// <summary>Whole minutes from a minute on, seconds below; "" for what nobody would count: nothing, and from 100 hours on.</summary>
    public static string Time(long seconds)
    {
        if (seconds is <= 0 or >= LongestSeconds)
        {
            return "";
        }

        var text = new StringBuilder("remaining-time");
        long hours = seconds / 3600;
        long minutes = seconds / 60 % 60;
        Add(text, hours, "hour");
        Add(text, minutes, "minute");
        Add(text, seconds < 60 ? seconds : 0, "second");
        return text.ToString();
    }

    /// <summary>Up to two decimals; "" when nothing is left, or more than a phone should say.</summary>
    public static string Money(decimal amount)
    {
        if (amount is <= 0m or >= MostMoney)
        {
            return "";
        }

        decimal cents = decimal.Truncate(amount * 100m);
        decimal whole = decimal.Truncate(cents / 100m);
        int rest = (int)(cents - (whole * 100m));
        var text = new StringBuilder("remaining-money/").Append(whole.ToString("0", CultureInfo.InvariantCulture));
        if (rest > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"/point/{rest / 10}");
            if (rest % 10 > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"/{rest % 10}");
            }
        }

        return text.ToString();
    }

    /// <summary>As a trunk or phone wants it told; "" for nothing.</summary>
    public static string Of(RemainingPrompt prompt, long seconds, decimal money) => prompt switch
    {
        RemainingPrompt.Minutes => Time(seconds),
        RemainingPrompt.Money => Money(money),
        _ => "",
    };

    private static void Add(StringBuilder text, long number, string unit)
    {
        if (number > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"/{number}/{unit}{(number == 1 ? "" : "s")}");
        }
    }
}
