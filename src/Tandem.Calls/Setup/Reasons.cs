using Tandem.Billing.Cdrs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Setup;

/// <summary>The Reason header (RFC 3326; in responses RFC 6432): what one side says passes to the other as it is; where it says nothing, our own cause does.</summary>
internal static class Reasons
{
    /// <summary>Writes the other side's reasons, or the cause when there are none and it is above 0.</summary>
    public static void Write(SipWriter writer, SipMessage? from, int q850Cause)
    {
        if (from is not null && from.Has(HeaderId.Reason))
        {
            writer.CopyHeaders(from, HeaderId.Reason);
        }
        else if (q850Cause > 0)
        {
            writer.Begin(HeaderId.Reason).Raw("Q.850;cause="u8).Raw(q850Cause).End();
        }
    }

    /// <summary>The same as one value, for a CANCEL: empty when there is nothing to say. Good until the scratch is used again.</summary>
    public static ReadOnlySpan<byte> Of(SipWriter scratch, SipMessage? from, int q850Cause)
    {
        scratch.Clear();
        if (from is not null && from.Has(HeaderId.Reason))
        {
            foreach (HeaderLine line in from.LinesOf(HeaderId.Reason))
            {
                scratch.Raw(scratch.Written.IsEmpty ? ""u8 : ", "u8).Raw(line.Value);
            }
        }
        else if (q850Cause > 0)
        {
            scratch.Raw("Q.850;cause="u8).Raw(q850Cause);
        }

        return scratch.Written;
    }

    /// <summary>The Q.850 cause that a message names; 0 when it names none.</summary>
    public static int Q850Of(SipMessage message)
    {
        foreach (ReadOnlySpan<byte> value in message.Values(HeaderId.Reason))
        {
            if (ReasonView.TryRead(value, out ReasonView reason) && reason is { IsQ850: true, Cause: > 0 and < 128 })
            {
                return reason.Cause;
            }
        }

        return 0;
    }

    /// <summary>The Q.850 cause of a BYE, or what its SIP status stands for; 16 when it names none.</summary>
    public static int CauseOf(SipMessage bye)
    {
        if (Q850Of(bye) is > 0 and int named)
        {
            return named;
        }

        int cause = (int)EndReason.NormalCallClearing;
        foreach (ReadOnlySpan<byte> value in bye.Values(HeaderId.Reason))
        {
            if (ReasonView.TryRead(value, out ReasonView reason) && reason is { IsSip: true, Cause: >= 300 and < 700 })
            {
                cause = EndReasons.Q850Cause(reason.Cause);
            }
        }

        return cause;
    }
}
