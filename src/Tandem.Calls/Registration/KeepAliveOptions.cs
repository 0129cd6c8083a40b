using System.Globalization;
using Tandem.Calls.Setup;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Registration;

/// <summary>
/// A SIP OPTIONS in place of a keep-alive's datagram (SS_SIP_NAT_KEEP_ALIVE_OPTIONS). Nothing is kept for it: whose it is and when it went stands in its Call-ID, To and CSeq, and comes back with the
/// answer, whose status does not matter (RFC 3261 §11.2).
/// </summary>
internal static class KeepAliveOptions
{
    private const long Clock = 0x7fff_ffff;
    private const int KeyDigits = 16;

    private static ReadOnlySpan<byte> Begin => "ka."u8;

    private static ReadOnlySpan<byte> Branch => "z9hG4bKka"u8;

    public static void Write(SipWriter writer, in NatPhone phone, string node, long nowMs)
    {
        long number = nowMs & Clock;
        string key = phone.Key.ToString("x16", CultureInfo.InvariantCulture);
        writer.Clear().RequestLine(SipMethod.Options, phone.Uri.Span)
            .Begin(HeaderId.Via).Raw("SIP/2.0/UDP "u8);
        LegMessages.WriteAddress(writer, phone.Way.Local);
        writer.Raw(";branch="u8).Raw(Branch).Raw(key).Raw(number).Raw(";rport"u8).End()
            .Header(HeaderId.MaxForwards, LegMessages.MostHops)
            .Begin(HeaderId.From).Raw("<sip:tandem@"u8);
        LegMessages.WriteAddress(writer, phone.Way.Local);
        writer.Raw(">;tag=ka"u8).Raw(number).End().Begin(HeaderId.To).Raw("<sip:"u8);
        UserPart.Write(writer, phone.Phone);
        writer.Raw("@"u8);
        LegMessages.WriteHost(writer, phone.Way.Remote);
        writer.Raw(">"u8).End()
            .Begin(HeaderId.CallId).Raw(Begin).Raw(key).Raw("@"u8).Raw(node).End()
            .Begin(HeaderId.CSeq).Raw(number).Raw(" OPTIONS"u8).End()
            .Header(HeaderId.UserAgent, LegMessages.Product).NoBody();
    }

    /// <summary>Whether a response answers one.</summary>
    public static bool IsAnswer(SipMessage response) => response.CSeqMethod == SipMethod.Options && response.CallId.StartsWith(Begin);

    /// <summary>The branch of an answer is the one that its request went with.</summary>
    public static bool HasOwnBranch(SipMessage response, ulong key)
    {
        Span<byte> wrote = stackalloc byte[64];
        Branch.CopyTo(wrote);
        int length = Branch.Length;
        key.TryFormat(wrote[length..], out int digits, "x16", CultureInfo.InvariantCulture);
        length += digits;
        response.CSeq.TryFormat(wrote[length..], out digits, default, CultureInfo.InvariantCulture);
        return response.TopVia.Branch.SequenceEqual(wrote[..(length + digits)]);
    }

    /// <summary>Whether a response answers one; then whose, and after how many milliseconds.</summary>
    public static bool TryReadAnswer(SipMessage response, long nowMs, out string phone, out ulong key, out int roundTripMs)
    {
        phone = "";
        key = 0;
        roundTripMs = 0;
        ReadOnlySpan<byte> callId = response.CallId;
        if (!IsAnswer(response) || callId.Length < Begin.Length + KeyDigits
            || !ulong.TryParse(callId.Slice(Begin.Length, KeyDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key)
            || !SipUriView.TryRead(response.ToAddress.Uri, out SipUriView to))
        {
            return false;
        }

        phone = UserPart.Read(to);
        roundTripMs = (int)((nowMs - response.CSeq) & Clock);
        return true;
    }
}
