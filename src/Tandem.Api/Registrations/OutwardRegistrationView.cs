using Tandem.Calls.Live;

namespace Tandem.Api.Registrations;

/// <summary>
/// An egress trunk that registers at its carrier: <c>registered</c>, <c>asking</c>, or <c>waiting</c> for another try; where, since when and until when; the status of the last answer, 0 when none
/// came.
/// </summary>
public sealed record OutwardRegistrationView(string Trunk, string State, string Registrar, DateTimeOffset? Since, DateTimeOffset? Expires, int LastAnswer)
{
    public static OutwardRegistrationView Of(LiveOutwardRegistration live) => new(live.Trunk, live.State, live.Registrar, live.Since, live.Expires, live.LastAnswer);
}
