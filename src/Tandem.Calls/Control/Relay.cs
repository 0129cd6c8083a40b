using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Control;

/// <summary>
/// A request inside the dialog of one leg that is carried through to the other: which transaction asks, which was asked. Both transactions point here while it lasts. Pooled.
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

    public SipMethod Method { get; set; }

    /// <summary>The request carried a session description: the answer is in the response, not in the ACK.</summary>
    public bool HasOffer { get; set; }

    /// <summary>The other peer's 2xx still waits for its ACK, which will carry this peer's answer.</summary>
    public bool OwesAck { get; set; }

    /// <summary>It waits for the media node; nothing has been sent to the other peer yet.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Rises with each use of this object.</summary>
    public int Generation { get; private set; }

    public DialogPending Theirs => Method switch
    {
        SipMethod.Invite => DialogPending.TheirInvite | (HasOffer ? DialogPending.TheirOffer : DialogPending.None),
        SipMethod.Update => DialogPending.TheirUpdate | (HasOffer ? DialogPending.TheirOffer : DialogPending.None),
        _ => DialogPending.None,
    };

    public DialogPending Ours => Method switch
    {
        SipMethod.Invite => DialogPending.OurInvite | (HasOffer ? DialogPending.OurOffer : DialogPending.None),
        SipMethod.Update => DialogPending.OurUpdate | (HasOffer ? DialogPending.OurOffer : DialogPending.None),
        _ => DialogPending.None,
    };

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
}
