namespace Tandem.Sip.Transactions;

/// <summary>
/// Answers that are repeated until the far side says it has them: 2xx to INVITE until ACK, on every transport (RFC 3261
/// §13.3.1.4), and reliable provisionals until PRACK (RFC 3262 §3).
/// </summary>
internal sealed class AnswerRepeats(TransactionMeans means, ServerActions actions)
{
    public void Acknowledge(ServerTransaction transaction)
    {
        if (transaction is { InUse: true, IsInvite: true, InviteState: InviteServerState.Accepted, IsAcknowledged: false })
        {
            transaction.IsAcknowledged = true;
            transaction.Owner = null;
            means.Wheel.Cancel(transaction.Retransmit);
            actions.FreeBuffersOf(transaction);
        }
    }

    public void RepeatUntilPrack(ServerTransaction transaction)
    {
        if (transaction is { InUse: true, IsInvite: true, InviteState: InviteServerState.Proceeding, Response: not null })
        {
            transaction.AwaitsPrack = true;
            Start(transaction);
            means.Wheel.Set(transaction.Life, means.NowMs + SipTimers.TimeOut);
        }
    }

    public void Pracked(ServerTransaction transaction)
    {
        if (transaction is { InUse: true, AwaitsPrack: true })
        {
            transaction.AwaitsPrack = false;
            means.Wheel.Cancel(transaction.Retransmit);
            means.Wheel.Cancel(transaction.Life);
        }
    }

    public void Start(ServerTransaction transaction)
    {
        transaction.SendFailed = false;
        transaction.Interval = SipTimers.T1;
        means.Wheel.Set(transaction.Retransmit, means.NowMs + SipTimers.T1);
    }

    public void OnTimer(ServerTransaction transaction)
    {
        // The core's 2xx slows down to T2 (RFC 3261 §13.3.1.4); a reliable provisional just doubles (RFC 3262 §3).
        bool isSuccess = transaction.InviteState == InviteServerState.Accepted;
        transaction.Interval = isSuccess ? Math.Min(transaction.Interval * 2, SipTimers.T2) : transaction.Interval * 2;
        means.Wheel.Set(transaction.Retransmit, means.NowMs + transaction.Interval);
        if (transaction.Response is not null)
        {
            means.Retransmitted++;
            actions.Send(transaction, transaction.Response.AsSpan(0, transaction.ResponseLength));
        }
    }

    public void OnAcceptedOver(ServerTransaction transaction)
    {
        try
        {
            if (!transaction.IsAcknowledged)
            {
                means.User.OnAnswerLost(transaction, AnswerFault.NoAckToSuccess);
            }
        }
        finally
        {
            actions.Step(transaction, InviteServerEvent.TimerL, default);
        }
    }

    public void OnNoPrack(ServerTransaction transaction)
    {
        transaction.AwaitsPrack = false;
        means.Wheel.Cancel(transaction.Retransmit);
        means.User.OnAnswerLost(transaction, AnswerFault.NoPrack);
    }
}
