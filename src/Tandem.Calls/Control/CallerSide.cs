using Tandem.Billing.Cdrs;
using Tandem.Calls.Setup;
using Tandem.Routing.Trunks;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Control;

/// <summary>
/// The answers to the caller's INVITE.
/// <para>
/// Forks: each early dialog of the callee's side — of every attempt and every fork — is an early dialog of its own towards the caller, with its own tag, so that two session
/// descriptions never meet in one dialog (RFC 3261 §12.1.1, RFC 3264 §4).
/// </para>
/// <para>
/// 100rel (RFC 3262) is each leg's own matter. Towards the caller a provisional answer is reliable when the caller requires it, or when it knows it and the callee's answer was reliable; in the
/// latter case the caller's PRACK, with its body, becomes our PRACK to the callee. Else we acknowledge the callee's by ourselves, and <see cref="EarlyOffers"/> answers what the caller
/// offers. One reliable answer is under way at a time: what the callee says meanwhile waits for its own repetition, and a 2xx waits so too while a description in a
/// provisional is unacknowledged (RFC 3262 §3).
/// </para>
/// </summary>
internal sealed class CallerSide(CallShard shard)
{
    public void Trying(Leg leg)
    {
        if (leg.Invite is { } invite)
        {
            shard.Outbox.RespondBare(leg, invite, 100);
        }
    }

    /// <summary>A reliable provisional is under way, and so nothing else may be told now.</summary>
    public static bool IsBusy(Leg leg) => leg.Reliable.IsPending;

    /// <summary>The caller has been told a description that it has not acknowledged: a 2xx must wait.</summary>
    public static bool MustWait(Leg leg) => leg.Reliable is { IsPending: true, HasSdp: true };

    /// <summary>Passes a 18x on. <paramref name="forkRSeq"/> is the callee's RSeq when its answer was reliable, else 0.</summary>
    public void Progress(Leg leg, Leg callee, int fork, SipMessage response, uint forkRSeq)
    {
        if (leg.Invite is not { Request: { } request } invite || leg.State != LegState.Open || IsBusy(leg))
        {
            return;
        }

        Dialog? dialog = DialogFor(leg, callee, fork, request);
        if (dialog is null)
        {
            return;
        }

        bool reliable = leg.Requires100Rel || (leg.Knows100Rel && forkRSeq > 0);
        ReadOnlySpan<byte> body = response.Body;
        if (reliable && forkRSeq == 0 && leg.Call is { HasOffer: false })
        {
            body = default; // sent reliably it would be an offer (RFC 3262 §5), which the callee has not made yet
        }

        int status = body.IsEmpty ? response.StatusCode : StatusFor(leg, response.StatusCode);
        SipWriter writer = Begin(leg, invite, dialog, status);
        if (reliable)
        {
            leg.Reliable = new()
            {
                IsPending = true,
                HasSdp = !body.IsEmpty,
                CSeq = invite.CSeq,
                RSeq = leg.Reliable.RSeq == 0 ? (uint)shard.Random.Next(1, 1 << 20) : leg.Reliable.RSeq + 1,
                Fork = fork,
                ForkRSeq = forkRSeq,
            };
            if (forkRSeq == 0 && !body.IsEmpty)
            {
                shard.EarlyOffers.Tells(leg, dialog, body);
            }

            writer.Header(HeaderId.Require, "100rel"u8).Header(HeaderId.RSeq, leg.Reliable.RSeq);
        }

        PassingHeaders.Copy(writer, response);
        writer.Body(response.HasOwnBody ? response.ContentType : "application/sdp"u8, body);
        shard.Outbox.Respond(leg, invite, status);
        if (reliable)
        {
            shard.Table.RepeatUntilPrack(invite);
        }
    }

    /// <summary>The caller hears a ring tone of ours before the callee has given a sound; in a dialog of its own, as the callee's descriptions are not this one.</summary>
    public void Ring(Leg leg, ReadOnlySpan<byte> description) => Tell(leg, leg.Dialog, StatusFor(leg, 183), description);

    /// <summary>The caller hears a voice, and nothing rings. In a dialog that has no description of anybody's yet.</summary>
    public void Announce(Leg leg, ReadOnlySpan<byte> description)
    {
        Dialog? dialog = leg.Dialog;
        if (MayTell(leg) && leg is { IsTold: true, Invite.Request: { } request } && shard.Dialogs.BeginTheirs(leg, request) is { } own)
        {
            leg.EarlyDialogs.Add(own);
            dialog = own;
        }

        Tell(leg, dialog, 183, description);
    }

    /// <summary>It may be told a description of ours before the answer.</summary>
    public static bool MayTell(Leg leg) => leg is { Invite: not null, State: LegState.Open, Requires100Rel: false, Dialog: not null } && !IsBusy(leg);

    /// <summary>The 200. The transaction layer repeats it until the ACK.</summary>
    public void Answer(Leg leg, Leg callee, int fork, SipMessage response)
    {
        if (leg.Invite is not { Request: { } request } invite)
        {
            return;
        }

        Dialog dialog = DialogFor(leg, callee, fork, request) ?? leg.Dialog!; // a caller's leg is begun with its dialog
        Choose(leg, dialog);
        leg.Reliable.IsOvertaken = leg.Reliable.IsPending;
        leg.Reliable.IsPending = false;
        SipWriter writer = Begin(leg, invite, dialog, 200);
        WriteAbilities(writer, leg);
        leg.Session.WriteAnswer(writer);
        PassingHeaders.Copy(writer, response);
        writer.Body(response.ContentType, response.Body);
        leg.State = LegState.Up;
        dialog.Confirm();
        dialog.Done(DialogPending.TheirInvite | DialogPending.TheirOffer);
        if (leg.KeepsSdp && !response.Body.IsEmpty)
        {
            leg.Sdp.Set(response.Body, shard.Buffers);
        }

        shard.Outbox.Respond(leg, invite, 200);
        shard.Sessions.Start(leg);
    }

    /// <summary>The final failure; the leg is done, for the transaction layer takes the ACK. <paramref name="from"/>: the carrier's own, when it is that which the caller gets.</summary>
    public void Refuse(Leg leg, in CallEnd end, SipMessage? from)
    {
        shard.Relays.EndAll(leg);
        leg.Reliable.IsPending = false;
        if (leg.Invite is { } invite)
        {
            SipWriter writer = shard.Writer;
            ResponseStart.Write(writer, invite, end.SipStatus);
            if (end.SipStatus is 420 && invite.Request is { } request)
            {
                LegMessages.HasUnknownOption(request, leg.Ingress?.Trunk?.SipTimer ?? true, leg.Ingress?.Trunk?.Sip100Rel ?? true, writer);
            }

            if (end is { SipStatus: 415, Direction: EndDirection.Switch })
            {
                writer.Header(HeaderId.Accept, LegMessages.Accept);
            }

            if (end.RetryAfter > 0)
            {
                writer.Header(HeaderId.RetryAfter, end.RetryAfter);
            }

            Reasons.Write(writer, from is { IsRequest: false } ? from : null, end.Q850Cause);
            if (from is { IsRequest: false })
            {
                PassingHeaders.CopyOfFailure(writer, from);
            }

            writer.Header(HeaderId.Server, LegMessages.Product).NoBody();
            shard.Outbox.Respond(leg, invite, end.SipStatus);
        }

        shard.Legs.Return(leg);
    }

    /// <summary>The ACK of the 200.</summary>
    public void OnAck(Leg leg, SipMessage ack)
    {
        if (leg.Invite is not { } invite)
        {
            return;
        }

        leg.Invite = null;
        invite.Owner = null;
        shard.Table.Acknowledge(invite);
        leg.Call?.OnCallerAck(ack);
        shard.EarlyOffers.Settle(leg);
        shard.Goodbye.SendWaiting(leg);
    }

    /// <summary>64·T1 without an ACK: RFC 3261 §13.3.1.4 ends the dialog with BYE.</summary>
    public void OnNoAck(Leg leg)
    {
        leg.Invite = null;
        leg.Call?.OnNoCallerAck();
        shard.Goodbye.SendWaiting(leg);
    }

    /// <summary>64·T1 without a PRACK: the INVITE is refused (RFC 3262 §3).</summary>
    public static void OnNoPrack(Leg leg)
    {
        leg.Reliable.IsPending = false;
        leg.Call?.EndBySwitch(EndReason.ResponseTimeout);
    }

    /// <summary>The PRACK acknowledges what waits for one, or did until the 200. False: 481.</summary>
    public static bool Expects(Leg leg, SipMessage prack) =>
        (leg.Reliable.IsPending || leg.Reliable.IsOvertaken)
        && RAckView.TryRead(prack.Header(HeaderId.RAck), out RAckView rack)
        && rack.ResponseNumber == leg.Reliable.RSeq && rack.CSeq.Number == leg.Reliable.CSeq;

    /// <summary>The PRACK that was expected has come: the answer is repeated no more.</summary>
    public void TakePrack(Leg leg)
    {
        leg.Reliable.IsPending = false;
        if (leg.Invite is { } invite)
        {
            shard.Table.Pracked(invite);
        }
    }

    private void Tell(Leg leg, Dialog? dialog, int status, ReadOnlySpan<byte> description)
    {
        if (!MayTell(leg) || leg.Invite is not { } invite || dialog is null)
        {
            return;
        }

        SipWriter writer = Begin(leg, invite, dialog, status);
        leg.IsTold = true;
        writer.Body("application/sdp"u8, description);
        shard.Outbox.Respond(leg, invite, status);
    }

    /// <summary>Which status goes with a description while it rings (VOS3000 <c>sipRemoteRingSignal</c>).</summary>
    private static int StatusFor(Leg leg, int status) => leg.Ingress?.Trunk?.SipRemoteRingSignal switch
    {
        RemoteRingSignal.SessionProgress => 183,
        RemoteRingSignal.Ringing => 180,
        _ => status,
    };

    private SipWriter Begin(Leg leg, ServerTransaction invite, Dialog dialog, int status)
    {
        SipWriter writer = shard.Writer;
        invite.LocalTag = dialog.LocalTag;
        ResponseStart.Write(writer, invite, status);
        LegMessages.WriteContact(writer, leg.Flow);
        return writer.Header(HeaderId.Allow, LegMessages.Allow).Header(HeaderId.Server, LegMessages.Product);
    }

    private static void WriteAbilities(SipWriter writer, Leg leg) =>
        LegMessages.WriteSupported(writer, leg.Ingress?.Trunk?.SipTimer ?? true, leg.Ingress?.Trunk?.Sip100Rel ?? true);

    /// <summary>The caller's dialog for one of the callee's forks; made when the fork is first told.</summary>
    private Dialog? DialogFor(Leg leg, Leg callee, int fork, SipMessage request)
    {
        if (fork < 0 || fork >= callee.Forks.Count)
        {
            return leg.Dialog;
        }

        Fork known = callee.Forks[fork];
        if (known.Caller is null)
        {
            known.Caller = leg.IsTold ? shard.Dialogs.BeginTheirs(leg, request) : leg.Dialog;
            if (known.Caller is null)
            {
                return null;
            }

            if (leg.IsTold)
            {
                leg.EarlyDialogs.Add(known.Caller);
            }

            leg.IsTold = true;
            callee.Forks[fork] = known;
        }

        return known.Caller;
    }

    /// <summary>One of the early dialogs has become the call's; the others are over.</summary>
    private void Choose(Leg leg, Dialog dialog)
    {
        if (leg.Dialog is { } first && first != dialog)
        {
            shard.Dialogs.Remove(first);
            leg.EarlyDialogs.Remove(dialog);
            leg.Dialog = dialog;
        }

        foreach (Dialog other in leg.EarlyDialogs)
        {
            shard.Dialogs.Remove(other);
        }

        leg.EarlyDialogs.Clear();
    }
}
