using Tandem.Routing.Trunks;

namespace Tandem.Routing.Access;

/// <summary>A <see cref="Geofence"/> ready for decisions. Pure; allocates nothing.</summary>
public sealed class CompiledGeofence
{
    /// <summary>Lines of both lists together.</summary>
    public const int MostLines = 500;

    /// <summary>From anywhere.</summary>
    public static readonly CompiledGeofence None = new([], [], false);

    private readonly PlaceRule[] _allow;
    private readonly PlaceRule[] _deny;
    private readonly bool _deniesUnknown;
    private readonly bool _namesCountries;
    private readonly bool _namesSystems;

    private CompiledGeofence(PlaceRule[] allow, PlaceRule[] deny, bool deniesUnknown)
    {
        _allow = allow;
        _deny = deny;
        _deniesUnknown = deniesUnknown;
        _namesCountries = Array.Exists(allow, static rule => rule.Country.Length > 0);
        _namesSystems = Array.Exists(allow, static rule => rule.Asn > 0);
    }

    /// <summary>It says no to nobody: nothing need be looked up.</summary>
    public bool IsOpen => _allow.Length == 0 && _deny.Length == 0;

    /// <summary>A fence whose lines are all right: see <see cref="Faults"/>. Lines that are not are left out.</summary>
    public static CompiledGeofence Of(Geofence fence) =>
        fence.Allow.Count == 0 && fence.Deny.Count == 0 ? None : new(Rules(fence.Allow), Rules(fence.Deny), fence.DenyUnknown);

    /// <summary>What is wrong with it: where, such as <c>allow[0]</c>, and what.</summary>
    public static IEnumerable<(string Place, string Fault)> Faults(Geofence fence)
    {
        if (fence.Allow.Count + fence.Deny.Count > MostLines)
        {
            yield return ("allow", $"at most {MostLines} lines, with those of deny");
        }

        foreach ((string name, IReadOnlyList<string> lines) in new[] { ("allow", fence.Allow), ("deny", fence.Deny) })
        {
            for (int i = 0; i < lines.Count; i++)
            {
                if (!PlaceRule.TryParse(lines[i], out _, out string fault))
                {
                    yield return ($"{name}[{i}]", fault);
                }
            }
        }

        if (fence.DenyUnknown && !fence.Allow.Any(static line => PlaceRule.TryParse(line, out PlaceRule rule, out _) && rule.Network is null))
        {
            yield return ("denyUnknown", "without a country or system in allow nothing is unknown; leave it out");
        }
    }

    /// <summary>Whether a source may come. A country that is not known passes unless that is denied; where systems alone are allowed, a system that is not known.</summary>
    public bool Lets(UInt128 ip, IPlaces places)
    {
        if (IsOpen)
        {
            return true;
        }

        Place place = places.Of(ip);
        if (Means(_deny, ip, place))
        {
            return false;
        }

        if (_allow.Length == 0 || Means(_allow, ip, place))
        {
            return true;
        }

        bool isUnknown = _namesCountries ? place.Country.Length == 0 : _namesSystems && place.Asn == 0;
        return isUnknown && !_deniesUnknown;
    }

    private static bool Means(PlaceRule[] rules, UInt128 ip, Place place)
    {
        foreach (PlaceRule rule in rules)
        {
            if (rule.Means(ip, place))
            {
                return true;
            }
        }

        return false;
    }

    private static PlaceRule[] Rules(IReadOnlyList<string> lines) =>
        [.. lines.Select(static line => PlaceRule.TryParse(line, out PlaceRule rule, out _) ? rule : null).OfType<PlaceRule>()];
}
