namespace Tandem.Routing.Access;

/// <summary>What an installed database says of an address.</summary>
/// <param name="Country">ISO 3166-1 code of two capital letters; empty: unknown.</param>
/// <param name="Asn">Number of the autonomous system that announces it (RFC 6793); 0: unknown.</param>
/// <param name="AsName">Who has that system; empty: unknown.</param>
public sealed record Place(string Country, long Asn, string AsName)
{
    public static readonly Place Unknown = new("", 0, "");

    /// <summary>As records and logs say it: <c>country BD, AS64500</c>.</summary>
    public override string ToString() => (Country.Length > 0, Asn > 0) switch
    {
        (true, true) => $"country {Country}, AS{Asn}",
        (true, false) => $"country {Country}",
        (false, true) => $"AS{Asn}",
        _ => "country unknown",
    };
}

/// <summary>Where addresses are. Answers from memory after the first question about a source; any thread.</summary>
public interface IPlaces
{
    /// <summary>An IPv6 or IPv4-mapped address in network order. <see cref="Place.Unknown"/> without a database, or when it does not know.</summary>
    Place Of(UInt128 ip);
}

/// <summary>No database is installed.</summary>
public sealed class NoPlaces : IPlaces
{
    public static readonly NoPlaces Installed = new();

    public Place Of(UInt128 ip) => Place.Unknown;
}
