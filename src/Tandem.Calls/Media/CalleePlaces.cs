using System.Net;
using System.Text;
using Tandem.Calls.Control;
using Tandem.Calls.Registration;
using Tandem.Calls.Setup;
using Tandem.Routing.Media;
using Tandem.Sip.Headers;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Media;

/// <summary>
/// Where the callee's media will be, as far as signalling shows. Of a phone its contact tells whether it is behind a NAT: it names a private address, and the phone speaks from a public one. Of several
/// places that ring at once, one on another network than the caller, or behind a NAT, decides for all, for nobody knows yet which will answer.
/// </summary>
internal static class CalleePlaces
{
    public static (MediaNetwork Network, bool BehindNat) Of(Call call, Leg callee, MediaNetwork callers)
    {
        MediaNetwork network = MediaNetworks.Of(callee.Flow.Remote.Ip);
        bool behindNat = IsBehindNat(callee.Place.Contact);
        foreach (RingPlace place in call.Hunt.Beside)
        {
            if (place.Contact is { } contact)
            {
                MediaNetwork its = MediaNetworks.Of(contact.Flow.Remote.Ip);
                network = its != callers ? its : network;
                behindNat |= IsBehindNat(contact);
            }
        }

        return (network, behindNat);
    }

    private static bool IsBehindNat(PhoneContact? contact) =>
        contact is not null
        && MediaNetworks.Of(contact.Flow.Remote.Ip) is MediaNetwork.PublicIPv4 or MediaNetwork.PublicIPv6
        && TryHost(contact.Uri, out UInt128 host) && MediaNetworks.Of(host) is MediaNetwork.PrivateIPv4 or MediaNetwork.PrivateIPv6;

    private static bool TryHost(string uri, out UInt128 host)
    {
        host = default;
        if (!SipUriView.TryRead(Encoding.UTF8.GetBytes(uri), out SipUriView view) || !IPAddress.TryParse(Encoding.UTF8.GetString(view.Host).Trim('[', ']'), out IPAddress? address))
        {
            return false;
        }

        host = NetAddress.From(address, 0).Ip;
        return true;
    }
}
