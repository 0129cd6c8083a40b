using Tandem.Sip.Messages;
using Tandem.Wire.Flows;
using static Tandem.Sip.Transactions.TransactionEffects;

namespace Tandem.Sip.Transactions;

/// <summary>Does what the two client machines decide: sends, repeats, cancels, acknowledges, tells the user.</summary>
internal sealed class ClientActions
{
    private readonly TransactionMeans _means;
    private readonly ClientTransactions _transactions;
    private readonly ResendTimers _timers;

    public ClientActions(TransactionMeans means, ClientTransactions transactions)
    {
        _means = means;
        _transactions = transactions;
        _timers = new(means);
        Large = new(means);
        Cancellations = new(means, transactions, this);
    }

    /// <inheritdoc cref="TransactionTable.ResendSchedule"/>
    public int[]? ResendSchedule
    {
        get => _timers.Schedule;
        set => _timers.Schedule = value;
    }

    public LargeRequests Large { get; }

    public Cancellations Cancellations { get; }

    public void Start(ClientTransaction transaction, ReadOnlySpan<byte> request)
    {
        bool isMoved = Large.TryMove(transaction, request, out ReadOnlySpan<byte> moved);
        transaction.Request = _means.Copy(moved);
        transaction.RequestLength = moved.Length;
        if (isMoved)
        {
            _means.Wheel.Set(transaction.Retransmit, _means.NowMs + LargeRequests.Patience);
        }

        Begin(transaction);
    }

    /// <summary>Nobody waits for it any more: an INVITE that only rings then ends as a cancelled one does, for no timer of its own would end it.</summary>
    public void Disown(ClientTransaction transaction)
    {
        transaction.Owner = null;
        transaction.Context = null;
        if (transaction is { InUse: true, IsInvite: true, InviteState: InviteClientState.Proceeding, CancelSent: false })
        {
            _means.Wheel.Set(transaction.Life, _means.NowMs + SipTimers.TimeOut);
        }
    }

    /// <summary>The transport is gone, or never was there.</summary>
    public void Fail(ClientTransaction transaction)
    {
        if (transaction.Datagram != default && transaction.IsUnheard)
        {
            UseDatagram(transaction);
        }
        else if (transaction.IsInvite)
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
            transaction.SendFailed = false;
            Fail(transaction);
            return;
        }

        if (transaction.Datagram != default)
        {
            if (transaction.IsUnheard)
            {
                UseDatagram(transaction);
            }

            return;
        }

        if (!_timers.TryNext(transaction))
        {
            return;
        }

        _means.Wheel.Set(transaction.Retransmit, _means.NowMs + transaction.Interval);
        if (transaction.IsInvite)
        {
            Step(transaction, InviteClientEvent.TimerA, null, transaction.Flow);
        }
        else
        {
            Step(transaction, NonInviteClientEvent.TimerE, null, transaction.Flow);
        }
    }

    private void Begin(ClientTransaction transaction)
    {
        _transactions.Streams.Add(transaction);
        _timers.Start(transaction);
        if (!TrySend(transaction, transaction.Request.AsSpan(0, transaction.RequestLength)))
        {
            // Reported from the wheel, not from inside the caller's own step.
            transaction.SendFailed = true;
            _means.Wheel.Set(transaction.Retransmit, _means.NowMs);
        }
    }

    private void UseDatagram(ClientTransaction transaction)
    {
        _transactions.Streams.Remove(transaction);
        Large.MoveBack(transaction);
        Begin(transaction);
    }

    /// <summary>By its stream, or when that is gone by a new one to the same address.</summary>
    private bool TrySend(ClientTransaction transaction, ReadOnlySpan<byte> message)
    {
        if (_means.Send(transaction.Flow, message))
        {
            return true;
        }

        if (!transaction.Flow.IsStream || transaction.Flow.Connection == 0)
        {
            return false;
        }

        transaction.Flow = transaction.Flow.To(transaction.Flow.Remote);
        return _means.Send(transaction.Flow, message);
    }

    private void Perform(
        ClientTransaction transaction, TransactionEffects effects, SipMessage? response, in Flow flow, int linger)
    {
        if (effects == None)
        {
            _means.Absorbed++;
            return;
        }

        if ((effects & Resend) != None && transaction.Request is not null)
        {
            _means.Retransmitted++;
            TrySend(transaction, transaction.Request.AsSpan(0, transaction.RequestLength));
        }

        if ((effects & StopTimers) != None)
        {
            _means.Wheel.Cancel(transaction.Retransmit);
            _means.Wheel.Cancel(transaction.Life);
        }

        if ((effects & SlowRetransmission) != None)
        {
            transaction.Interval = SipTimers.T2;
            if (transaction.ScheduleStep >= 0)
            {
                // The schedule is for what nobody answers at all.
                transaction.ScheduleStep = -1;
                _means.Wheel.Set(transaction.Life, _means.NowMs + SipTimers.TimeOut);
                _means.Wheel.Set(transaction.Retransmit, _means.NowMs + SipTimers.T2);
            }
        }

        if ((effects & SendAck) != None && response is not null)
        {
            TrySend(transaction, Cancellations.WriteAck(transaction, response));
        }

        if ((effects & FreeBuffers) != None)
        {
            _means.Buffers.Return(transaction.Request);
            transaction.Request = null;
        }

        if ((effects & StartLinger) != None)
        {
            _means.Wheel.Set(transaction.Life, _means.NowMs + linger);
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
                _means.User.OnFailed(transaction, (effects & ReportTimeout) != None);
            }
        }
        finally
        {
            _transactions.Remove(transaction);
        }
    }

    private void PassUpResponse(ClientTransaction transaction, SipMessage response, in Flow flow)
    {
        if (transaction.Owner is not null)
        {
            _means.User.OnResponse(transaction, response, flow);
        }
        else if (transaction.InviteState == InviteClientState.Accepted)
        {
            _means.User.OnStraySuccess(response, flow);
        }

        Cancellations.SendIfDue(transaction);
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
