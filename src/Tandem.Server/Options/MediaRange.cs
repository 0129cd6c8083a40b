using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Tandem.Server.Options;

/// <summary>The ports that the switch's own media process takes: <c>--media ADDRESS:LOW-HIGH</c>.</summary>
internal sealed record MediaRange(IPAddress Address, int Low, int High)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out MediaRange? range)
    {
        range = null;
        int colon = text.LastIndexOf(':');
        string[] ports = colon < 0 ? [] : text[(colon + 1)..].Split('-');
        if (ports.Length != 2 || !IPAddress.TryParse(text[..colon], out IPAddress? address)
            || !ushort.TryParse(ports[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort low)
            || !ushort.TryParse(ports[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort high)
            || low < 1024 || low >= high)
        {
            return false;
        }

        range = new(address, low, high);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{new IPEndPoint(Address, Low)}-{High}");
}
