using Tandem.Calls.Registration;
using Tandem.Calls.Setup;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Services;

/// <summary>Where a 300, 301 or 302 sends a call: RFC 3261 §8.1.3.4. Only the numbers count, best first; whatever host they name, they are called as the phone itself would dial them.</summary>
internal static class Redirection
{
    private const int MostTargets = 5;

    public static bool Is(int status) => status is >= 300 and <= 302;

    /// <summary>None: it names nothing that is a number.</summary>
    public static IReadOnlyList<string> NumbersOf(SipMessage response)
    {
        List<(string Number, int Quality)> found = [];
        foreach (ReadOnlySpan<byte> value in response.Values(HeaderId.Contact))
        {
            if (NameAddrView.TryRead(value, out NameAddrView address) && SipUriView.TryRead(address.Uri, out SipUriView uri) && uri.Scheme != UriScheme.Other
                && UserPart.Read(uri) is { Length: > 0 } number && found.Count < MostTargets)
            {
                found.Add((number, RegisterRequest.QualityOf(address.Parameters)));
            }
        }

        return [.. found.OrderByDescending(static one => one.Quality).Select(static one => one.Number).Distinct(StringComparer.Ordinal)];
    }
}
