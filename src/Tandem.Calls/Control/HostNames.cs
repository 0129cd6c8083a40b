using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// Hosts of peers' URIs and Vias as the locator's addresses (<c>host[:port][;transport=tcp|tls]</c>), made into strings once. Bounded: each has one place, and a newcomer takes it over.
/// </summary>
internal sealed class HostNames
{
    private const int Places = 512;
    private const int Longest = 300; // a name has 253 at most
    private readonly string?[] _names = new string?[Places];

    /// <summary>The address of a host; port 0 is none. A host that is too long to be one gives "", which leads nowhere.</summary>
    public string Of(ReadOnlySpan<byte> host, int port, TransportKind transport)
    {
        Span<byte> text = stackalloc byte[Longest];
        if (host.Length > 253 || !host.TryCopyTo(text))
        {
            return "";
        }

        int length = host.Length;
        if (port > 0)
        {
            Utf8.TryWrite(text[length..], CultureInfo.InvariantCulture, $":{port}", out int written);
            length += written;
        }

        ReadOnlySpan<byte> parameter = transport switch
        {
            TransportKind.Udp => [],
            TransportKind.Tls => ";transport=tls"u8,
            _ => ";transport=tcp"u8,
        };
        parameter.CopyTo(text[length..]);
        length += parameter.Length;

        ReadOnlySpan<byte> whole = text[..length];
        ref string? place = ref _names[XxHash3.HashToUInt64(whole) % Places];
        if (place is null || !Ascii.Equals(whole, place))
        {
            place = Encoding.ASCII.GetString(whole);
        }

        return place;
    }
}
