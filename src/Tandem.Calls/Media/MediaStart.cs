using Tandem.Calls.Control;
using Tandem.Calls.VoiceCalls;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Media;

/// <summary>Where the media of an attempt begins: whether it is relayed, on which node, and what becomes of the call when no node takes it.</summary>
internal sealed class MediaStart(CallShard shard)
{
    /// <summary>Decides for the route in hand, and asks a node when the media is to be relayed. True: the INVITE waits for <see cref="CallAttempts.OnMediaReady"/>.</summary>
    public bool TryBegin(Call call, Leg callee)
    {
        CallMedia media = call.Media;
        if (call.Caller is null)
        {
            return TryBeginOwn(call);
        }

        DescriptionBody offer = DescriptionBody.Of(call.Invite);
        bool hasOffer = call.HasOffer && offer.IsThere;
        SdpFault fault = hasOffer ? SdpParser.Parse(offer.Text, shard.Media.Bench.Read) : SdpFault.None;
        media.DirectCaller = hasOffer && fault == SdpFault.None ? MediaFacts.PlaceOf(shard.Media.Bench.Read) : default;
        media.Decision = MediaFacts.Decide(call, callee, hasOffer && fault == SdpFault.None ? shard.Media.Bench.Read : null);
        (call.Record.MediaMode, call.Record.MediaNode) = ("off", "");
        if (!media.Decision.IsRelayed)
        {
            return false;
        }

        if (call.HasOffer && !hasOffer)
        {
            // A body that says nothing of media that we could relay.
            if (media.Decision.IsMust)
            {
                Fail(call, MediaOutcome.BadDescription, "no description");
            }

            return media.Decision.IsMust;
        }

        media.Tried = 0;
        media.Keys = WorkFacts.KeysOf(call);
        return TryNode(call, hasOffer, "none is up");
    }

    /// <summary>A call of the switch's own: a test call asks for no media, one with a message can't be without.</summary>
    private bool TryBeginOwn(Call call)
    {
        if (call.Voice is null)
        {
            return false;
        }

        call.Media.Tried = 0;
        call.Media.Keys = default;
        return TryNode(call, hasOffer: true, "none that could speak is up");
    }

    /// <summary>The node has answered for the offer of an attempt.</summary>
    public void OnAttemptOffer(CallMedia media, MediaRequest request)
    {
        Call call = media.Call;
        if (call.State != CallState.Locating)
        {
            return; // the attempt was given up meanwhile
        }

        switch (request.Outcome)
        {
            case MediaOutcome.Done:
                media.SetOffer(call.Caller is null ? request.Told : DescriptionBody.Of(call.Invite).With(request.Told));
                call.Attempts.OnMediaReady();
                break;
            case MediaOutcome.BadDescription or MediaOutcome.NoCommonFormat or MediaOutcome.BadAddress:
                Fail(call, request.Outcome, request.Problem);
                break;
            default:
                // Another node may have room, or be there.
                string problem = request.Problem.Length > 0 ? request.Problem : request.Outcome.ToString();
                call.Why.Add(ReasonCode.MediaNodePassedOver, call.Record.MediaNode, problem);
                shard.Media.Drop(call);
                if (!TryNode(call, hasOffer: true, problem, request.Outcome))
                {
                    call.Attempts.OnMediaReady();
                }

                break;
        }
    }

    /// <summary>Gives the attempt to a node that has not had it. True: it waits for the node, or the call has ended; false: it goes on direct, or with the callee's own offer.</summary>
    private bool TryNode(Call call, bool hasOffer, string problem, MediaOutcome last = MediaOutcome.NodeSilent)
    {
        CallMedia media = call.Media;
        bool speaks = call.Voice is not null;
        MediaWork work = speaks ? VoiceDesk.Work : WorkFacts.Of(call);
        IMediaNode? node = null;
        if (shard.Parts.Media?.TryPick(shard.Random, ref media.Tried, work.IsAny || MediaFacts.Records(call) || MediaFacts.Rings(call) || MediaFacts.Speaks(call), out node) != true || node is null || (speaks && !node.CanWork))
        {
            // Ports that are used up are the operator's limit, not a node that is away: no call passes it.
            if (speaks || media.Decision.IsMust || last == MediaOutcome.PortsUsedUp)
            {
                Fail(call, last, problem);
                return true;
            }

            call.Why.Add(ReasonCode.MediaNodeMissing, call.Hunt.Current.Trunk.Name, problem);
            call.Record.MediaMode = "off";
            call.Record.MediaNode = "";
            return false;
        }

        Open(media, node, node.CanWork ? work : default);
        if (!hasOffer)
        {
            return false; // the callee makes the offer
        }

        shard.Media.Ask(shard.Media.Rent(ErrandKind.AttemptOffer, media), MediaAsk.Offer, MediaSide.A, 0, speaks ? call.CallersOffer : DescriptionBody.Of(call.Invite).Text);
        return true;
    }

    /// <summary>Opens a session that is for a voice alone. False: no node that could speak is there. Else <see cref="Announcements.OnOpened"/> follows.</summary>
    public bool TryBeginVoice(Call call)
    {
        CallMedia media = call.Media;
        media.Tried = 0;
        if (shard.Parts.Media?.TryPick(shard.Random, ref media.Tried, works: true, out IMediaNode? node) != true || node is not { CanPlay: true })
        {
            return false;
        }

        Open(media, node, default);
        shard.Media.Ask(shard.Media.Rent(ErrandKind.AnnouncementOffer, media), MediaAsk.Offer, MediaSide.A, 0, DescriptionBody.Of(call.Invite).Text);
        return true;
    }

    private void Open(CallMedia media, IMediaNode node, in MediaWork work)
    {
        MediaSession session = shard.Media.RentSession();
        session.Begin(NewKey(), node);
        session.Work = work;
        media.Begin(session);
        shard.Keys.Listen(media, session);
        media.Call.Record.MediaMode = "on";
        media.Call.Record.MediaNode = node.Name;
    }

    private static void Fail(Call call, MediaOutcome outcome, string problem)
    {
        MediaDesk.NoteRefused(call, outcome, MediaSide.A, problem);
        call.EndBySwitch(MediaDesk.ReasonFor(outcome));
    }

    /// <summary>The shard's number in front, so that what a node says by itself finds the call.</summary>
    private UInt128 NewKey()
    {
        Span<byte> bytes = stackalloc byte[16];
        shard.Random.NextBytes(bytes);
        bytes[0] = (byte)shard.Index;
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
