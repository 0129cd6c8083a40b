using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Calls.Setup;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>
/// Our INVITE to a carrier, and all that can come of it: challenges, longer session intervals, provisional answers reliable or not, forks, the answer, failure, and what comes after we
/// have turned away. The first 2xx wins; those of other forks are acknowledged and ended (RFC 3261 §13.2.2.4).
/// </summary>
internal sealed class CalleeSide(CallShard shard)
{
    /// <summary>So often a request of ours goes out again because the peer wants a longer session interval.</summary>
    public const int MostIntervalTries = 2;

    /// <summary>Sends the INVITE, for the first time or again with what the carrier asked for.</summary>
    public void Invite(Call call, Leg leg)
    {
        if (leg.Dialog is null)
        {
            InviteMessage.BeginDialog(shard, call, leg);
        }

        Dialog dialog = leg.Dialog!; // just begun
        ClientTransaction transaction = shard.Table.Begin(SipMethod.Invite, leg.Flow, leg);
        leg.InviteClient = transaction;
        dialog.Pending |= DialogPending.OurInvite | (call.HasOffer ? DialogPending.OurOffer : DialogPending.None);
        InviteMessage.Write(shard, call, leg, transaction);
        shard.Outbox.Start(leg, transaction);
    }

    public void OnResponse(Leg leg, SipMessage response)
    {
        int status = response.StatusCode;
        if (status >= 300)
        {
            OnFailure(leg, response);
        }
        else if (status >= 200)
        {
            OnSuccess(leg, response);
        }
        else if (leg.Call is { } call)
        {
            OnProvisional(call, leg, response);
        }
    }

    public void OnFailed(Leg leg, bool timedOut)
    {
        leg.InviteClient = null;
        if (leg.Call is { } call)
        {
            call.Attempts.OnUnreachable(leg, timedOut);
        }
        else
        {
            shard.Legs.Return(leg);
        }
    }

    /// <summary>The call has no more use for this attempt. <paramref name="reason"/>: the Reason of a CANCEL, or empty.</summary>
    public void Drop(Leg leg, ReadOnlySpan<byte> reason)
    {
        shard.Relays.EndAll(leg);
        leg.Forks.Clear();
        if (leg is { State: LegState.Open, Held: { } held })
        {
            EndAnswered(leg, held);
        }
        else if (leg.State == LegState.Open && leg.InviteClient is { } invite)
        {
            shard.Outbox.Cancel(leg, invite, reason);
        }
        else if (leg.State == LegState.Up)
        {
            Acknowledge(leg, null);
            shard.Goodbye.SendNow(leg, EndReasons.Q850Cause(EndReason.CallerCancel));
        }
        else
        {
            shard.Legs.Return(leg);
        }
    }

    /// <summary>The ACK of the 2xx; with the caller's answer in it when the 2xx carried the offer.</summary>
    public void Acknowledge(Leg leg, SipMessage? callersAck)
    {
        if (leg.Dialog is not { } dialog)
        {
            return;
        }

        leg.AckNonce = shard.Table.NewNonce() | 1;
        SipWriter writer = WriteAck(leg, dialog);
        if (callersAck is { Body.IsEmpty: false })
        {
            PassingHeaders.Copy(writer, callersAck);
            writer.Body(callersAck.ContentType, callersAck.Body);
            leg.AckMessage.Set(writer.Written, shard.Buffers);
            if (leg.KeepsSdp)
            {
                leg.Sdp.Set(callersAck.Body, shard.Buffers);
            }
        }
        else
        {
            writer.NoBody();
            leg.AckMessage.Clear(shard.Buffers);
        }

        dialog.Done(DialogPending.OurOffer | DialogPending.TheirOffer);
        shard.Outbox.Ack(leg, writer.Written);
    }

    /// <summary>A 2xx that belongs to no INVITE in hand: our ACK was lost, or a fork comes late. What is not ours is not answered.</summary>
    public void OnStraySuccess(SipMessage response, in Flow flow)
    {
        if (shard.Dialogs.FindForResponse(response) is { Owner: Leg known })
        {
            shard.Outbox.Heard(known, response, flow);
            AcknowledgeAgain(known);
        }
        else if (shard.Dialogs.FindAnyForResponse(response) is { Owner: Leg { IsCaller: false } first } any
            && shard.Dialogs.ForAnswer(any, response) is { } fork)
        {
            EndFork(first, fork);
        }
        else
        {
            shard.Strays.Heard(response, flow, StrayReason.UnmatchedResponse);
        }
    }

    /// <summary>A reliable provisional of this fork gets its PRACK. With a description in it, offer and answer have met, and the callee may have the next offer.</summary>
    public static void Settle(Leg leg, int fork, bool hasDescription)
    {
        if (hasDescription)
        {
            Fork known = leg.Forks[fork];
            known.IsSettled = true;
            leg.Forks[fork] = known;
        }
    }

    private void OnProvisional(Call call, Leg leg, SipMessage response)
    {
        if (response.StatusCode == 100)
        {
            call.Attempts.OnTrying();
            return;
        }

        if (response.StatusCode == 199)
        {
            return; // one fork has failed (RFC 6228); the INVITE goes on, and the caller has not said that it knows the code
        }

        int fork = ForkOf(leg, response);
        if (fork >= 0)
        {
            shard.Ways.Foresee(leg, leg.Forks[fork].Callee);
        }

        leg.AllowsUpdate |= response.ContainsToken(HeaderId.Allow, "UPDATE"u8);
        uint rseq = 0;
        if (response.ContainsToken(HeaderId.Require, "100rel"u8) && fork >= 0 && RSeq.TryRead(response.Header(HeaderId.RSeq), out rseq))
        {
            Fork known = leg.Forks[fork];
            if (known.RSeq != 0 && rseq != known.RSeq + 1)
            {
                return; // a repeat, or one that overtook another (RFC 3262 §4)
            }

            bool carries = call.Caller is { Knows100Rel: true };
            if (carries && CallerSide.IsBusy(call.Caller!)) // Knows100Rel has said that it is there
            {
                return;
            }

            known.RSeq = rseq;
            leg.Forks[fork] = known;
            if (!response.Body.IsEmpty)
            {
                known.Callee.Done(DialogPending.OurOffer); // it is answered, so either side may make the next (RFC 3311 §5.1)
            }

            if (!carries)
            {
                Settle(leg, fork, !response.Body.IsEmpty);
                shard.InDialog.SendPrack(leg, known.Callee, rseq, null);
                rseq = 0;
            }
        }

        call.Attempts.OnProgress(leg, response, fork, rseq);
    }

    private void OnSuccess(Leg leg, SipMessage response)
    {
        Dialog? dialog = leg.Dialog is null ? null : shard.Dialogs.ForAnswer(leg.Dialog, response);
        if (dialog is null)
        {
            return; // no tag, or more forks than we follow
        }

        if (leg.State == LegState.Open && leg.Call is { Caller: { } caller } && CallerSide.MustWait(caller))
        {
            leg.Held ??= dialog;
            return; // the callee repeats its 2xx until our ACK (RFC 3261 §13.3.1.4); so it waits for the caller's PRACK
        }

        if (leg.State == LegState.Open)
        {
            Win(leg, dialog, response);
        }
        else if (leg.Dialog == dialog)
        {
            AcknowledgeAgain(leg);
        }
        else if (dialog.Owner is Leg stray && stray != leg)
        {
            AcknowledgeAgain(stray); // it has been ended already, and repeats its 2xx until our ACK
        }
        else
        {
            EndFork(leg, dialog);
        }
    }

    private void Win(Leg leg, Dialog dialog, SipMessage response)
    {
        if (leg.Call is not { } call)
        {
            EndAnswered(leg, dialog); // the 200 crossed our CANCEL
            return;
        }

        int fork = ForkOf(leg, response);
        leg.IntervalTries = 0;
        Confirm(leg, dialog);

        leg.AllowsUpdate = response.ContainsToken(HeaderId.Allow, "UPDATE"u8);
        leg.Session = leg.Egress?.Trunk.SipTimer == true ? SessionTimer.FromAnswer(response) : SessionTimer.None;
        if (leg.KeepsSdp && call.Offer is { IsEmpty: false } offer)
        {
            leg.Sdp.Set(offer, shard.Buffers);
        }

        shard.Sessions.Start(leg);
        call.Attempts.OnAnswer(response, fork);
    }

    private void OnFailure(Leg leg, SipMessage response)
    {
        leg.InviteClient = null;
        if (leg.Call is not { } call)
        {
            shard.Legs.Return(leg);
            return;
        }

        int status = response.StatusCode;
        if (status is 401 or 407 && leg.Egress is { } egress && leg.Login.TryTake(response, egress, shard))
        {
            Invite(call, leg);
        }
        else if (status == 422 && leg.IntervalTries++ < MostIntervalTries)
        {
            leg.MinSE = Math.Max(leg.MinSE, SessionTimer.SmallestOf(response));
            Invite(call, leg);
        }
        else
        {
            call.Attempts.OnFailed(leg, status, response);
        }
    }

    private void AcknowledgeAgain(Leg leg)
    {
        if (leg.AckNonce == 0 || leg.Dialog is not { } dialog)
        {
            return; // the first is still owed: it waits for the caller's
        }

        if (leg.AckMessage.IsEmpty)
        {
            shard.Outbox.Ack(leg, WriteAck(leg, dialog).NoBody().Written);
        }
        else
        {
            shard.Outbox.Ack(leg, leg.AckMessage.Span);
        }
    }

    private void Confirm(Leg leg, Dialog dialog)
    {
        leg.State = LegState.Up;
        leg.Held = null;
        leg.Dialog = dialog;
        shard.Relays.EndOthers(leg, dialog);
        shard.Dialogs.RemoveOtherForks(dialog);
        dialog.Done(DialogPending.OurInvite | DialogPending.OurOffer);
        shard.Ways.Find(leg);
    }

    /// <summary>An answer that nobody wants any more: ACK and BYE.</summary>
    private void EndAnswered(Leg leg, Dialog dialog)
    {
        Confirm(leg, dialog);
        Acknowledge(leg, null);
        shard.Goodbye.SendNow(leg, EndReasons.Q850Cause(EndReason.CallerCancel));
    }

    private void EndFork(Leg first, Dialog fork)
    {
        Leg leg = shard.Legs.Rent();
        leg.BeginStray(first, fork);
        Acknowledge(leg, null);
        shard.Goodbye.SendNow(leg, EndReasons.Q850Cause(EndReason.CallerCancel));
    }

    private SipWriter WriteAck(Leg leg, Dialog dialog)
    {
        dialog.WriteAckStart(shard.Writer, leg.Flow, leg.Flow.Local, leg.AckNonce);
        leg.Login.WriteForAck(shard.Writer);
        return shard.Writer.Header(HeaderId.UserAgent, LegMessages.Product);
    }

    /// <summary>The number of the early dialog that the answer belongs to; −1 when it makes none.</summary>
    private int ForkOf(Leg leg, SipMessage response)
    {
        if (leg.Dialog is null || shard.Dialogs.ForAnswer(leg.Dialog, response) is not { } dialog)
        {
            return -1;
        }

        for (int i = 0; i < leg.Forks.Count; i++)
        {
            if (leg.Forks[i].Callee == dialog)
            {
                return i;
            }
        }

        leg.Forks.Add(new() { Callee = dialog });
        return leg.Forks.Count - 1;
    }
}
