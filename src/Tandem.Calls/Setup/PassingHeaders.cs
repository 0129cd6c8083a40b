using System.Text;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>
/// The headers of one side's message that the other side gets: those about the call and its body. What names machines, routes or dialogs stays behind, and so does what only means something inside
/// one side's trust domain (P-Charging-Vector, P-Access-Network-Info ...) or is unknown to us.
/// </summary>
internal static class PassingHeaders
{
    private static readonly HeaderId[] Always =
        [HeaderId.ContentDisposition, HeaderId.ContentEncoding, HeaderId.ContentLanguage, HeaderId.MimeVersion, HeaderId.UserToUser];

    // Identity is a signature over numbers, not hosts (RFC 8224), and a carrier must hand it on.
    private static readonly HeaderId[] InRequests =
        [HeaderId.Accept, HeaderId.AcceptLanguage, HeaderId.Subject, HeaderId.Priority, HeaderId.Identity];

    /// <summary>For requests and their provisional and successful answers.</summary>
    public static void Copy(SipWriter writer, SipMessage from)
    {
        CopyAll(writer, from, Always);
        CopyResources(writer, from);
        if (from.IsRequest)
        {
            CopyAll(writer, from, InRequests);
            writer.CopyUnknownHeaders(from, static name => IsInfoPackage(name));
        }
        else if (from.StatusCode < 200)
        {
            writer.CopyHeaders(from, HeaderId.Reason); // why there is an announcement (RFC 6432)
        }
    }

    /// <summary>For a BYE, whose Reason is written by <see cref="Reasons"/>.</summary>
    public static void CopyOfBye(SipWriter writer, SipMessage bye) => writer.CopyHeaders(bye, HeaderId.UserToUser);

    /// <summary>For a failure, whose Reason is written by <see cref="Reasons"/>.</summary>
    public static void CopyOfFailure(SipWriter writer, SipMessage failure) => writer.CopyHeaders(failure, HeaderId.UserToUser);

    private static void CopyAll(SipWriter writer, SipMessage from, HeaderId[] headers)
    {
        foreach (HeaderId id in headers)
        {
            writer.CopyHeaders(from, id);
        }
    }

    /// <summary>
    /// A tone is named by a URN (RFC 7462) or is a file on some machine of that side, which the other neither reaches nor is to know. What is said of the caller (Call-Info) is mostly on
    /// the web, for everybody; a sip: URI in it is a machine's name.
    /// </summary>
    private static void CopyResources(SipWriter writer, SipMessage from)
    {
        foreach (ReadOnlySpan<byte> value in from.Values(HeaderId.AlertInfo))
        {
            if (NameAddrView.TryRead(value, out NameAddrView tone) && StartsWith(tone.Uri, "urn:"u8))
            {
                writer.Header(HeaderId.AlertInfo, value);
            }
        }

        foreach (ReadOnlySpan<byte> value in from.Values(HeaderId.CallInfo))
        {
            if (NameAddrView.TryRead(value, out NameAddrView resource) && !StartsWith(resource.Uri, "sip:"u8) && !StartsWith(resource.Uri, "sips:"u8))
            {
                writer.Header(HeaderId.CallInfo, value);
            }
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> uri, ReadOnlySpan<byte> scheme) =>
        uri.Length >= scheme.Length && Ascii.EqualsIgnoreCase(uri[..scheme.Length], scheme);

    // RFC 6086: what an INFO is about.
    private static bool IsInfoPackage(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(name, "Info-Package"u8) || Ascii.EqualsIgnoreCase(name, "Recv-Info"u8);
}
