using Tandem.Calls.Control;
using Tandem.Routing.Phones;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>
/// Diversion (RFC 5806) and History-Info (RFC 7044): which numbers a call was forwarded from, and why. The numbers and reasons pass, with our own host in place of the caller's side's; so does their order.
/// A caller who asks for <c>Privacy: history</c>, <c>header</c> or <c>session</c> has neither sent (RFC 7044 §10.1).
/// </summary>
internal static class ForwardingHeaders
{
    private const PrivacyKinds Hiding = PrivacyKinds.History | PrivacyKinds.Header | PrivacyKinds.Session;

    /// <summary>Those that the caller's INVITE came with, and those of the forwardings that led to this leg: of Diversion the last forwarding comes first, of History-Info last.</summary>
    public static void Write(SipWriter writer, SipMessage invite, Leg leg)
    {
        Forwarding? by = leg.Place.Route.By;
        if (by is null && !invite.Has(HeaderId.Diversion) && !invite.Has(HeaderId.HistoryInfo))
        {
            return;
        }

        if ((Privacy.Read(invite.Header(HeaderId.Privacy)) & Hiding) == PrivacyKinds.Unsaid)
        {
            OwnForwards.WriteDiversion(writer, by, leg);
            Copy(writer, invite, HeaderId.Diversion, leg);
            Copy(writer, invite, HeaderId.HistoryInfo, leg);
            OwnForwards.WriteHistory(writer, by, invite, leg);
        }
    }

    private static void Copy(SipWriter writer, SipMessage invite, HeaderId id, Leg leg)
    {
        foreach (ReadOnlySpan<byte> value in invite.Values(id))
        {
            if (NameAddrView.TryRead(value, out NameAddrView entry) && SipUriView.TryRead(entry.Uri, out SipUriView uri) && uri.Scheme != UriScheme.Other)
            {
                writer.Begin(id).Raw("<"u8);
                WriteUri(writer, entry.Uri, uri, leg);
                writer.Raw(">"u8).Raw(entry.Parameters).End();
            }
        }
    }

    /// <summary>A tel: URI has no host. Of a sip: URI's parameters only those about the number and the reason stay (RFC 3261 §19.1.1, RFC 4458), of its headers all (RFC 7044 §5: Reason, Privacy).</summary>
    private static void WriteUri(SipWriter writer, ReadOnlySpan<byte> whole, in SipUriView uri, Leg leg)
    {
        if (uri.Scheme == UriScheme.Tel)
        {
            writer.Raw(whole);
            return;
        }

        writer.Raw("sip:"u8);
        if (!uri.UserInfo.IsEmpty)
        {
            writer.Raw(uri.User).Raw(uri.UserParameters).Raw("@"u8);
        }

        string domain = leg.Egress?.Trunk.FromDomain ?? "";
        if (domain.Length > 0)
        {
            writer.Raw(domain);
        }
        else
        {
            LegMessages.WriteHost(writer, leg.Flow.Local);
        }

        WriteParameter(writer, uri, ";user="u8);
        WriteParameter(writer, uri, ";cause="u8);
        if (!uri.Headers.IsEmpty)
        {
            writer.Raw("?"u8).Raw(uri.Headers);
        }
    }

    private static void WriteParameter(SipWriter writer, in SipUriView uri, ReadOnlySpan<byte> text)
    {
        if (uri.TryGetParameter(text[1..^1], out ReadOnlySpan<byte> value) && !value.IsEmpty)
        {
            writer.Raw(text).Raw(value);
        }
    }
}
