using System.IO.Hashing;
using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// The texts that come again with every call — addresses, products' names — made into strings once. Bounded: each text has one place, and a newcomer takes it over.
/// </summary>
internal sealed class TextCache
{
    /// <summary>Longest text kept; the rest is cut off.</summary>
    public const int Longest = 128;

    private const int Places = 2048;
    private readonly string?[] _texts = new string?[Places];
    private readonly (UInt128 Ip, string? Text)[] _addresses = new (UInt128, string?)[Places];

    public string Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return "";
        }

        text = text[..Math.Min(text.Length, Longest)];
        ref string? place = ref _texts[XxHash3.HashToUInt64(text) % Places];
        if (place is null || !Ascii.Equals(text, place))
        {
            place = Encoding.UTF8.GetString(text);
        }

        return place;
    }

    /// <summary>The address without its port.</summary>
    public string Of(NetAddress address)
    {
        ulong spread = ((ulong)address.Ip ^ (ulong)(address.Ip >> 64)) * 0x9E37_79B9_7F4A_7C15;
        ref (UInt128 Ip, string? Text) place = ref _addresses[spread >> 53];
        if (place.Text is null || place.Ip != address.Ip)
        {
            place = (address.Ip, address.ToIPAddress().ToString());
        }

        return place.Text;
    }
}
