using System.Globalization;

namespace Tandem.Routing.Access;

/// <summary>Sources by what they have in common: an address or network, a country, or an autonomous system.</summary>
/// <param name="Network">Address or network; null for the others.</param>
/// <param name="Country">ISO 3166-1 code of two capital letters; empty for the others.</param>
/// <param name="Asn">Number of an autonomous system; 0 for the others.</param>
public sealed record PlaceRule(SourceAddress? Network, string Country, long Asn)
{
    private const string CountryWord = "country:";
    private const string AsnWord = "asn:";

    public static implicit operator PlaceRule(SourceAddress source) => Of(source);

    public static PlaceRule Of(SourceAddress source) => new(source, "", 0);

    /// <summary>
    /// Reads <c>country:BD</c>, <c>asn:64500</c>, an address without port, or a network; and <c>BD</c> and <c>AS64500</c> alone, as people write them.
    /// </summary>
    public static bool TryParse(string? text, out PlaceRule rule, out string problem)
    {
        rule = Of(default);
        text = (text ?? "").Trim();
        problem = $"'{text}' is no country, autonomous system, address or network: country:BD, asn:64500, 192.0.2.1, 10.0.0.0/8, 2001:db8::/32";
        bool saysCountry = text.StartsWith(CountryWord, StringComparison.OrdinalIgnoreCase);
        if (saysCountry || text.Length == 2)
        {
            string code = saysCountry ? text[CountryWord.Length..] : text;
            if (code.Length != 2 || !char.IsAsciiLetter(code[0]) || !char.IsAsciiLetter(code[1]))
            {
                return false;
            }

            rule = new(null, code.ToUpperInvariant(), 0);
        }
        else if (text.StartsWith(AsnWord, StringComparison.OrdinalIgnoreCase) || text.StartsWith("AS", StringComparison.OrdinalIgnoreCase))
        {
            int skipped = text.StartsWith(AsnWord, StringComparison.OrdinalIgnoreCase) ? AsnWord.Length : 2;
            if (!uint.TryParse(text.AsSpan(skipped), NumberStyles.None, CultureInfo.InvariantCulture, out uint asn) || asn == 0)
            {
                return false;
            }

            rule = new(null, "", asn);
        }
        else if (SourceAddress.TryParse(text, out SourceAddress source, out string fault) && source.Port == 0)
        {
            rule = Of(source);
        }
        else
        {
            problem = fault.Length > 0 && text.Contains('/', StringComparison.Ordinal) ? fault : problem;
            return false;
        }

        problem = "";
        return true;
    }

    /// <summary>Whether it means this source, which is at that place.</summary>
    public bool Means(UInt128 ip, Place place) =>
        Network is { } network ? network.Contains(new CallSource(ip, 0))
        : Asn > 0 ? Asn == place.Asn
        : Country.Length > 0 && Country == place.Country;

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() =>
        Network is { } network ? network.ToString()
        : Asn > 0 ? string.Create(CultureInfo.InvariantCulture, $"{AsnWord}{Asn}")
        : CountryWord + Country;
}
