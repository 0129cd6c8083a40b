using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Tandem.Api.Access;

/// <summary>
/// Reverse proxies in front of the API. What a trusted one says of the browser (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>) counts, so that sessions' cookies are for https only and the audit
/// trail has the browser's address; what anybody else says does not.
/// </summary>
public static class TrustedProxies
{
    /// <summary>Before all else. Beside <paramref name="networks"/> this machine is trusted, where a proxy usually stands.</summary>
    public static void UseTrustedProxies(this WebApplication app, IReadOnlyList<IPNetwork> networks)
    {
        // Read from the right until an address is no trusted proxy's: what a browser wrote there itself stands further left.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Add(new(IPAddress.IPv6Loopback, 128));
        foreach (IPNetwork network in networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }
}
