using Tandem.Billing.Cdrs;
using Tandem.Calls.Setup;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Control;

/// <summary>
/// Offers that the caller makes before the answer, by PRACK (RFC 3262 §5) or UPDATE (RFC 3311 §5.1), where the callee's provisional was not reliable. On the callee's side offer and answer have not met
/// then, and no further offer may go there before its 2xx. So the switch answers: with the description that the caller has from this callee, if that is a lawful answer (RFC 3264 §6). The
/// callee gets the offer when the call is up; should its answer then differ from what the caller was told, the caller is told anew.
/// </summary>
internal sealed class EarlyOffers(CallShard shard)
{
    /// <summary>A provisional with a description goes to the caller reliably, and the callee's was not reliable.</summary>
    public void Tells(Leg caller, Dialog dialog, ReadOnlySpan<byte> description)
    {
        caller.Early.Told.Set(description, shard.Buffers);
        caller.Early.ToldIn = dialog;
    }

    /// <summary>The caller's PRACK for such an answer. A PRACK that matches must get a 2xx (RFC 3262 §3), unless its offer comes before the caller has an answer to its first one.</summary>
    public void OnPrack(Leg caller, Dialog dialog, ServerTransaction transaction, SipMessage prack)
    {
        int fork = caller.Reliable.Fork;
        if (!Descriptions.IsIn(prack))
        {
            shard.CallerSide.TakePrack(caller);
            shard.InDialog.Refuse(caller, transaction, 200); // an acknowledgement, and no more
        }
        else if (caller.Call?.Callee is { } callee && MayHaveUpdate(callee, fork))
        {
            shard.CallerSide.TakePrack(caller);
            shard.Relays.CarryAsUpdate(caller, dialog, transaction, callee, callee.Forks[fork].Callee, prack);
        }
        else if (!IsTold(caller, dialog))
        {
            shard.InDialog.Refuse(caller, transaction, 488); // the provisional goes on being repeated: the PRACK may come again without an offer
        }
        else
        {
            shard.CallerSide.TakePrack(caller);
            Answer(caller, transaction, prack);
        }
    }

    /// <summary>The caller's UPDATE with an offer before the answer. False: the callee may have it.</summary>
    public bool TryTakeUpdate(Leg caller, Dialog dialog, ServerTransaction transaction, SipMessage update)
    {
        if (caller.Call?.Callee is not { } callee || callee.Forks.FindIndex(known => known.Caller == dialog) is not (>= 0 and int fork) || callee.Forks[fork].IsSettled)
        {
            return false;
        }

        dialog.Done(DialogPending.TheirUpdate);
        if (IsTold(caller, dialog))
        {
            dialog.RefreshTarget(update);
            Answer(caller, transaction, update);
        }
        else
        {
            // RFC 3311 §5.2: the INVITE's own offer has no answer yet.
            shard.InDialog.Refuse(caller, transaction, 500, InDialogRules.RetryAfterSeconds(shard.Random));
        }

        return true;
    }

    /// <summary>The callee was given the offer as an UPDATE and would not have it; the PRACK that brought it must be answered all the same.</summary>
    public void OnRefused(Leg caller, Dialog dialog, ServerTransaction transaction)
    {
        if (transaction.Request is { } request && IsTold(caller, dialog))
        {
            Answer(caller, transaction, request);
        }
        else
        {
            GiveUp(caller, transaction);
        }
    }

    /// <summary>The call is up and the caller has acknowledged it: the callee gets what it was spared.</summary>
    public void Settle(Leg caller)
    {
        if (!caller.Early.Owed.IsEmpty && caller.Early.ToldIn == caller.Dialog && caller is { State: LegState.Up, Call.Callee: { State: LegState.Up } callee })
        {
            shard.Own.Offer(callee, caller.Early.Owed.Span);
        }
    }

    /// <summary>An offer of ours has its answer: does the other side know it so? Only the callee's answers are compared; the caller's ends the exchange.</summary>
    public void OnAnswered(Leg leg, ReadOnlySpan<byte> answer)
    {
        if (leg.IsCaller || leg.Call?.Caller is not { State: LegState.Up } caller || answer.IsEmpty)
        {
            return;
        }

        bool isNews = !answer.SequenceEqual(caller.Early.Told.Span);
        caller.Early.Clear(shard.Buffers);
        if (isNews)
        {
            shard.Own.Offer(caller, answer);
        }
    }

    private static bool MayHaveUpdate(Leg callee, int fork) =>
        fork >= 0 && fork < callee.Forks.Count && callee.AllowsUpdate && callee.Forks[fork] is { IsSettled: true, Callee.Pending: var pending }
        && (pending & (DialogPending.OurUpdate | DialogPending.TheirUpdate | DialogPending.OurOffer | DialogPending.TheirOffer)) == DialogPending.None;

    private static bool IsTold(Leg caller, Dialog dialog) => caller.Early.ToldIn == dialog && !caller.Early.Told.IsEmpty;

    private void Answer(Leg caller, ServerTransaction transaction, SipMessage offer)
    {
        if (!Descriptions.IsAnswer(offer.Body, caller.Early.Told.Span))
        {
            GiveUp(caller, transaction);
            return;
        }

        caller.Early.Owed.Set(offer.Body, shard.Buffers);
        SipWriter writer = shard.InDialog.BeginSuccess(caller, transaction, moves: offer.Method == SipMethod.Update);
        writer.Body("application/sdp"u8, caller.Early.Told.Span);
        shard.Outbox.Respond(caller, transaction, 200);
    }

    /// <summary>Nothing that this callee has said answers the offer: the INVITE ends with 488 (RFC 6337 §2.3).</summary>
    private void GiveUp(Leg caller, ServerTransaction transaction)
    {
        shard.InDialog.Refuse(caller, transaction, 488);
        caller.Call?.EndBySwitch(EndReason.CodecMismatch);
    }
}
