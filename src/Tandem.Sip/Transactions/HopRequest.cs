using Tandem.Sip.Messages;

namespace Tandem.Sip.Transactions;

/// <summary>Writes the two requests that follow an INVITE hop by hop.</summary>
internal sealed class HopRequest
{
    private readonly SipMessage _scratch = new();

    /// <summary>
    /// ACK for a failure, or CANCEL: the INVITE's own Request-URI, top Via, From, Call-ID, CSeq number and Routes (RFC 3261
    /// §17.1.1.3, §9.1), and the Reason of a CANCEL (RFC 3326) unless empty.
    /// </summary>
    public void Write(SipWriter writer, ClientTransaction invite, SipMethod method, ReadOnlySpan<byte> to, ReadOnlySpan<byte> reason)
    {
        writer.Clear();
        if (invite.Request is null)
        {
            return;
        }

        _scratch.Buffer = invite.Request;
        _scratch.Length = invite.RequestLength;
        SipParser.Parse(_scratch);
        writer.RequestLine(method, _scratch.RequestUri)
            .CopyHeaders(_scratch, HeaderId.Via)
            .CopyHeaders(_scratch, HeaderId.Route)
            .Header(HeaderId.MaxForwards, "70"u8)
            .Header(HeaderId.From, _scratch.From)
            .Header(HeaderId.To, to.IsEmpty ? _scratch.To : to)
            .Header(HeaderId.CallId, _scratch.CallId)
            .Begin(HeaderId.CSeq).Raw(_scratch.CSeq).Raw(" "u8).Raw(SipMethods.Name(method)).End();
        if (!reason.IsEmpty)
        {
            writer.Header(HeaderId.Reason, reason);
        }

        writer.NoBody();
        _scratch.Buffer = [];
        _scratch.Length = 0;
    }
}
