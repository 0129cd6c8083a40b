using System.Globalization;

namespace Tandem.Server.Turn;

/// <summary>Reads <c>LOW-HIGH</c>, the ports that TURN lends.</summary>
internal static class TurnPortRange
{
    public const string Default = "50000-65535";

    public static bool TryParse(string text, out (int Low, int High) range)
    {
        string[] ports = text.Split('-');
        bool isGood = ports.Length == 2
            & ushort.TryParse(ports[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort low)
            & ushort.TryParse(ports[^1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort high);
        range = (low, high);
        return isGood && low >= 1024 && low < high;
    }

    public static string Text((int Low, int High) range) => string.Create(CultureInfo.InvariantCulture, $"{range.Low}-{range.High}");
}
