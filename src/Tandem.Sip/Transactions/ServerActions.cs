using Tandem.Sip.Messages;
using Tandem.Wire.Flows;
using static Tandem.Sip.Transactions.TransactionEffects;

namespace Tandem.Sip.Transactions;

/// <summary>Does what the two server machines decide: sends and keeps answers, repeats them, tells the user.</summary>
internal sealed class ServerActions
{
    private readonly TransactionMeans _means;
    private readonly ServerTransactions _transactions;

    public ServerActions(TransactionMeans means, ServerTransactions transactions)
    {
        _means = means;
        _transactions = transactions;
        Repeats = new(means, this);
    }

    public AnswerRepeats Repeats { get; }

    public void Respond(ServerTransaction transaction, int status, ReadOnlySpan<byte> response)
    {
        if (!transaction.InUse)
        {
            return;
        }

        if (!transaction.IsInvite)
        {
            Step(transaction, status < 200 ? NonInviteServerEvent.SendProvisional : NonInviteServerEvent.SendFinal, response);
            return;
        }

        bool first = transaction.InviteState == InviteServerState.Proceeding;
        if (status >= 200 && first)
        {
            Repeats.Pracked(transaction);
        }

        InviteServerEvent seen = status < 200 ? InviteServerEvent.SendProvisional
            : status < 300 ? InviteServerEvent.SendSuccess
            : InviteServerEvent.SendFailure;
        Step(transaction, seen, response);
        if (first && transaction.InviteState == InviteServerState.Accepted)
        {
            Repeats.Start(transaction);
        }
    }

    public void Respond(ServerTransaction transaction, int status, string phrase = "")
    {
        if (transaction is { InUse: true, Request: { } request })
        {
            _means.WriteBare(request, transaction.Source, status, phrase, transaction.LocalTag);
            Respond(transaction, status, _means.Writer.Written);
        }
    }

    public void Step(ServerTransaction transaction, InviteServerEvent seen, ReadOnlySpan<byte> response)
    {
        (InviteServerState next, TransactionEffects effects) = InviteServerMachine.Step(transaction.InviteState, seen);
        transaction.InviteState = next;

        // Timer L runs on every transport (RFC 6026 §7.1), timer I is zero on a reliable one (RFC 3261 §17.2.1).
        int linger = next == InviteServerState.Accepted ? SipTimers.TimeOut
            : transaction.ResponseFlow.IsStream ? 0
            : SipTimers.T4;
        Perform(transaction, effects, response, linger);
    }

    public void Step(ServerTransaction transaction, NonInviteServerEvent seen, ReadOnlySpan<byte> response)
    {
        (NonInviteServerState next, TransactionEffects effects) = NonInviteServerMachine.Step(transaction.NonInviteState, seen);
        transaction.NonInviteState = next;

        // Timer J is zero on a reliable transport (RFC 3261 §17.2.2).
        Perform(transaction, effects, response, transaction.ResponseFlow.IsStream ? 0 : SipTimers.TimeOut);
    }

    public void OnTimer(ServerTransaction transaction, bool isRetransmit)
    {
        if (!transaction.InUse)
        {
            return;
        }

        if (!isRetransmit)
        {
            OnLifeOver(transaction);
        }
        else if (transaction.SendFailed)
        {
            transaction.SendFailed = false;
            if (transaction.IsInvite)
            {
                Step(transaction, InviteServerEvent.TransportError, default);
            }
            else
            {
                Step(transaction, NonInviteServerEvent.TransportError, default);
            }
        }
        else if (transaction.IsInvite && transaction.InviteState is InviteServerState.Accepted or InviteServerState.Proceeding)
        {
            Repeats.OnTimer(transaction);
        }
        else
        {
            transaction.Interval = Math.Min(transaction.Interval * 2, SipTimers.T2);
            _means.Wheel.Set(transaction.Retransmit, _means.NowMs + transaction.Interval);
            Step(transaction, InviteServerEvent.TimerG, default);
        }
    }

    /// <summary>Answers waited for their address; the last one goes out now.</summary>
    public void Release(ServerTransaction transaction, in Flow way)
    {
        transaction.HoldsAnswers = false;
        transaction.ResponseFlow = way;
        if (transaction.Response is not null)
        {
            Send(transaction, transaction.Response.AsSpan(0, transaction.ResponseLength));
        }
    }

    public void Send(ServerTransaction transaction, ReadOnlySpan<byte> response)
    {
        if (transaction.HoldsAnswers || _means.Send(transaction.ResponseFlow, response))
        {
            return;
        }

        if (transaction.ResponseFlow.IsStream && transaction.ResponseFlow != transaction.SecondWay
            && _means.Send(transaction.SecondWay, response))
        {
            transaction.ResponseFlow = transaction.SecondWay;
            return;
        }

        // Told from the wheel, not from inside the owner's own step; where an ACK is awaited, its absence will tell.
        if (!transaction.IsInvite || transaction.InviteState == InviteServerState.Proceeding)
        {
            transaction.SendFailed = true;
            _means.Wheel.Set(transaction.Retransmit, _means.NowMs);
        }
    }

    public void FreeBuffersOf(ServerTransaction transaction)
    {
        FreeRequest(transaction);
        _means.Buffers.Return(transaction.Response);
        transaction.Response = null;
    }

    private void Perform(ServerTransaction transaction, TransactionEffects effects, ReadOnlySpan<byte> response, int linger)
    {
        if ((effects & SendResponse) != None)
        {
            if (!transaction.AwaitsPrack)
            {
                Keep(transaction, response);
            }

            Send(transaction, response);
        }

        if ((effects & Resend) != None && transaction.Response is not null)
        {
            _means.Retransmitted++;
            Send(transaction, transaction.Response.AsSpan(0, transaction.ResponseLength));
        }

        if ((effects & StartResponseTimers) != None)
        {
            _means.Wheel.Set(transaction.Life, _means.NowMs + SipTimers.TimeOut);
            if (!transaction.ResponseFlow.IsStream)
            {
                transaction.Interval = SipTimers.T1;
                _means.Wheel.Set(transaction.Retransmit, _means.NowMs + SipTimers.T1);
            }

            FreeRequest(transaction);
        }

        if ((effects & StopTimers) != None)
        {
            _means.Wheel.Cancel(transaction.Retransmit);
            _means.Wheel.Cancel(transaction.Life);
        }

        if ((effects & FreeBuffers) != None)
        {
            FreeBuffersOf(transaction);
        }

        if ((effects & StartLinger) != None)
        {
            if (!transaction.IsInvite)
            {
                FreeRequest(transaction);
            }

            _means.Wheel.Set(transaction.Life, _means.NowMs + linger);
        }

        if ((effects & (ReportTimeout | ReportTransportError | Remove)) != None)
        {
            Report(transaction, effects);
        }
    }

    private void Report(ServerTransaction transaction, TransactionEffects effects)
    {
        try
        {
            if ((effects & ReportTimeout) != None)
            {
                _means.User.OnAnswerLost(transaction, AnswerFault.NoAckToFailure);
            }
            else if ((effects & ReportTransportError) != None)
            {
                _means.User.OnAnswerLost(transaction, AnswerFault.NotSent);
            }
        }
        finally
        {
            if ((effects & Remove) != None)
            {
                _transactions.Remove(transaction);
            }
        }
    }

    private void OnLifeOver(ServerTransaction transaction)
    {
        if (!transaction.IsInvite)
        {
            Step(transaction, NonInviteServerEvent.TimerJ, default);
            return;
        }

        switch (transaction.InviteState)
        {
            case InviteServerState.Accepted:
                Repeats.OnAcceptedOver(transaction);
                return;
            case InviteServerState.Proceeding:
                Repeats.OnNoPrack(transaction);
                return;
            case InviteServerState.Confirmed:
                Step(transaction, InviteServerEvent.TimerI, default);
                return;
            default:
                Step(transaction, InviteServerEvent.TimerH, default);
                return;
        }
    }

    private void Keep(ServerTransaction transaction, ReadOnlySpan<byte> response)
    {
        if (transaction.Response is null || transaction.Response.Length < response.Length)
        {
            _means.Buffers.Return(transaction.Response);
            transaction.Response = _means.Buffers.Rent(response.Length);
        }

        response.CopyTo(transaction.Response);
        transaction.ResponseLength = response.Length;
    }

    private void FreeRequest(ServerTransaction transaction)
    {
        _means.Messages.Free(transaction.Request);
        transaction.Request = null;
    }
}
