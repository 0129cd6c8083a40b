namespace Tandem.Calls.Live;

/// <summary>A contact that a phone has registered.</summary>
/// <param name="Id">Names it among its phone's.</param>
/// <param name="Phone">The number.</param>
/// <param name="Contact">The URI that calls go to.</param>
/// <param name="Source">Address and port that its registration came from.</param>
/// <param name="Transport">udp, tcp, ...</param>
/// <param name="IsBehindNat">Via or Contact named another address than <paramref name="Source"/>.</param>
/// <param name="UserAgent">What it calls itself.</param>
/// <param name="Path">Proxies in front of it, nearest to us first (RFC 3327).</param>
/// <param name="Preference">q, 0 to 1.</param>
/// <param name="Since">When it was first registered.</param>
/// <param name="Expires">When it ends unless it is refreshed.</param>
/// <param name="RoundTripMs">How long it took to answer the last OPTIONS of its keep-alive; null: it has not answered any.</param>
public sealed record LiveRegistration(
    string Id,
    string Phone,
    string Contact,
    string Source,
    string Transport,
    bool IsBehindNat,
    string UserAgent,
    IReadOnlyList<string> Path,
    double Preference,
    DateTimeOffset Since,
    DateTimeOffset Expires,
    int? RoundTripMs = null)
{
    /// <summary>Seconds between its keep-alives; null: it gets none.</summary>
    public int? KeepAliveSeconds { get; init; }

    /// <summary>The longest silence that the UDP way to it is known to have outlived, in seconds; null: not known.</summary>
    public int? SurvivedSeconds { get; init; }

    /// <summary>The shortest silence of the phone that it did not outlive, in seconds; null: it never happened.</summary>
    public int? LostSeconds { get; init; }
}

/// <summary>A registration began (state <c>registered</c>) or ended, with why: <c>unregistered</c>, <c>expired</c>, <c>replaced</c>, <c>removed</c>, <c>streamLost</c>, <c>silent</c>.</summary>
public sealed record RegistrationChange(string State, LiveRegistration Registration);
