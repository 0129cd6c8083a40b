using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Control;

/// <summary>
/// A request inside the dialog of one leg that is carried through to the other: which transaction asks, which was asked. Both transactions point here while it lasts. Pooled.
/// An offer that the switch makes itself is one without a side that asks.
/// </summary>
internal sealed class Relay
{
    /// <summary>The peer's request; null once it has its final answer and, for an INVITE with 2xx, its ACK.</summary>
    public ServerTransaction? From { get; set; }

    /// <summary>Our request to the other peer; null once it has its final answer.</summary>
    public ClientTransaction? To { get; set; }

    public Leg? FromLeg { get; set; }

    public Leg? ToLeg { get; set; }

    public Dialog? FromDialog { get; set; }

    public Dialog? ToDialog { get; set; }

    /// <summary>What the peer has sent.</summary>
    public SipMethod Method { get; set; }

    /// <summary>As what it goes on: the same, but for a PRACK whose offer goes on as an UPDATE.</summary>
    public SipMethod SentAs { get; set; }

    /// <summary>The request carried a body: of an INVITE the answer is in the response then, not in the ACK.</summary>
    public bool HasOffer { get; set; }

    /// <summary>Its body is an offer of the session; that of an INFO or a MESSAGE is none.</summary>
    public bool IsOffer => IsExchange(Method);

    /// <summary>The other peer's 2xx still waits for its ACK, which will carry this peer's answer.</summary>
    public bool OwesAck { get; set; }

    /// <summary>An offer of the switch's own.</summary>
    public bool IsOwn => FromLeg is null;

    /// <summary>It waits for the media node; nothing has been sent to the other peer yet.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Rises with each use of this object.</summary>
    public int Generation { get; private set; }

    public DialogPending Theirs => Method switch
    {
        SipMethod.Invite => DialogPending.TheirInvite,
        SipMethod.Update => DialogPending.TheirUpdate,
        _ => DialogPending.None,
    } | (IsExchange(Method) ? DialogPending.TheirOffer : DialogPending.None);

    public DialogPending Ours => SentAs switch
    {
        SipMethod.Invite => DialogPending.OurInvite,
        SipMethod.Update => DialogPending.OurUpdate,
        _ => DialogPending.None,
    } | (IsExchange(SentAs) ? DialogPending.OurOffer : DialogPending.None);

    public void Clear()
    {
        if (From is { } from && from.Owner == this)
        {
            from.Owner = null;
        }

        if (To is { } to && to.Context == this)
        {
            ToLeg?.Shard.Table.Disown(to);
        }

        FromLeg?.Relays.Remove(this);
        ToLeg?.Relays.Remove(this);
        From = null;
        To = null;
        FromLeg = ToLeg = null;
        FromDialog = ToDialog = null;
        HasOffer = OwesAck = IsHeld = false;
        Generation++;
    }

    private bool IsExchange(SipMethod method) => HasOffer && method is (SipMethod.Invite or SipMethod.Update or SipMethod.Prack);
}
