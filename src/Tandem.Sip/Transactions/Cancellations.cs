using Tandem.Sip.Messages;

namespace Tandem.Sip.Transactions;

/// <summary>CANCEL of our INVITEs: when it may go, with whose reason, and what becomes of the INVITE (RFC 3261 §9.1).</summary>
internal sealed class Cancellations(TransactionMeans means, ClientTransactions transactions, ClientActions actions)
{
    private readonly HopRequest _hop = new();

    public void Ask(ClientTransaction invite, ReadOnlySpan<byte> reason)
    {
        if (!invite.InUse || !invite.IsInvite || invite.CancelSent)
        {
            return;
        }

        if (!invite.CancelWanted && !reason.IsEmpty)
        {
            invite.CancelReason = means.Copy(reason);
            invite.CancelReasonLength = reason.Length;
        }

        invite.CancelWanted = true;
        SendIfDue(invite);
    }

    /// <summary>A provisional answer has come, or CANCEL is asked for: does it go now?</summary>
    public void SendIfDue(ClientTransaction invite)
    {
        if (invite is not { CancelWanted: true, CancelSent: false, CanCancel: true, Request: not null })
        {
            return;
        }

        invite.CancelSent = true;
        ClientTransaction cancel = transactions.Begin(SipMethod.Cancel, invite.Flow, owner: null);
        cancel.Nonce = invite.Nonce;
        cancel.Cancels = invite;
        invite.Cancel = cancel;
        _hop.Write(means.Writer, invite, SipMethod.Cancel, to: default, invite.CancelReason.AsSpan(0, invite.CancelReasonLength));
        actions.Start(cancel, means.Writer.Written);

        // RFC 3261 §9.1: with no final answer 64·T1 after the CANCEL, the INVITE counts as ended.
        means.Wheel.Set(invite.Life, means.NowMs + SipTimers.TimeOut);
    }

    /// <summary>The ACK of a failure, which belongs to the hop as CANCEL does.</summary>
    public ReadOnlySpan<byte> WriteAck(ClientTransaction invite, SipMessage response)
    {
        _hop.Write(means.Writer, invite, SipMethod.Ack, response.To, reason: default);
        return means.Writer.Written;
    }
}
