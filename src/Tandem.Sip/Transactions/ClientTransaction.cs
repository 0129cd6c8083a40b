using Tandem.Sip.Messages;
using Tandem.Wire.Flows;
using Tandem.Wire.Timers;

namespace Tandem.Sip.Transactions;

/// <summary>
/// A request we sent, and who waits for its answer. Pooled; found by the index inside its branch, never searched.
/// </summary>
public sealed class ClientTransaction
{
    internal ClientTransaction(ClientActions actions, int index)
    {
        Index = index;
        Retransmit = new(actions, this, isRetransmit: true);
        Life = new(actions, this, isRetransmit: false);
    }

    /// <summary>
    /// Who is told of answers; without one nobody is (2xx to INVITE excepted, see
    /// <see cref="ITransactionUser.OnStraySuccess"/>).
    /// </summary>
    public object? Owner { get; set; }

    /// <summary>What the owner wants to remember with it, such as which leg asked.</summary>
    public object? Context { get; set; }

    public SipMethod Method { get; internal set; }
    public bool IsInvite => Method == SipMethod.Invite;
    public Flow Flow { get; internal set; }
    public InviteClientState InviteState { get; internal set; }
    internal NonInviteClientState NonInviteState { get; set; }

    /// <summary>CANCEL would go out at once: a provisional answer has come and no final one (RFC 3261 §9.1).</summary>
    public bool CanCancel => IsInvite && InviteState == InviteClientState.Proceeding;

    /// <summary>No final response yet.</summary>
    public bool IsPending =>
        IsInvite ? InviteState <= InviteClientState.Proceeding : NonInviteState <= NonInviteClientState.Proceeding;

    internal int Index { get; }
    internal ulong Nonce { get; set; }
    internal bool InUse { get; set; }
    internal byte[]? Request { get; set; }
    internal int RequestLength { get; set; }

    /// <summary>Milliseconds to the next repeat.</summary>
    internal int Interval { get; set; }

    /// <summary>Place in <see cref="TransactionTable.ResendSchedule"/>; −1 when the RFC's own intervals hold.</summary>
    internal int ScheduleStep { get; set; }

    /// <summary>The first sending failed; the wheel reports it.</summary>
    internal bool SendFailed { get; set; }

    /// <summary>CANCEL was asked for before a provisional came; it goes out with the first one.</summary>
    internal bool CancelWanted { get; set; }

    /// <summary>CANCEL has gone out; it goes out once.</summary>
    internal bool CancelSent { get; set; }

    /// <summary>The Reason of that CANCEL, in a pooled buffer.</summary>
    internal byte[]? CancelReason { get; set; }
    internal int CancelReasonLength { get; set; }

    /// <summary>The request is too large for a datagram and went by a stream: where the datagram would go. Else default.</summary>
    internal Flow Datagram { get; set; }

    /// <summary>Nothing at all has been heard of it.</summary>
    internal bool IsUnheard => IsInvite ? InviteState == InviteClientState.Calling : NonInviteState == NonInviteClientState.Trying;

    /// <summary>The CANCEL of this INVITE, which shares its branch.</summary>
    internal ClientTransaction? Cancel { get; set; }

    /// <summary>The INVITE that this CANCEL cancels.</summary>
    internal ClientTransaction? Cancels { get; set; }

    internal bool OnStream { get; set; }
    internal ClientTransaction? NextOnStream { get; set; }
    internal ClientTransaction? PreviousOnStream { get; set; }
    internal ClientTimer Retransmit { get; }
    internal ClientTimer Life { get; }

    internal sealed class ClientTimer(ClientActions actions, ClientTransaction owner, bool isRetransmit) : TimerNode
    {
        public override void OnTimer() => actions.OnTimer(owner, isRetransmit);
    }
}
