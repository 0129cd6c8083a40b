using System.Diagnostics.CodeAnalysis;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Media;
using Tandem.Calls.Setup;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Control;

/// <summary>
/// Requests that are carried through the switch, from one leg's dialog into the other's, and their answers back. Each side keeps its own CSeq, session timer and Contact; body and status
/// pass. A re-INVITE that fails leaves the call as it was, but for 481 and 408, which say that the other dialog is gone (RFC 3261 §12.2.1.2).
/// </summary>
internal sealed class Relays(CallShard shard)
{
    /// <summary>While one of these is under way, no INVITE or UPDATE of ours may begin.</summary>
    public const DialogPending Exclusive = DialogPending.OurInvite | DialogPending.TheirInvite | DialogPending.OurUpdate | DialogPending.TheirUpdate;

    /// <summary>CANCEL of a re-INVITE: the other side is asked to give it up, and its answer decides, so that both sides see one session.</summary>
    public void OnCancel(Relay relay, SipMessage cancel)
    {
        if (relay is { To: { } to, ToLeg: { } leg })
        {
            shard.Outbox.Cancel(leg, to, Reasons.Of(shard.UriWriter, cancel, q850Cause: 0));
        }
        else if (relay.IsHeld)
        {
            EndRelay(relay, 487);
        }
    }

    /// <summary>The 200 of a re-INVITE was never acknowledged.</summary>
    public void OnNoAck(Relay relay)
    {
        Leg? leg = relay.FromLeg;
        if (relay is { OwesAck: true, ToLeg: { } other })
        {
            shard.CalleeSide.Acknowledge(other, null);
        }

        shard.Legs.Return(relay);
        leg?.Call?.EndBySwitch(EndReason.NoAck);
    }

    /// <summary>A leg goes: what is under way from it is answered, what is under way to it is given up.</summary>
    public void EndAll(Leg leg)
    {
        for (int i = leg.Relays.Count - 1; i >= 0; i--)
        {
            Relay relay = leg.Relays[i];
            if (relay is { OwesAck: true, ToLeg: { } other })
            {
                shard.CalleeSide.Acknowledge(other, null);
            }

            EndRelay(relay, relay.Method == SipMethod.Invite ? 487 : 481);
        }
    }

    /// <summary>One fork has answered: what is under way in the dialogs of the others is over with them.</summary>
    public void EndOthers(Leg leg, Dialog answered)
    {
        for (int i = leg.Relays.Count - 1; i >= 0; i--)
        {
            Relay relay = leg.Relays[i];
            if ((relay.ToLeg == leg ? relay.ToDialog : relay.FromDialog) != answered)
            {
                EndRelay(relay, 481);
            }
        }
    }

    /// <summary>The other peer did not answer at all.</summary>
    public void OnFailed(Relay relay, bool timedOut)
    {
        Leg? asked = relay.ToLeg;
        relay.To = null;
        EndRelay(relay, timedOut ? 408 : 503);
        if (timedOut && asked is not null)
        {
            asked.Call?.EndWithout(asked, EndReason.SessionTimeout);
        }
    }

    public void Carry(Leg leg, Dialog dialog, ServerTransaction transaction, SipMessage request)
    {
        bool moves = request.Method is SipMethod.Invite or SipMethod.Update;
        int refusal = !TryFindOther(leg, dialog, out Leg? other, out Dialog? otherDialog) ? 481
            : request.MaxForwards == 0 ? 483
            : request.Method == SipMethod.Invite && (leg.Invite is not null || other.Invite is not null || leg.State != LegState.Up) ? 491
            : moves && (otherDialog.Pending & Exclusive) != DialogPending.None
                && leg.State == LegState.Up ? 491
            : LegMessages.HasUnknownOption(request, timer: true, reliable: true) ? 420
            : 0;
        if (refusal != 0 || other is null || otherDialog is null)
        {
            Forget(dialog, request);
            shard.InDialog.Refuse(leg, transaction, refusal);
            return;
        }

        bool isEarlyOffer = request.Method == SipMethod.Update && leg is { IsCaller: true, State: LegState.Open };
        if (isEarlyOffer && shard.EarlyOffers.TryTakeUpdate(leg, dialog, transaction, request))
        {
            return;
        }

        if (moves && leg.State == LegState.Up && !InDialog.TryTakeTimer(leg, request))
        {
            Forget(dialog, request);
            shard.InDialog.IntervalTooSmall(leg, transaction);
            return;
        }

        Relay relay = Link(leg, dialog, transaction, other, otherDialog, request);
        if (relay.IsOffer)
        {
            dialog.Pending |= DialogPending.TheirOffer;
        }

        if (request.Method == SipMethod.Invite)
        {
            shard.Outbox.RespondBare(leg, transaction, 100);
        }

        if (!shard.MediaGate.HoldsCarried(relay, request))
        {
            Send(relay, request);
        }
    }

    /// <summary>The media node has made the description for the other side.</summary>
    public void GoOn(Relay relay, SipMessage request, uint rseq)
    {
        if (relay.SentAs == SipMethod.Prack)
        {
            shard.InDialog.SendPrack(relay.ToLeg!, relay.ToDialog!, rseq, relay); // linked, see Begin
        }
        else
        {
            Send(relay, request);
        }
    }

    /// <summary>It can't be carried across.</summary>
    public void Refuse(Relay relay, int status) => EndRelay(relay, status);

    /// <summary>A PRACK whose offer can't go on as one: the callee's provisional was not reliable. The callee has it as an UPDATE (RFC 3311 §5.1).</summary>
    public void CarryAsUpdate(Leg leg, Dialog dialog, ServerTransaction transaction, Leg other, Dialog otherDialog, SipMessage prack)
    {
        Relay relay = Link(leg, dialog, transaction, other, otherDialog, prack);
        relay.SentAs = SipMethod.Update;
        dialog.Pending |= relay.Theirs;
        if (!shard.MediaGate.HoldsCarried(relay, prack))
        {
            Send(relay, prack);
        }
    }

    /// <summary>A request of the switch's own, to the relay's one side (<see cref="OwnRequests"/>).</summary>
    public void Start(Relay relay, ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body) => Finish(relay, Begin(relay, LegMessages.MostHops), contentType, body);

    private void Send(Relay relay, SipMessage request)
    {
        SipWriter writer = Begin(relay, request.MaxForwards > 0 ? request.MaxForwards - 1 : LegMessages.MostHops);
        PassingHeaders.Copy(writer, request);
        Finish(relay, writer, request.ContentType, request.Body);
    }

    private SipWriter Begin(Relay relay, int maxForwards)
    {
        Leg leg = relay.ToLeg!; // a relay that is linked has them
        Dialog dialog = relay.ToDialog!;
        ClientTransaction transaction = shard.Table.Begin(relay.SentAs, leg.Flow, leg, relay);
        relay.To = transaction;
        dialog.Pending |= relay.Ours;
        SipWriter writer = LegMessages.BeginRequest(shard, leg, dialog, transaction, maxForwards);
        if (relay.SentAs is SipMethod.Invite or SipMethod.Update)
        {
            LegMessages.WriteContact(writer, leg.Flow);
            LegMessages.WriteSupported(writer, leg.Session.IsOn, reliable: false);
            leg.Session.WriteRequest(writer, leg.MinSE);
            writer.Header(HeaderId.Allow, LegMessages.Allow);
        }

        leg.Login.Write(writer, relay.SentAs, dialog.RemoteTarget);
        return writer;
    }

    private void Finish(Relay relay, SipWriter writer, ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body)
    {
        Leg leg = relay.ToLeg!; // as in Begin
        writer.Body(contentType, body);
        if (leg.KeepsSdp && relay.IsOffer)
        {
            leg.Sdp.Set(body, shard.Buffers);
        }

        shard.Outbox.Start(leg, relay.To!); // just begun
    }

    public void OnAnswered(Relay relay, ClientTransaction transaction, SipMessage response)
    {
        int status = response.StatusCode;
        Leg to = relay.ToLeg!; // linked, see Send
        Dialog toDialog = relay.ToDialog!;
        toDialog.Done(relay.Ours);
        relay.To = null;
        if (status is 401 or 407 && to.Egress is { } egress && relay.From?.Request is { } request && to.Login.TryTake(response, egress, shard))
        {
            Send(relay, request);
            return;
        }

        if (status >= 300)
        {
            if (relay is { Method: SipMethod.Prack, SentAs: SipMethod.Update, From: { } prack, FromLeg: { } asker, FromDialog: { } asked })
            {
                asked.Done(relay.Theirs);
                MediaDesk.OnOfferRefused(asker.Call);
                shard.Legs.Return(relay);
                shard.EarlyOffers.OnRefused(asker, asked, prack);
                return;
            }

            EndRelay(relay, status is 401 or 407 ? 403 : status);
            if (InDialogRules.EndsDialog(status) && to.State == LegState.Up && to.Dialog == toDialog)
            {
                to.Call?.EndWithout(to, EndReason.SessionTimeout);
            }

            return;
        }

        if (relay.SentAs is SipMethod.Invite or SipMethod.Update)
        {
            toDialog.RefreshTarget(response);
            shard.Ways.Find(to);
            if (to.Session.IsOn && to.State == LegState.Up)
            {
                to.Session = SessionTimer.FromAnswer(response);
                shard.Sessions.Start(to);
            }
        }

        if (relay.Method == SipMethod.Invite)
        {
            to.AckNonce = 0;
            shard.Table.Disown(transaction); // its repeats come as strays, and are acknowledged again
            relay.OwesAck = !relay.HasOffer && !response.Body.IsEmpty;
            if (!relay.OwesAck)
            {
                shard.CalleeSide.Acknowledge(to, null);
            }
        }

        Succeed(relay, response);
    }

    /// <summary>The other side's 2xx becomes ours.</summary>
    private void Succeed(Relay relay, SipMessage response)
    {
        if (relay is not { From: { } from, FromLeg: { } leg, FromDialog: { } dialog })
        {
            Leg? own = relay is { FromLeg: null, HasOffer: true } ? relay.ToLeg : null;
            (relay.FromLeg is null ? relay.ToLeg : null)?.Call?.Changed();
            shard.Legs.Return(relay);
            if (own is not null)
            {
                shard.EarlyOffers.OnAnswered(own, response.Body);
            }

            return;
        }

        dialog.Done(relay.Theirs);
        bool moves = relay.Method is SipMethod.Invite or SipMethod.Update;
        if (moves && from.Request is { } request)
        {
            dialog.RefreshTarget(request);
            shard.Ways.Find(leg);
        }

        SipWriter writer = shard.InDialog.BeginSuccess(leg, from, moves, response.StatusCode);
        PassingHeaders.Copy(writer, response);
        writer.Body(response.ContentType, response.Body);
        if (moves && leg.KeepsSdp && !response.Body.IsEmpty)
        {
            leg.Sdp.Set(response.Body, shard.Buffers);
        }

        shard.Outbox.Respond(leg, from, response.StatusCode);
        if (moves && leg.State == LegState.Up)
        {
            shard.Sessions.Start(leg);
            leg.Call?.Changed();
        }

        if (relay.Method != SipMethod.Invite)
        {
            shard.Legs.Return(relay);
        }
    }

    public void OnAck(Relay relay, SipMessage ack)
    {
        ServerTransaction from = relay.From!; // the caller has looked
        shard.Table.Acknowledge(from);
        if (relay is { OwesAck: true, ToLeg: { } other })
        {
            relay.OwesAck = false;
            shard.CalleeSide.Acknowledge(other, ack);
            other.Call?.Changed();
        }

        shard.Legs.Return(relay);
    }

    /// <summary>It is over without a success; the peer that asked, if any, is told so.</summary>
    private void EndRelay(Relay relay, int status)
    {
        if (relay.IsOffer)
        {
            MediaDesk.OnOfferRefused((relay.FromLeg ?? relay.ToLeg)?.Call);
        }

        if (relay is { From: { } from, FromLeg: { } leg })
        {
            relay.FromDialog?.Done(relay.Theirs);
            relay.ToDialog?.Done(relay.Ours);
            if (!from.IsAnswered)
            {
                shard.InDialog.Refuse(leg, from, status);
            }
            else if (from.IsInvite)
            {
                shard.Table.Acknowledge(from);
            }
        }

        shard.Legs.Return(relay);
    }

    public Relay Link(Leg leg, Dialog dialog, ServerTransaction transaction, Leg other, Dialog otherDialog, SipMessage request)
    {
        Relay relay = shard.Legs.RentRelay();
        (relay.From, relay.FromLeg, relay.FromDialog) = (transaction, leg, dialog);
        (relay.ToLeg, relay.ToDialog) = (other, otherDialog);
        relay.Method = relay.SentAs = request.Method;
        relay.HasOffer = !request.Body.IsEmpty;
        transaction.Owner = relay;
        leg.Relays.Add(relay);
        other.Relays.Add(relay);
        return relay;
    }

    /// <summary>The dialog on the other side that belongs to this one.</summary>
    private static bool TryFindOther(
        Leg leg,
        Dialog dialog,
        [NotNullWhen(true)] out Leg? other,
        [NotNullWhen(true)] out Dialog? otherDialog)
    {
        other = leg.Call is not { } call ? null : leg.IsCaller ? call.Callee : call.Caller;
        otherDialog = null;
        if (other is null || leg.State == LegState.Closing || other.State == LegState.Closing)
        {
            return false;
        }

        if (leg.State == LegState.Up && other.State == LegState.Up)
        {
            otherDialog = other.Dialog;
            return otherDialog is not null;
        }

        Leg callee = leg.IsCaller ? other : leg;
        foreach (Fork fork in callee.Forks)
        {
            if (leg.IsCaller ? fork.Caller == dialog : fork.Callee == dialog)
            {
                otherDialog = leg.IsCaller ? fork.Callee : fork.Caller;
                return otherDialog is not null;
            }
        }

        return false;
    }

    private static void Forget(Dialog dialog, SipMessage request) =>
        dialog.Done(request.Method == SipMethod.Invite ? DialogPending.TheirInvite : DialogPending.TheirUpdate);
}
