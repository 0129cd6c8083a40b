using System.Globalization;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Calls.Recovery;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;
using Tandem.Routing.Routes;
using Tandem.Sip.Messages;
using Tandem.Wire.Buffers;

namespace Tandem.Calls.Media;

/// <summary>
/// Where a shard's calls and the media nodes meet: asks the nodes for a call, takes their answers and lets what waited for them go on. Call control sees a message only when its description
/// is the one for the other side; to it the media is a little more delay on the network, and nothing else.
/// </summary>
internal sealed class MediaDesk(CallShard shard)
{
    private readonly Stack<Errand> _errands = new();
    private readonly Stack<MediaSession> _sessions = new();

    /// <summary>Reads and writes descriptions.</summary>
    public SdpBench Bench { get; } = new(shard.Parts.Media?.Places);

    /// <summary>Whose the sessions are that media nodes tell of by themselves.</summary>
    public Dictionary<UInt128, CallMedia> Sampled { get; } = [];

    /// <summary>The session of an attempt that has come to nothing.</summary>
    public void Drop(Call call)
    {
        if (call.Media.End() is { } session)
        {
            shard.Keys.Forget(session);
            Send(Rent(ErrandKind.Delete, null), MediaAsk.Delete, session, MediaSide.A, default);
        }
    }

    /// <summary>The call is over: asks for its statistics. True: the record waits for them, and <see cref="Call.Finish"/> follows.</summary>
    public bool TryClose(Call call)
    {
        if (call.Media.End() is not { } session)
        {
            return false;
        }

        shard.Keys.Forget(session);
        Send(Rent(ErrandKind.Close, call.Media), MediaAsk.Delete, session, MediaSide.A, default);
        return true;
    }

    /// <summary>The call is answered: from now on it is recorded, when a side wants that.</summary>
    public void OnTalk(Call call)
    {
        if (!MediaFacts.Records(call))
        {
            return;
        }

        if (call.Media.Session is not { Node.CanWork: true } session)
        {
            call.Why.Add(ReasonCode.NotRecorded, call.Hunt.Current.Trunk.Name, call.Record.MediaNode);
            return;
        }

        session.Work = Recorded(session.Work, call);
        call.Record.IsRecorded = true;
        Send(Rent(ErrandKind.Work, call.Media), MediaAsk.Work, session, MediaSide.A, default);
    }

    /// <summary>The carrier has been silent for long: the caller hears a tone, unless it hears something already.</summary>
    public void AskForRing(CallMedia media)
    {
        if (media is { IsHeard: false, Ring.IsEmpty: true, Session.Node.CanWork: true, Call: { HasOffer: true, Caller: not null } call } && media.Held.Count == 0)
        {
            Errand errand = Rent(ErrandKind.Ring, media);
            errand.Request.Sound = SoundFor(call);
            Ask(errand, MediaAsk.Ring, MediaSide.B, 0, call.CallersOffer);
        }
    }

    /// <summary>The ring tone that the route in hand or the system has.</summary>
    public static string SoundFor(Call call) =>
        call.Hunt.Current.Trunk?.Trunk is { AuxiliaryRingTone: { Length: > 0 } own } ? own : call.Parameters.RingTone;

    /// <summary>A key is to be played to a side.</summary>
    public void Press(CallMedia media, MediaSession session, MediaSide to, char key, int milliseconds)
    {
        Errand errand = Rent(ErrandKind.Work, media);
        (errand.Request.Key, errand.Request.KeyMs) = (key, milliseconds);
        Send(errand, MediaAsk.Key, session, to, default);
    }

    /// <summary>Takes the session of a call back that another process has begun. False: it can't be read, or its node is not the switch's any more.</summary>
    public bool TryTakeBack(Call call, ref KeptReader kept)
    {
        MediaSession session = RentSession();
        if (shard.Parts.Media is not { } nodes || !session.TryTakeBack(ref kept, nodes, Bench.Read))
        {
            _sessions.Push(session);
            return false;
        }

        call.Media.Begin(session);
        return true;
    }

    /// <summary>The call's session is worked on as before, by the plan of now. The media process goes on by itself with what it was last told; this is for what is told next.</summary>
    public void WorkOn(Call call)
    {
        CallMedia media = call.Media;
        if (media.Session is not { } session)
        {
            return;
        }

        media.Keys = WorkFacts.KeysOf(call);
        MediaWork work = WorkFacts.Of(call);
        session.Work = !session.Node!.CanWork ? default : call.Record.IsRecorded ? Recorded(work, call) : work; // taken back with its node
        shard.Keys.Listen(media, session);
    }

    /// <summary>Asks whether the session is still there; the answer goes to <see cref="CallRecovery.OnMedia"/>.</summary>
    public void AskForRecovery(Call call, GoOnWith question)
    {
        Errand errand = Rent(ErrandKind.Recovery, call.Media);
        errand.Question = question;
        Send(errand, MediaAsk.Query, call.Media.Session!, MediaSide.A, default); // just taken back
    }

    /// <summary>Asks how the media of a call is now, for somebody who looks at it. A call without a session is answered at once.</summary>
    public void AskForView(Call call, ShowCall question)
    {
        if (call.Media.Session is not { } session)
        {
            question.TrySetResult(LiveCalls.Show(call, null));
            return;
        }

        Errand errand = Rent(ErrandKind.Show, call.Media);
        errand.Shown = question;
        Send(errand, MediaAsk.Query, session, MediaSide.A, default);
    }

    public void AskForWatch(CallMedia media)
    {
        if (media.Session is { } session)
        {
            Send(Rent(ErrandKind.Watch, media), MediaAsk.Query, session, MediaSide.A, default);
        }
    }

    public void AskForSample(CallMedia media)
    {
        if (media.Session is { } session)
        {
            Send(Rent(ErrandKind.Sample, media), MediaAsk.Query, session, MediaSide.A, default);
        }
    }

    /// <summary>Asks what the other side is told for a description. False: it is known, or can't be; the outcome is in the errand's request, which the caller reads and gives back.</summary>
    public void Ask(Errand errand, MediaAsk ask, MediaSide from, byte fork, ReadOnlySpan<byte> said)
    {
        CallMedia media = errand.Media!; // errands with a description belong to a call
        MediaSession session = media.Session!; // and are only made while it is relayed
        media.Turn += ask == MediaAsk.Offer ? 1 : 0;
        errand.Request.Fork = fork;
        Send(errand, ask, session, from, said);
    }

    public MediaSession RentSession() => _sessions.Count > 0 ? _sessions.Pop() : new();

    public Errand Rent(ErrandKind kind, CallMedia? media)
    {
        Errand errand = _errands.Count > 0 ? _errands.Pop() : new();
        errand.Kind = kind;
        errand.Media = media;
        errand.Request.Fork = 0;
        errand.Generation = media?.Generation ?? 0;
        return errand;
    }

    /// <summary>A question is back.</summary>
    public void OnReturned(MediaRequest request)
    {
        var errand = (Errand)request.Token!; // all of ours carry one
        bool isWanted = errand.Media is null || errand.Kind == ErrandKind.Close || errand.Generation == errand.Media.Generation;
        if (request.Outcome == MediaOutcome.Done && isWanted)
        {
            request.Session.Node!.Finish(request, Bench); // it was asked
        }

        if (errand.Media is not { } media)
        {
            _sessions.Push(request.Session);
        }
        else if (errand.Kind == ErrandKind.Show)
        {
            errand.Shown?.TrySetResult(isWanted ? LiveCalls.Show(media.Call, request) : null); // it may be another call by now
        }
        else if (errand.Kind == ErrandKind.Close)
        {
            if (request.Outcome == MediaOutcome.Done)
            {
                MediaRecord.Fill(media.Call.Record, request.Statistics);
                media.Hear(request.Statistics, request.Session.Talk);
            }

            _sessions.Push(request.Session);
            media.Call.Finish();
        }
        else if (isWanted)
        {
            GoOn(errand, media, request);
        }

        errand.Clear();
        _errands.Push(errand);
    }

    public void OnSamples(MediaSamples samples)
    {
        foreach (ref readonly RelaySample sample in samples.Sessions.AsSpan())
        {
            if (Sampled.TryGetValue(sample.KeyValue, out CallMedia? media) && media.Call.IsAnswered)
            {
                media.Quality.Add(sample, shard.Now);
            }
        }
    }

    /// <summary>An offer of one side has been refused by the other: the session is as it was.</summary>
    public static void OnOfferRefused(Call? call) => call?.Media.Session?.Talk.Refused();

    /// <summary>Which end of a call a failure of its media is.</summary>
    public static EndReason ReasonFor(MediaOutcome outcome) => outcome switch
    {
        MediaOutcome.PortsUsedUp => EndReason.MediaPortsUsedUp,
        MediaOutcome.BadDescription or MediaOutcome.NoCommonFormat => EndReason.CodecMismatch,
        MediaOutcome.BadAddress => EndReason.MediaAddressRefused,
        MediaOutcome.UnknownSession => EndReason.MediaLost,
        _ => EndReason.MediaUnavailable,
    };

    /// <summary>Why the call can't have the media that it must have, for its explanation.</summary>
    public static void NoteRefused(Call call, MediaOutcome outcome, MediaSide from, string problem)
    {
        if (outcome == MediaOutcome.BadAddress)
        {
            string caller = call.Record.IngressTrunk.Length > 0 ? call.Record.IngressTrunk : call.Record.Phone;
            call.Why.Add(ReasonCode.MediaAddressRefused, from == MediaSide.A ? caller : call.Hunt.Current.Trunk.Name, problem);
        }
        else
        {
            call.Why.Add(ReasonCode.MediaRefused, call.Hunt.Current.Trunk.Name, problem.Length > 0 ? problem : outcome.ToString());
        }
    }

    private void GoOn(Errand errand, CallMedia media, MediaRequest request)
    {
        switch (errand.Kind)
        {
            case ErrandKind.AttemptOffer:
                shard.MediaStart.OnAttemptOffer(media, request);
                break;
            case ErrandKind.HeldMessage:
                shard.MediaGate.OnAnswered(media, request);
                break;
            case ErrandKind.CarriedRequest:
                shard.MediaGate.OnCarried(errand, request);
                break;
            case ErrandKind.Ring:
                if (request.Outcome == MediaOutcome.Done && media is { IsHeard: false, Call: { State: CallState.Dialing or CallState.Ringing, Caller: { } caller } })
                {
                    media.SetRing(request.Told);
                    shard.CallerSide.Ring(caller, request.Told);
                }

                break;
            case ErrandKind.AnnouncementOffer:
                shard.Announcements.OnOpened(media.Call, request);
                break;
            case ErrandKind.Announcement:
                shard.Announcements.OnBegun(media, request);
                break;
            case ErrandKind.Recovery when errand.Question is { } question:
                shard.Recovery.OnMedia(media.Call, question, request.Outcome);
                break;
            case ErrandKind.Watch:
                OnWatch(media, request);
                break;
            case ErrandKind.Sample:
                OnSample(media, request);
                break;
            default:
                break;
        }
    }

    private static void OnWatch(CallMedia media, MediaRequest request)
    {
        if (request.Outcome == MediaOutcome.UnknownSession)
        {
            media.Call.EndBySwitch(EndReason.MediaLost);
        }
        else if (request.Outcome != MediaOutcome.Done)
        {
            media.Watch.Start(); // a node that is silent for a moment proves nothing about the call
        }
        else if (!media.Watch.Look(request.Statistics))
        {
            media.Call.Vanished.Note(media.Watch.IsCallerSilent, media.Watch.IsCalleeSilent);
            media.Call.EndBySwitch(EndReason.MediaTimeout);
        }
    }

    private void OnSample(CallMedia media, MediaRequest request)
    {
        media.Quality.Add(request.Outcome == MediaOutcome.Done ? request.Statistics : null, shard.Now);
        if (request.Outcome == MediaOutcome.UnknownSession)
        {
            // The node has begun anew, or has given the session up: the two will not hear each other again.
            media.Call.EndBySwitch(EndReason.MediaLost);
        }
    }

    private static MediaWork Recorded(MediaWork work, Call call) => work with
    {
        Recording = string.Create(CultureInfo.InvariantCulture, $"{call.Record.StartedAt.UtcDateTime:yyyy-MM-dd}/{call.Record.Id}"),
        Captures = call.Parameters.RecordCapture,
        Warns = call.Parameters.RecordWarning,
    };

    private void Send(Errand errand, MediaAsk ask, MediaSession session, MediaSide from, ReadOnlySpan<byte> said)
    {
        MediaRequest request = errand.Request;
        byte fork = request.Fork;
        request.Begin(ask, session, from, said, shard.Shard);
        request.Fork = fork;
        if (errand.Media?.Call is { } call)
        {
            // Before a callee is called, and when it is gone, its place in the session is nobody's: the ports are where the caller's are.
            // A call of the switch's own has no caller: its ports are where the callee's are.
            Leg? speaks = from == MediaSide.A ? call.Caller ?? call.Callee : call.Callee ?? call.Caller;
            Leg? hears = from == MediaSide.A ? call.Callee ?? call.Caller : call.Caller ?? call.Callee;
            request.Peer = speaks?.Flow.Remote ?? default;
            request.Near = hears?.Flow.Local ?? default;
            request.NearSpeaker = speaks?.Flow.Local ?? default;
            request.Hearer = hears?.Flow.Remote ?? default;
            request.Tos = (byte)call.Parameters.QosRtp;
        }

        if (ask is MediaAsk.Offer or MediaAsk.Answer && !Bench.TryTake(request))
        {
            request.Return(request.Outcome, request.Problem);
            return;
        }

        session.Node!.Ask(request); // begun with a node
    }
}
