using Tandem.Calls.Control;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>What a REGISTER's packet says about the way to its phone, beside what the phone says. Pure.</summary>
internal static class PhoneWay
{
    private const int DefaultPort = 5060;

    /// <summary>
    /// Its Via or its Contact names another address than the packet's source, or its Via another port while rport says that it hears where it sends from (RFC 3581 §3). Through a proxy the
    /// source is the proxy's, and tells nothing.
    /// </summary>
    public static bool IsBehindNat(SipMessage request, in Flow source, in SipUriView contact)
    {
        if (request.ViaCount > 1)
        {
            return false;
        }

        ViaView via = request.TopVia;
        bool isOtherVia = HostText.TryReadAddress(via.Host, PortOf(via.Port), out NetAddress sentBy)
            && (sentBy.Ip != source.Remote.Ip || (!source.IsStream && via.HasRPort && sentBy.Port != source.Remote.Port));
        return isOtherVia || (HostText.TryReadAddress(contact.Host, PortOf(contact.Port), out NetAddress named) && named.Ip != source.Remote.Ip);
    }

    /// <summary>Its packets come from another port than it sends from.</summary>
    public static bool IsMovedPort(SipMessage request, in Flow source) => request.ViaCount == 1 && PortOf(request.TopVia.Port) != source.Remote.Port;

    /// <summary>
    /// Where requests to it go: back on the flow it came by. A phone that is not behind a NAT and does not say that it hears where it sends from hears at its Contact; a proxy with a Path (RFC
    /// 3327) at the port that this names.
    /// </summary>
    public static Flow Of(SipMessage request, in Flow source, in SipUriView contact, ReadOnlySpan<byte> firstPath, bool isBehindNat)
    {
        if (source.IsStream || isBehindNat)
        {
            return source;
        }

        if (!firstPath.IsEmpty)
        {
            return NameAddrView.TryRead(firstPath, out NameAddrView path) && SipUriView.TryRead(path.Uri, out SipUriView proxy) ? AtPortOf(proxy, source) : source;
        }

        return request.TopVia.HasRPort ? source : AtPortOf(contact, source);
    }

    /// <summary>Where a phone of before listens for streams, when it has no NAT in front; false: only on a stream of its own.</summary>
    public static bool TryReadListener(ReadOnlySpan<byte> uri, out NetAddress listener)
    {
        listener = default;
        return SipUriView.TryRead(uri, out SipUriView contact) && HostText.TryReadAddress(contact.Host, PortOf(contact.Port), out listener);
    }

    private static Flow AtPortOf(in SipUriView uri, in Flow source) =>
        HostText.TryReadAddress(uri.Host, PortOf(uri.Port), out NetAddress named) && named.Ip == source.Remote.Ip ? source with { Remote = named } : source;

    private static int PortOf(int port) => port == 0 ? DefaultPort : port;
}
