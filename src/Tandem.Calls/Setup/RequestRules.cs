using System.Text;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>
/// What RFC 3261 §8.2 asks of a request outside a dialog before anybody looks at who is called: a URI that we can reach, options that we know, a body that we may pass. Pure.
/// </summary>
internal static class RequestRules
{
    /// <summary>
    /// The status that refuses it, or 0. <c>sips:</c> asks for TLS on every hop, which no listener of ours offers (RFC 5630 §4: 416).
    /// </summary>
    public static int Judge(SipMessage request, bool timer, bool reliable)
    {
        SipUriView.TryRead(request.RequestUri, out SipUriView uri);
        if (uri.Scheme is not (UriScheme.Sip or UriScheme.Tel))
        {
            return 416;
        }

        if (LegMessages.HasUnknownOption(request, timer, reliable))
        {
            return 420;
        }

        return request.Method != SipMethod.Invite ? 0
            : !MayPass(request) ? 415
            : !TakesDescriptions(request) ? 406
            : 0;
    }

    /// <summary>405 for a method that we know and do not serve, 501 for one that we have never heard of (RFC 3261 §8.2.1, §21.5.2).</summary>
    public static int StatusOfMethod(SipMethod method) => method == SipMethod.Other ? 501 : 405;

    /// <summary>Descriptions pass, alone or as a part; other bodies only when the caller can do without them (RFC 3261 §8.2.3).</summary>
    private static bool MayPass(SipMessage request)
    {
        ReadOnlySpan<byte> type = request.Header(HeaderId.ContentType);
        return request.Body.IsEmpty
            || Begins(type, "application/sdp"u8)
            || Begins(type, "multipart/"u8)
            || Holds(request.Header(HeaderId.ContentDisposition), "handling=optional"u8);
    }

    /// <summary>Whether the caller takes an answer with a description: no Accept means that it does (RFC 3261 §20.1).</summary>
    private static bool TakesDescriptions(SipMessage request)
    {
        bool asked = false;
        foreach (ReadOnlySpan<byte> range in request.Values(HeaderId.Accept))
        {
            if (Begins(range, "application/sdp"u8) || Begins(range, "application/*"u8) || Begins(range, "*/*"u8))
            {
                return true;
            }

            asked = true;
        }

        return !asked;
    }

    private static bool Begins(ReadOnlySpan<byte> value, ReadOnlySpan<byte> with) => value.Length >= with.Length && Ascii.EqualsIgnoreCase(value[..with.Length], with);

    private static bool Holds(ReadOnlySpan<byte> value, ReadOnlySpan<byte> wanted)
    {
        for (int at = value.IndexOf((byte)';'); at >= 0 && at < value.Length;)
        {
            ReadOnlySpan<byte> parameter = value[(at + 1)..].TrimStart(" \t"u8);
            if (Begins(parameter, wanted))
            {
                return true;
            }

            int next = value[(at + 1)..].IndexOf((byte)';');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }
}
