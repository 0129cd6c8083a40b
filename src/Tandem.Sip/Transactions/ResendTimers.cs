namespace Tandem.Sip.Transactions;

/// <summary>When requests are sent again: timers A and B, E and F of RFC 3261 §17.1, or for INVITE a schedule of our own.</summary>
internal sealed class ResendTimers(TransactionMeans means)
{
    /// <inheritdoc cref="TransactionTable.ResendSchedule"/>
    public int[]? Schedule { get; set; }

    public void Start(ClientTransaction transaction)
    {
        transaction.ScheduleStep = -1;
        transaction.Interval = SipTimers.T1;
        int life = SipTimers.TimeOut;
        if (!transaction.Flow.IsStream)
        {
            if (transaction.IsInvite && Schedule is { Length: > 0 } schedule)
            {
                transaction.ScheduleStep = 0;
                transaction.Interval = schedule[0];
                life = schedule.Sum();
            }

            means.Wheel.Set(transaction.Retransmit, means.NowMs + transaction.Interval);
        }

        means.Wheel.Set(transaction.Life, means.NowMs + life);
    }

    /// <summary>False when the schedule has no repeat left: the life timer ends the wait.</summary>
    public bool TryNext(ClientTransaction transaction)
    {
        if (transaction.ScheduleStep < 0)
        {
            // Timer A doubles without end, timer E up to T2 (RFC 3261 §17.1.1.2, §17.1.2.2).
            int doubled = transaction.Interval * 2;
            transaction.Interval = transaction.IsInvite ? doubled : Math.Min(doubled, SipTimers.T2);
            return true;
        }

        transaction.ScheduleStep++;
        if (Schedule is not { } schedule || transaction.ScheduleStep >= schedule.Length)
        {
            return false;
        }

        transaction.Interval = schedule[transaction.ScheduleStep];
        return true;
    }
}
