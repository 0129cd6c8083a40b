using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Calls.Media;

/// <summary>
/// Holds the messages of a relayed call while its node makes the description for the other side, and those behind them, so that they come in their order; then each goes where it was going.
/// The same words as before need no question and do not wait.
/// </summary>
internal sealed class MediaGate(CallShard shard)
{
    /// <summary>A call with more messages waiting than any peer has reason to send.</summary>
    private const int MostHeld = 32;
    private readonly SdpDescription _scratch = new();

    /// <summary>A response has come. True: it waits.</summary>
    public bool Holds(Leg leg, ClientTransaction transaction, SipMessage response)
    {
        if (leg.Call is not { } call)
        {
            return false;
        }

        CallMedia media = call.Media;
        Relay? relay = transaction.Context as Relay;
        if (relay is null && (transaction.Context is not null || !transaction.IsInvite))
        {
            return false; // of a request of our own that has nothing to do with the media: PRACK, session refresh, BYE
        }

        if (!media.IsRelayed)
        {
            NoteDirect(call, leg, relay, response);
            return false;
        }

        if (media.Held.Count == 0 && !MustAsk(leg, relay, response) && !MustRing(leg, relay, response))
        {
            return false;
        }

        if (relay is null && response.StatusCode >= 300)
        {
            leg.InviteClient = null; // it is over, and its object may soon be another's: no CANCEL finds it any more
        }

        return TryHold(media, new(leg, transaction, relay, relay?.Generation ?? 0, response));
    }

    /// <summary>An ACK with the answer to a late offer. <paramref name="relay"/>: of a re-INVITE. True: it waits.</summary>
    public bool HoldsAck(Leg leg, Relay? relay, SipMessage ack)
    {
        if (leg.Call is not { } call || ack.HasStandIn || !DescriptionBody.Of(ack).IsThere || !(relay?.OwesAck ?? call.State == CallState.Offered))
        {
            return false;
        }

        if (!call.Media.IsRelayed)
        {
            MediaRecord.NoteDirect(call, shard.Texts, _scratch, DescriptionBody.Of(ack).Text, isCallers: leg.IsCaller);
            return false;
        }

        return TryHold(call.Media, new(leg, null, relay, relay?.Generation ?? 0, ack));
    }

    /// <summary>A request that is carried across has a description. True: it waits, and <see cref="Relays.GoOn"/> follows.</summary>
    public bool HoldsCarried(Relay relay, SipMessage request, uint rseq = 0)
    {
        if (relay.FromLeg?.Call is not { } call || !call.Media.IsRelayed || request.HasStandIn || DescriptionBody.Of(request) is not { IsThere: true } description)
        {
            return false;
        }

        MediaSide from = relay.FromLeg.IsCaller ? MediaSide.A : MediaSide.B;

        // The offer of a late one came in a reliable provisional: its answer is in the PRACK (RFC 3262 §5).
        bool answers = relay.Method == SipMethod.Prack && call.Media.Session!.Talk is { HasOffer: true, HasAnswer: false, Offerer: MediaSide.B };
        Errand errand = shard.Media.Rent(ErrandKind.CarriedRequest, call.Media);
        errand.Relay = relay;
        errand.RelayGeneration = relay.Generation;
        errand.RSeq = rseq;
        relay.IsHeld = true;
        shard.Media.Ask(errand, answers ? MediaAsk.Answer : MediaAsk.Offer, from, call.Media.Session!.Fork, description.Text);
        return true;
    }

    /// <summary>An offer of the switch's own to the callee repeats the caller's. True: it waits. What goes to the caller is the node's own work already.</summary>
    public bool HoldsOwn(Relay relay, ReadOnlySpan<byte> offer)
    {
        if (relay.ToLeg is not { IsCaller: false, Call: { Media.IsRelayed: true } call })
        {
            return false;
        }

        Errand errand = shard.Media.Rent(ErrandKind.CarriedRequest, call.Media);
        errand.Relay = relay;
        errand.RelayGeneration = relay.Generation;
        relay.IsHeld = true;
        shard.Media.Ask(errand, MediaAsk.Offer, MediaSide.A, call.Media.Session!.Fork, offer);
        return true;
    }

    /// <summary>The node has answered for the first message of the queue.</summary>
    public void OnAnswered(CallMedia media, MediaRequest request)
    {
        if (!media.Held.TryDequeue(out HeldMessage held))
        {
            return;
        }

        if (request.Ask == MediaAsk.Ring)
        {
            OnRing(media, held, request);
            return;
        }

        if (request.Outcome != MediaOutcome.Done)
        {
            Fail(media.Call, held, request);
            shard.Table.ReturnMessage(held.Message);
            return;
        }

        media.IsHeard |= request.From == MediaSide.B;
        media.Remember(request.From, request.Said, request.Told, request.Fork);
        if (request.Ask == MediaAsk.Answer)
        {
            MediaRecord.NoteCodecs(media.Call, shard.Texts, _scratch, request);
        }

        held.Message.StandIn(DescriptionBody.Of(held.Message).With(request.Told));
        Pass(held);
        GoOn(media);
    }

    /// <summary>The node has answered for a request that is carried across.</summary>
    public void OnCarried(Errand errand, MediaRequest request)
    {
        if (errand.Relay is not { } relay || relay.Generation != errand.RelayGeneration)
        {
            return; // it was given up meanwhile
        }

        if (relay.IsOwn)
        {
            OnOwn(relay, request);
            return;
        }

        if (relay.From?.Request is not { } message)
        {
            return;
        }

        relay.IsHeld = false;
        if (request.Outcome == MediaOutcome.Done)
        {
            message.StandIn(DescriptionBody.Of(message).With(request.Told));
            shard.Relays.GoOn(relay, message, errand.RSeq);
            return;
        }

        bool unreadable = request.Outcome is MediaOutcome.BadDescription or MediaOutcome.NoCommonFormat or MediaOutcome.BadAddress;
        shard.Relays.Refuse(relay, unreadable ? 488 : 503);
        if (request.Outcome == MediaOutcome.BadAddress && errand.Media?.Call is { } asked)
        {
            MediaDesk.NoteRefused(asked, request.Outcome, request.From, request.Problem);
        }

        if (request.Outcome == MediaOutcome.UnknownSession)
        {
            errand.Media?.Call.EndBySwitch(EndReason.MediaLost);
        }
    }

    private void OnOwn(Relay relay, MediaRequest request)
    {
        relay.IsHeld = false;
        if (request.Outcome == MediaOutcome.Done)
        {
            shard.Own.Send(relay, request.Told);
        }
        else
        {
            shard.Relays.Refuse(relay, 0); // nobody is answered: the session stays as it is
        }
    }

    private bool TryHold(CallMedia media, HeldMessage coming)
    {
        if (media.Held.Count == MostHeld)
        {
            return true; // it is repeated, or nobody misses it
        }

        HeldMessage held = coming with { Message = HeldMessage.CopyOf(coming.Message, shard) };
        media.Held.Enqueue(held);
        if (media.Held.Count == 1)
        {
            AskFor(media, held);
        }

        return true;
    }

    /// <summary>What waits behind goes on, up to the next that must be asked for.</summary>
    private void GoOn(CallMedia media)
    {
        int generation = media.Generation;
        while (media.Generation == generation && media.Held.TryPeek(out HeldMessage held))
        {
            if (held.IsAck || MustAsk(held.Leg, held.Relay, held.Message) || MustRing(held.Leg, held.Relay, held.Message))
            {
                AskFor(media, held);
                return;
            }

            media.Held.Dequeue();
            Pass(held);
        }
    }

    private void AskFor(CallMedia media, HeldMessage held)
    {
        SipMessage message = held.Message;
        if (!held.IsAck && message.Body.IsEmpty)
        {
            Errand errand = shard.Media.Rent(ErrandKind.HeldMessage, media);
            errand.Request.Sound = MediaDesk.SoundFor(media.Call);
            shard.Media.Ask(errand, MediaAsk.Ring, MediaSide.B, 0, media.Call.CallersOffer);
            return;
        }

        MediaSide from = held.Leg.IsCaller ? MediaSide.A : MediaSide.B;
        MediaAsk ask = held.IsAck || IsAnswer(media.Call, held.Relay) ? MediaAsk.Answer : MediaAsk.Offer;
        shard.Media.Ask(shard.Media.Rent(ErrandKind.HeldMessage, media), ask, from, ForkOf(media, held.Leg, held.Relay, message), Said(message));
    }

    /// <summary>A response whose description is wanted and not known; a known one is put into the message here.</summary>
    private static bool MustAsk(Leg leg, Relay? relay, SipMessage response)
    {
        if (leg.Call is not { } call || response.HasStandIn || response.Body.IsEmpty || response.StatusCode >= 300)
        {
            return false;
        }

        bool wanted = relay is not null
            ? (relay.From is not null || (relay.IsOwn && !leg.IsCaller)) && response.StatusCode >= 200
            : response.CSeqMethod == SipMethod.Invite && leg == call.Callee && leg.State == LegState.Open;
        DescriptionBody description = DescriptionBody.Of(response);
        if (!wanted || !(description.IsThere || (response.StatusCode >= 200 && response.CSeqMethod == SipMethod.Invite)))
        {
            return false; // but an answer that can't be read is asked for, so that it is refused
        }

        CallMedia media = call.Media;
        byte fork = ForkOf(media, leg, relay, response);
        bool decides = relay is null && response.StatusCode >= 200 && media.Forks > 1; // among several forks the node is told which one it is
        if (!decides && media.TryRecall(leg.IsCaller ? MediaSide.A : MediaSide.B, description.Text, fork, out ReadOnlySpan<byte> told))
        {
            response.StandIn(description.With(told));
            return false;
        }

        return true;
    }

    /// <summary>A ringing of the callee's without a description, where the caller's trunk wants one told: it gets ours, with a tone.</summary>
    private static bool MustRing(Leg leg, Relay? relay, SipMessage response)
    {
        bool rings = relay is null && response is { IsRequest: false, StatusCode: > 100 and < 199, HasStandIn: false, HasOwnBody: false } && !response.ContainsToken(HeaderId.Require, "100rel"u8);
        if (!rings || leg.Call is not { HasOffer: true } call || leg != call.Callee || leg.State != LegState.Open || MediaFacts.RingOf(call) == RemoteRingSignal.Auto
            || call.Media is not { IsHeard: false, Session.Node.CanWork: true } media)
        {
            return false;
        }

        if (!media.Ring.IsEmpty)
        {
            response.StandIn(media.Ring);
            return false;
        }

        return true;
    }

    private void OnRing(CallMedia media, HeldMessage held, MediaRequest request)
    {
        if (request.Outcome == MediaOutcome.Done)
        {
            media.SetRing(request.Told);
            held.Message.StandIn(request.Told);
        }

        Pass(held); // without a tone it rings as the callee says
        GoOn(media);
    }

    private static ReadOnlySpan<byte> Said(SipMessage message) => DescriptionBody.Of(message) is { IsThere: true } description ? description.Text : message.Body;

    private static bool IsAnswer(Call call, Relay? relay) => relay?.HasOffer ?? call.HasOffer;

    private static byte ForkOf(CallMedia media, Leg leg, Relay? relay, SipMessage message) =>
        !leg.IsCaller && relay is null && !message.IsRequest ? media.ForkOf(message) : media.Session?.Fork ?? 0;

    private void Pass(HeldMessage held)
    {
        SipMessage message = held.Message;
        if (held.Relay is { } gone && gone.Generation != held.RelayGeneration)
        {
            // What it answers or acknowledges is over, and its object may be another call's.
        }
        else if (held.IsAck)
        {
            PassAck(held, message);
        }
        else if (held.Relay is { } relay)
        {
            if (relay.To == held.Transaction && held.Transaction is not null)
            {
                shard.Relays.OnAnswered(relay, held.Transaction, message);
            }
        }
        else
        {
            shard.CalleeSide.OnResponse(held.Leg, message);
        }

        shard.Table.ReturnMessage(message);
    }

    private void PassAck(HeldMessage held, SipMessage ack)
    {
        if (held.Relay is { From: not null } relay)
        {
            shard.Relays.OnAck(relay, ack);
        }
        else if (held.Relay is null && held.Leg.Invite is { } invite && invite.CSeq == ack.CSeq)
        {
            shard.CallerSide.OnAck(held.Leg, ack);
        }
    }

    /// <summary>The description can't be had: the sides would hear nothing of each other, or only one would know.</summary>
    private void Fail(Call call, HeldMessage held, MediaRequest request)
    {
        if (held is { IsAck: false, Relay: { Method: SipMethod.Invite, To: not null } relay } && relay.Generation == held.RelayGeneration && held.Leg.State == LegState.Up)
        {
            held.Leg.AckNonce = 0;
            shard.CalleeSide.Acknowledge(held.Leg, null);
        }

        call.Media.Forsake(held);
        MediaDesk.NoteRefused(call, request.Outcome, request.From, request.Problem);
        call.EndBySwitch(MediaDesk.ReasonFor(request.Outcome));
    }

    private void NoteDirect(Call call, Leg leg, Relay? relay, SipMessage response)
    {
        bool answers = response.StatusCode is >= 200 and < 300 && IsAnswer(call, relay) && (relay is not null || leg == call.Callee);
        if (answers && DescriptionBody.Of(response) is { IsThere: true } description)
        {
            MediaRecord.NoteDirect(call, shard.Texts, _scratch, description.Text, leg.IsCaller);
        }
    }
}
