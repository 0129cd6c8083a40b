using Tandem.Sip.Messages;
using Tandem.Wire.Flows;
using static Tandem.Sip.Transactions.TransactionEffects;

namespace Tandem.Sip.Transactions;

/// <summary>Does what the two client machines decide: sends, repeats, cancels, acknowledges, tells the user.</summary>
internal sealed class ClientActions(TransactionMeans means, ClientTransactions transactions)
{
    /// <inheritdoc cref="TransactionTable.ResendSchedule"/>
    public int[]? ResendSchedule
    {
        get => _timers.Schedule;
        set => _timers.Schedule = value;
    }

    public void Start(ClientTransaction transaction, ReadOnlySpan<byte> request)
    {
        transaction.Request = means.Copy(request);
        transaction.RequestLength = request.Length;
        transactions.Streams.Add(transaction);
        _timers.Start(transaction);
        if (!TrySend(transaction, request))
        {
            // Reported from the wheel, not from inside the caller's own step.
            transaction.SendFailed = true;
            means.Wheel.Set(transaction.Retransmit, means.NowMs);
        }
    }

    public void Cancel(ClientTransaction invite)
    {
        if (!invite.InUse || !invite.IsInvite || invite.CancelSent)
        {
            return;
        }

        invite.CancelWanted = true;
        if (invite.CanCancel)
        {
            SendCancel(invite);
        }
    }

    /// <summary>Nobody waits for it any more: an INVITE that only rings then ends as a cancelled one does, for no timer of its own would end it.</summary>
    public void Disown(ClientTransaction transaction)
    {
        transaction.Owner = null;
        transaction.Context = null;
        if (transaction is { InUse: true, IsInvite: true, InviteState: InviteClientState.Proceeding, CancelSent: false })
        {
            means.Wheel.Set(transaction.Life, means.NowMs + SipTimers.TimeOut);
        }
    }

    public void Fail(ClientTransaction transaction)
    {
        if (transaction.IsInvite)
        {
            Step(transaction, InviteClientEvent.TransportError, null, transaction.Flow);
        }
        else
        {
            Step(transaction, NonInviteClientEvent.TransportError, null, transaction.Flow);
        }
    }

    public void Step(ClientTransaction transaction, InviteClientEvent seen, SipMessage? response, in Flow flow)
    {
        (InviteClientState next, TransactionEffects effects) = InviteClientMachine.Step(transaction.InviteState, seen);
        transaction.InviteState = next;
        bool reliable = transaction.Flow.IsStream;
        int linger = next == InviteClientState.Accepted ? SipTimers.TimeOut : reliable ? 0 : SipTimers.TimerD;
        Perform(transaction, effects, response, flow, linger);
    }

    public void Step(ClientTransaction transaction, NonInviteClientEvent seen, SipMessage? response, in Flow flow)
    {
        (NonInviteClientState next, TransactionEffects effects) = NonInviteClientMachine.Step(transaction.NonInviteState, seen);
        transaction.NonInviteState = next;
        Perform(transaction, effects, response, flow, transaction.Flow.IsStream ? 0 : SipTimers.T4);
    }

    public void OnTimer(ClientTransaction transaction, bool isRetransmit)
    {
        if (!transaction.InUse)
        {
            return;
        }

        if (!isRetransmit)
        {
            OnLifeOver(transaction);
            return;
        }

        if (transaction.SendFailed)
        {
            Fail(transaction);
            return;
        }

        if (!_timers.TryNext(transaction))
        {
            return;
        }

        means.Wheel.Set(transaction.Retransmit, means.NowMs + transaction.Interval);
        if (transaction.IsInvite)
        {
            Step(transaction, InviteClientEvent.TimerA, null, transaction.Flow);
        }
        else
        {
            Step(transaction, NonInviteClientEvent.TimerE, null, transaction.Flow);
        }
    }

    private readonly HopRequest _hop = new();
    private readonly ResendTimers _timers = new(means);

    private void SendCancel(ClientTransaction invite)
    {
        if (invite.Request is null)
        {
            return;
        }

        invite.CancelSent = true;
        ClientTransaction cancel = transactions.Begin(SipMethod.Cancel, invite.Flow, owner: null);
        cancel.Nonce = invite.Nonce;
        cancel.Cancels = invite;
        invite.Cancel = cancel;
        _hop.Write(means.Writer, invite, SipMethod.Cancel, to: default);
        Start(cancel, means.Writer.Written);

        // RFC 3261 §9.1: with no final answer 64·T1 after the CANCEL, the INVITE counts as ended.
        means.Wheel.Set(invite.Life, means.NowMs + SipTimers.TimeOut);
    }

    /// <summary>By its stream, or when that is gone by a new one to the same address.</summary>
    private bool TrySend(ClientTransaction transaction, ReadOnlySpan<byte> message)
    {
        if (means.Send(transaction.Flow, message))
        {
            return true;
        }

        if (!transaction.Flow.IsStream || transaction.Flow.Connection == 0)
        {
            return false;
        }

        transaction.Flow = transaction.Flow.To(transaction.Flow.Remote);
        return means.Send(transaction.Flow, message);
    }

    private void Perform(
        ClientTransaction transaction, TransactionEffects effects, SipMessage? response, in Flow flow, int linger)
    {
        if (effects == None)
        {
            means.Absorbed++;
            return;
        }

        if ((effects & Resend) != None && transaction.Request is not null)
        {
            means.Retransmitted++;
            TrySend(transaction, transaction.Request.AsSpan(0, transaction.RequestLength));
        }

        if ((effects & StopTimers) != None)
        {
            means.Wheel.Cancel(transaction.Retransmit);
            means.Wheel.Cancel(transaction.Life);
        }

        if ((effects & SlowRetransmission) != None)
        {
            transaction.Interval = SipTimers.T2;
            if (transaction.ScheduleStep >= 0)
            {
                // The schedule is for what nobody answers at all.
                transaction.ScheduleStep = -1;
                means.Wheel.Set(transaction.Life, means.NowMs + SipTimers.TimeOut);
                means.Wheel.Set(transaction.Retransmit, means.NowMs + SipTimers.T2);
            }
        }

        if ((effects & SendAck) != None && response is not null)
        {
            _hop.Write(means.Writer, transaction, SipMethod.Ack, response.To);
            TrySend(transaction, means.Writer.Written);
        }

        if ((effects & FreeBuffers) != None)
        {
            means.Buffers.Return(transaction.Request);
            transaction.Request = null;
        }

        if ((effects & StartLinger) != None)
        {
            means.Wheel.Set(transaction.Life, means.NowMs + linger);
        }

        if ((effects & PassUp) != None && response is not null)
        {
            PassUpResponse(transaction, response, flow);
        }

        if ((effects & Remove) != None)
        {
            End(transaction, effects);
        }
    }

    private void End(ClientTransaction transaction, TransactionEffects effects)
    {
        try
        {
            if ((effects & (ReportTimeout | ReportTransportError)) != None && transaction.Owner is not null)
            {
                means.User.OnFailed(transaction, (effects & ReportTimeout) != None);
            }
        }
        finally
        {
            transactions.Remove(transaction);
        }
    }

    private void PassUpResponse(ClientTransaction transaction, SipMessage response, in Flow flow)
    {
        if (transaction.Owner is not null)
        {
            means.User.OnResponse(transaction, response, flow);
        }
        else if (transaction.InviteState == InviteClientState.Accepted)
        {
            means.User.OnStraySuccess(response, flow);
        }

        if (transaction is { CancelWanted: true, CanCancel: true, CancelSent: false })
        {
            SendCancel(transaction);
        }
    }

    private void OnLifeOver(ClientTransaction transaction)
    {
        if (transaction.IsInvite)
        {
            Step(transaction, transaction.InviteState switch
            {
                InviteClientState.Accepted => InviteClientEvent.TimerM,
                InviteClientState.Completed => InviteClientEvent.TimerD,
                _ => InviteClientEvent.TimerB,
            }, null, transaction.Flow);
        }
        else
        {
            bool isOver = transaction.NonInviteState == NonInviteClientState.Completed;
            Step(transaction, isOver ? NonInviteClientEvent.TimerK : NonInviteClientEvent.TimerF, null, transaction.Flow);
        }
    }
}
