using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tandem.Wire.Flows;

namespace Tandem.Media.Turn;

/// <summary>Addresses that begin with the same bits, on some ports. IPv4 is IPv4-mapped: its /8 is 104 bits here.</summary>
public readonly record struct TurnNetwork(UInt128 Ip, int Bits, int LowPort = 1, int HighPort = ushort.MaxValue)
{
    private const int BitsBeforeIPv4 = 96;

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>fd00::/8</c> or one address.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TurnNetwork? network)
    {
        network = null;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out IPAddress? address))
        {
            return false;
        }

        int before = address.AddressFamily == AddressFamily.InterNetwork ? BitsBeforeIPv4 : 0;
        int bits = 128 - before;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > 128 - before))
        {
            return false;
        }

        network = new(NetAddress.From(address, 0).Ip, before + bits);
        return true;
    }

    public bool Has(UInt128 ip) => Bits == 0 || ((Ip ^ ip) >> (128 - Bits)) == UInt128.Zero;

    public bool Has(in NetAddress place) => Has(place.Ip) && place.Port >= LowPort && place.Port <= HighPort;
}
