using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Calls.Setup;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// Requests inside a dialog, from either side. BYE, PRACK and session refreshes are a leg's own; re-INVITE, UPDATE with a description, INFO, OPTIONS and MESSAGE are carried through: a new
/// request in the other leg's dialog with its own numbers, whose answer becomes the answer here.
/// </summary>
internal sealed class InDialog(CallShard shard)
{
    /// <summary>Marks the client transaction of a PRACK that we send by ourselves.</summary>
    private static readonly object PrackMark = new();

    public void OnRequest(ServerTransaction transaction, SipMessage request)
    {
        if (shard.Dialogs.Find(request) is not { Owner: Leg leg } dialog)
        {
            shard.Counters.UnknownDialogs++;
            shard.Strays.Heard(request, transaction.Source, StrayReason.UnknownDialog);
            if (!shard.Strangers.TurnsAway(transaction, request, 481))
            {
                Refuse(null, transaction, 481);
            }

            return;
        }

        shard.Answers.Set(transaction, request, leg.Ingress?.Trunk?.SipResponseAddressMethod ?? leg.Egress?.Trunk.SipResponseAddressMethod);
        shard.Outbox.Heard(leg, request, transaction.Source);
        InDialogVerdict verdict = dialog.Judge(request);
        if (verdict != InDialogVerdict.Proceed)
        {
            int retryAfter = verdict == InDialogVerdict.TooSoon ? InDialogRules.RetryAfterSeconds(shard.Random) : -1;
            Refuse(leg, transaction, InDialogRules.StatusOf(verdict), retryAfter);
            return;
        }

        Ways.Follow(leg, transaction.Source);
        switch (request.Method)
        {
            case SipMethod.Bye:
                shard.Goodbye.OnBye(leg, dialog, transaction, request);
                break;
            case SipMethod.Prack:
                OnPrack(leg, dialog, transaction, request);
                break;
            case SipMethod.Info when shard.Keys.TryTake(leg, transaction, request):
                break;
            case SipMethod.Update when request.Body.IsEmpty:
                OnRefresh(leg, dialog, transaction, request);
                break;
            case SipMethod.Invite or SipMethod.Update or SipMethod.Info or SipMethod.Options or SipMethod.Message:
                shard.Relays.Carry(leg, dialog, transaction, request);
                break;
            default:
                Refuse(leg, transaction, 405);
                break;
        }
    }

    public void OnAck(SipMessage ack, in Flow flow)
    {
        if (shard.Dialogs.Find(ack) is not { Owner: Leg leg })
        {
            if (!IsOfRefusal(ack))
            {
                shard.Strays.Heard(ack, flow, StrayReason.UnknownDialog);
            }

            return;
        }

        if (leg.Invite is { } invite && invite.CSeq == ack.CSeq && leg.State != LegState.Open)
        {
            shard.Outbox.Heard(leg, ack, flow);
            if (!shard.MediaGate.HoldsAck(leg, null, ack))
            {
                shard.CallerSide.OnAck(leg, ack);
            }

            return;
        }

        foreach (Relay relay in leg.Relays)
        {
            if (relay.FromLeg == leg && relay is { To: null, From: { IsInvite: true } from } && from.CSeq == ack.CSeq)
            {
                shard.Outbox.Heard(leg, ack, flow);
                if (!shard.MediaGate.HoldsAck(leg, relay, ack))
                {
                    shard.Relays.OnAck(relay, ack);
                }

                return;
            }
        }
    }

    /// <summary>Of an INVITE that was refused and forgotten: it says nothing that the INVITE has not said.</summary>
    private static bool IsOfRefusal(SipMessage ack) => DialogTag.TryRead(ack.ToTag, out DialogTag tag) && tag.Index == DialogTag.NoDialog;

    public void OnResponse(Leg leg, ClientTransaction transaction, SipMessage response)
    {
        if (transaction.Context == Goodbye.Mark)
        {
            shard.Goodbye.OnResponse(leg, response);
        }
        else if (transaction.Context == SessionRefresh.Mark)
        {
            shard.Sessions.OnResponse(leg, transaction, response);
        }
        else if (transaction.Context is Relay relay && response.StatusCode >= 200)
        {
            shard.Relays.OnAnswered(relay, transaction, response);
        }
    }

    public void OnFailed(Leg leg, ClientTransaction transaction, bool timedOut)
    {
        if (transaction.Context == Goodbye.Mark)
        {
            shard.Legs.Return(leg);
        }
        else if (transaction.Context == SessionRefresh.Mark)
        {
            SessionRefresh.OnFailed(leg, transaction);
        }
        else if (transaction.Context is Relay relay)
        {
            shard.Relays.OnFailed(relay, timedOut);
        }
    }

    /// <summary>Acknowledges a reliable provisional answer (RFC 3262 §4); for a relay, with the caller's body.</summary>
    public void SendPrack(Leg leg, Dialog dialog, uint rseq, Relay? relay)
    {
        SipMessage? request = relay?.From?.Request;
        ClientTransaction transaction = shard.Table.Begin(SipMethod.Prack, leg.Flow, leg, (object?)relay ?? PrackMark);
        SipWriter writer = LegMessages.BeginRequest(shard, leg, dialog, transaction);
        writer.Begin(HeaderId.RAck).Raw(rseq).Raw(" "u8).Raw(dialog.InviteCSeq).Raw(" INVITE"u8).End();
        leg.Login.Write(writer, SipMethod.Prack, dialog.RemoteTarget);
        if (request is not null)
        {
            PassingHeaders.Copy(writer, request);
            writer.Body(request.ContentType, request.Body);
            relay!.To = transaction; // the request is the relay's
            dialog.Pending |= relay.Ours;
        }
        else
        {
            writer.NoBody();
        }

        shard.Outbox.Start(leg, transaction);
    }

    private void OnPrack(Leg leg, Dialog dialog, ServerTransaction transaction, SipMessage prack)
    {
        if (!leg.IsCaller || !CallerSide.Expects(leg, prack))
        {
            Refuse(leg, transaction, 481);
            return;
        }

        ReliableAnswer told = leg.Reliable;
        if (told.IsOvertaken)
        {
            leg.Reliable.IsOvertaken = false;
            Refuse(leg, transaction, Descriptions.IsIn(prack) ? 488 : 200); // an offer comes too late, and may come again as a re-INVITE
        }
        else if (told is { ForkRSeq: > 0, Fork: >= 0 } && leg.Call?.Callee is { } callee && told.Fork < callee.Forks.Count)
        {
            shard.CallerSide.TakePrack(leg);
            CalleeSide.Settle(callee, told.Fork, told.HasSdp);
            Dialog other = callee.Forks[told.Fork].Callee;
            Relay relay = shard.Relays.Link(leg, dialog, transaction, callee, other, prack);
            dialog.Pending |= relay.Theirs;
            if (!shard.MediaGate.HoldsCarried(relay, prack, told.ForkRSeq))
            {
                SendPrack(callee, other, told.ForkRSeq, relay);
            }
        }
        else if (prack.Body.IsEmpty)
        {
            shard.CallerSide.TakePrack(leg);
            Refuse(leg, transaction, 200);
        }
        else
        {
            shard.EarlyOffers.OnPrack(leg, dialog, transaction, prack);
        }
    }

    /// <summary>An UPDATE without a description refreshes this leg's session and nothing else.</summary>
    private void OnRefresh(Leg leg, Dialog dialog, ServerTransaction transaction, SipMessage update)
    {
        dialog.Done(DialogPending.TheirUpdate);
        if (!TryTakeTimer(leg, update))
        {
            IntervalTooSmall(leg, transaction);
            return;
        }

        dialog.RefreshTarget(update);
        shard.Ways.Find(leg);
        SipWriter writer = BeginSuccess(leg, transaction);
        writer.NoBody();
        shard.Outbox.Respond(leg, transaction, 200);
        if (leg.State == LegState.Up)
        {
            shard.Sessions.Start(leg);
            leg.Call?.Changed();
        }
    }

    /// <summary>The peer's word on session timers in a re-INVITE or UPDATE. False: 422.</summary>
    public static bool TryTakeTimer(Leg leg, SipMessage request)
    {
        bool uses = leg.IsCaller ? leg.Ingress?.Trunk?.SipTimer ?? true : leg.Egress?.Trunk.SipTimer ?? true;
        int ours = leg.Session.IsOn ? leg.Session.Interval : leg.Call?.Parameters.SessionTtl ?? 0;
        if (!uses || ours == 0)
        {
            return true;
        }

        bool accepted = SessionTimer.TryAccept(request, ours, out SessionTimer agreed);
        leg.Session = accepted ? agreed : leg.Session;
        return accepted;
    }

    public SipWriter BeginSuccess(Leg leg, ServerTransaction transaction, bool moves = true, int status = 200)
    {
        SipWriter writer = shard.Writer;
        ResponseStart.Write(writer, transaction, status);
        if (moves)
        {
            LegMessages.WriteContact(writer, leg.Flow);
            LegMessages.WriteSupported(writer, timer: true, reliable: false);
            leg.Session.WriteAnswer(writer);
        }

        return writer.Header(HeaderId.Allow, LegMessages.Allow).Header(HeaderId.Server, LegMessages.Product);
    }

    public void IntervalTooSmall(Leg leg, ServerTransaction transaction)
    {
        LegMessages.WriteIntervalTooSmall(shard.Writer, transaction);
        shard.Outbox.Respond(leg, transaction, 422);
    }

    public void Refuse(Leg? leg, ServerTransaction transaction, int status, int retryAfter = -1)
    {
        LegMessages.WriteRefusal(shard.Writer, transaction, status, retryAfter);
        shard.Outbox.Respond(leg, transaction, status);
    }
}
