using Tandem.Calls.Live;

namespace Tandem.Api.Registrations;

/// <summary>
/// A contact that a phone has registered: where calls go, where its registration came from, whether a NAT lies between, what the phone calls itself, how long it lasts, how
/// fast it answers OPTIONS if it is asked, how many seconds lie between its keep-alives, and which silence its binding in the router has outlived and which it has not, as far as that is known. The id
/// names it among its phone's.
/// </summary>
public sealed record RegistrationView(
    string Id,
    string Phone,
    string Contact,
    string Source,
    string Transport,
    bool BehindNat,
    string UserAgent,
    IReadOnlyList<string> Path,
    double Preference,
    DateTimeOffset Since,
    DateTimeOffset Expires,
    int? RoundTripMs,
    int? KeepAliveSeconds,
    int? BindingSurvivedSeconds,
    int? BindingLostSeconds)
{
    public static RegistrationView Of(LiveRegistration live) => new(
        live.Id, live.Phone, live.Contact, live.Source, live.Transport, live.IsBehindNat, live.UserAgent, live.Path, live.Preference, live.Since, live.Expires,
        live.RoundTripMs, live.KeepAliveSeconds, live.SurvivedSeconds, live.LostSeconds);
}
