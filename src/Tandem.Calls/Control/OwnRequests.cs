using Tandem.Calls.Setup;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Control;

/// <summary>Requests that the switch makes itself within a dialog, which no other side has asked for: relays with one side only.</summary>
internal sealed class OwnRequests(CallShard shard)
{
    /// <summary>An offer. Nothing when the side is busy with one of its own, for that one brings both sides together as well.</summary>
    public void Offer(Leg leg, ReadOnlySpan<byte> description)
    {
        if (leg is not { State: LegState.Up, Invite: null, Dialog: { } dialog } || (dialog.Pending & Relays.Exclusive) != DialogPending.None)
        {
            return;
        }

        Relay relay = Rent(leg, dialog, leg.AllowsUpdate ? SipMethod.Update : SipMethod.Invite);
        relay.HasOffer = true;
        if (!shard.MediaGate.HoldsOwn(relay, description))
        {
            Send(relay, description);
        }
    }

    /// <summary>The offer goes out, with the description for this side.</summary>
    public void Send(Relay relay, ReadOnlySpan<byte> description)
    {
        if (relay is not { ToLeg.State: LegState.Up, ToDialog: { } dialog } || (dialog.Pending & Relays.Exclusive) != DialogPending.None)
        {
            shard.Relays.Refuse(relay, 0); // nobody is answered
            return;
        }

        shard.Relays.Start(relay, "application/sdp"u8, description);
    }

    /// <summary>An INFO; nothing while the side is not up.</summary>
    public void Inform(Leg leg, ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body)
    {
        if (leg is { State: LegState.Up, Dialog: { } dialog })
        {
            shard.Relays.Start(Rent(leg, dialog, SipMethod.Info), contentType, body);
        }
    }

    private Relay Rent(Leg leg, Dialog dialog, SipMethod method)
    {
        Relay relay = shard.Legs.RentRelay();
        (relay.ToLeg, relay.ToDialog) = (leg, dialog);
        relay.Method = relay.SentAs = method;
        leg.Relays.Add(relay);
        return relay;
    }
}
