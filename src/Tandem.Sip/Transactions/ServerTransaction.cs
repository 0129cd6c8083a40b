using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;
using Tandem.Wire.Timers;

namespace Tandem.Sip.Transactions;

/// <summary>A request that came in, and its answer. Pooled by its <see cref="TransactionTable"/>.</summary>
public sealed class ServerTransaction
{
    internal ServerTransaction(ServerActions actions)
    {
        Retransmit = new(actions, this, isRetransmit: true);
        Life = new(actions, this, isRetransmit: false);
    }

    /// <summary>What the owner hangs on it; cleared when the transaction ends.</summary>
    public object? Owner { get; set; }

    public SipMethod Method { get; internal set; }
    public bool IsInvite => Method == SipMethod.Invite;

    /// <summary>CSeq number of the request: the ACK of a 2xx carries the same.</summary>
    public uint CSeq { get; internal set; }

    /// <summary>
    /// The request, while it is kept: until its final answer has been sent, or for an accepted INVITE until the ACK.
    /// </summary>
    public SipMessage? Request { get; internal set; }

    /// <summary>Where the request came from.</summary>
    public Flow Source { get; internal set; }

    /// <summary>Where answers go: by RFC 3581 at first, or as the trunk's method says once it is known.</summary>
    public Flow ResponseFlow { get; set; }

    /// <summary>
    /// Where answers go is being looked up: they are kept and not sent. <see cref="TransactionTable.Release"/> sends the last.
    /// </summary>
    public bool HoldsAnswers { get; set; }

    /// <summary>Changes with each use of this object, so that an answer that comes too late is known.</summary>
    public uint Generation { get; internal set; }

    /// <summary>
    /// The To tag of all our answers, where the request has none: one that follows from the request at first, the dialog's once
    /// there is one.
    /// </summary>
    public DialogTag LocalTag { get; set; }

    public InviteServerState InviteState { get; internal set; }
    internal NonInviteServerState NonInviteState { get; set; }

    /// <summary>A final answer has been given.</summary>
    public bool IsAnswered =>
        IsInvite ? InviteState != InviteServerState.Proceeding : NonInviteState >= NonInviteServerState.Completed;

    /// <summary>What the request and its repeats share (RFC 3261 §17.2.3), and no other request.</summary>
    public UInt128 Key { get; internal set; }
    internal UInt128 MergeKey { get; set; }
    internal byte[]? Response { get; set; }
    internal int ResponseLength { get; set; }
    internal int Interval { get; set; }
    internal bool InUse { get; set; }

    /// <summary>The transport refused the last answer; the wheel reports it.</summary>
    internal bool SendFailed { get; set; }

    /// <summary>The ACK of our 2xx has come.</summary>
    internal bool IsAcknowledged { get; set; }

    /// <summary>The kept response is a reliable provisional that waits for its PRACK.</summary>
    internal bool AwaitsPrack { get; set; }

    /// <summary>The way to open a new stream when the request's is gone (RFC 3261 §18.2.2); default on datagrams.</summary>
    internal Flow SecondWay { get; set; }
    internal ServerTimer Retransmit { get; }
    internal ServerTimer Life { get; }

    internal sealed class ServerTimer(ServerActions actions, ServerTransaction owner, bool isRetransmit) : TimerNode
    {
        public override void OnTimer() => actions.OnTimer(owner, isRetransmit);
    }
}
