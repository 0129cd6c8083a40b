namespace Tandem.Routing.Trunks;

/// <summary>From where a trunk, a phone or a user may come: countries, autonomous systems and networks. With neither list, from anywhere.</summary>
public sealed record Geofence
{
    /// <summary>From anywhere.</summary>
    public static readonly Geofence None = new();

    /// <summary>From here and from nowhere else: countries (BD), autonomous systems (asn:64500), addresses, networks (203.0.113.0/24). Empty: from anywhere that is not denied.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Never from here, whatever is allowed.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>Where countries or systems are allowed: nor from where the installed databases know none, such as private addresses. Off, such sources pass.</summary>
    public bool DenyUnknown { get; init; }
}
