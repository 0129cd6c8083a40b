using System.Globalization;
using Tandem.Billing.Rating;
using Tandem.Routing.Access;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>Reads what people write as the value of a parameter; null is "not in the range".</summary>
internal static class ParameterText
{
    private const int MostSources = 256;
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Of(int value) => value.ToString(Invariant);

    public static string Of(TimeSpan wait) => wait.TotalSeconds.ToString(Invariant);

    public static int? Number(string text, int low, int high) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out int value) && value >= low && value <= high ? value : null;

    public static decimal? Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, Invariant, out decimal value)
        && value <= 1_000_000m
        && PlanRules.HasMoneyScale(value)
            ? value
            : null;

    public static int? Byte(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return byte.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, Invariant, out byte value) ? value : null;
        }

        return Number(text, 0, 255);
    }

    public static bool? OnOrOff(string text) => text.ToLowerInvariant() switch
    {
        "1" or "on" or "true" or "yes" => true,
        "0" or "off" or "false" or "no" => false,
        _ => null,
    };

    public static string OfRoutePrefix(int digits) => digits == SystemParameters.WholeNumber ? "Off" : Of(digits);

    public static int? RoutePrefix(string text) => Number(text, 0, 32) ?? OnOrOff(text) switch
    {
        true => 0,
        false => SystemParameters.WholeNumber,
        _ => null,
    };

    public static string OfUserAgentPrivacy(PrivacyMode mode) => mode switch { PrivacyMode.Id => "Id", PrivacyMode.NoneValue => "None", _ => "Ignore" };

    public static PrivacyMode? UserAgentPrivacy(string text) => text.ToLowerInvariant() switch
    {
        "ignore" => PrivacyMode.PassThrough,
        "id" => PrivacyMode.Id,
        "none" => PrivacyMode.NoneValue,
        _ => null,
    };

    public static string Of(MediaProxyMode mode) => mode == MediaProxyMode.MustOn ? "Must On" : mode.ToString();

    public static MediaProxyMode? ProxyMode(string text) => text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "off" or "0" => MediaProxyMode.Off,
        "on" or "1" => MediaProxyMode.On,
        "auto" or "2" => MediaProxyMode.Auto,
        "muston" or "3" => MediaProxyMode.MustOn,
        _ => null,
    };

    public static RemainingPrompt? Remaining(string text) => text.ToLowerInvariant() switch
    {
        "none" or "off" or "3" => RemainingPrompt.None,
        "money" or "1" => RemainingPrompt.Money,
        "minutes" or "2" => RemainingPrompt.Minutes,
        _ => null,
    };

    public static MoneyRoundingMode? Rounding(string text) => text.ToLowerInvariant() switch
    {
        "half" => MoneyRoundingMode.HalfAwayFromZero,
        "up" => MoneyRoundingMode.Up,
        "down" => MoneyRoundingMode.Down,
        _ => null,
    };

    public static string[]? NumberList(string text)
    {
        string[] numbers = text.Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(numbers, static number => IsNumber(number.TrimEnd('*'))) ? numbers : null;
    }

    /// <summary>Addresses and networks without ports; null also when one can't be read, or there are more than 256.</summary>
    public static SourceAddress[]? Sources(string text)
    {
        string[] parts = text.Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var sources = new SourceAddress[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!SourceAddress.TryParse(parts[i], out sources[i], out _) || sources[i].Port != 0)
            {
                return null;
            }
        }

        return sources.Length <= MostSources ? sources : null;
    }

    /// <summary>Whether a text is a host's name or address, with or without a port; empty too.</summary>
    public static bool IsHost(string text) => text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']');

    public static TimeSpan[]? Intervals(string text)
    {
        var waits = new List<TimeSpan>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, Invariant, out decimal seconds) || seconds is < 0.1m or > 32m)
            {
                return null;
            }

            waits.Add(TimeSpan.FromMilliseconds((long)(seconds * 1000m)));
        }

        return waits.Count is > 0 and <= 12 ? [.. waits] : null;
    }

    private static bool IsNumber(string number) =>
        number.Length is > 0 and <= 32 && number.All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#');
}
