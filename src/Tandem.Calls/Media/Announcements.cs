using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Routing.Media;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Media;

/// <summary>Posted to a shard by a media node: the sound with this mark was played to its end.</summary>
internal sealed record PlayedOut(UInt128 Session, byte Mark);

/// <summary>
/// Voices that callers hear (SW §1.10, §6.7): before a call goes out, why it fails, when its credit ends. Before the answer as early media, so that nobody pays for them. A voice that can't be heard is
/// left out, and the call goes on as if there were none.
/// </summary>
internal sealed class Announcements(CallShard shard)
{
    /// <summary>Callers of a shard that may listen at a time before an answer: who fails many calls is refused at once.</summary>
    private const int MostAtOnce = 250;

    /// <summary>No caller waits longer.</summary>
    private const int LongestMs = 120_000;

    // The media process tells the end; this is for when that is lost, or when it doesn't say how long the sound is.
    private const int GraceMs = 2000;
    private const int UnknownMs = 15_000;

    private int _listening;

    /// <summary>The caller is to hear something before its call goes out: that its balance is low, what is left of it.</summary>
    public bool HasPreface(Call call)
    {
        if (call is not { Ingress: { Prompts: { } settings } ingress, Record.Customer.Rate: not null })
        {
            return false; // nobody pays
        }

        SystemParameters parameters = call.Parameters;
        var prompts = CallPrompts.Decide(settings, parameters);
        call.Announcement.BeginWatch();
        bool isLow = prompts.SaysLowBalance && shard.Credit.Balance(ingress.Account.Name) < (ingress.Account.BalanceAlarm ?? parameters.BalanceAlarmAmount);
        string left = prompts.SaysRemaining ? SpokenAmounts.Of(prompts.Remaining, call.Credit.AffordableSeconds, call.Credit.Spendable) : "";
        return TrySet(call, (isLow, left.Length > 0) switch
        {
            (true, true) => $"{SpokenAmounts.LowBalance}/{left}",
            (true, false) => SpokenAmounts.LowBalance,
            _ => left,
        });
    }

    /// <summary>The caller is to hear why its call, which has not been answered, ends so.</summary>
    public bool Regrets(Call call, in CallEnd end) =>
        call is { State: CallState.Locating or CallState.Dialing or CallState.Ringing, Ingress: { } ingress } && end.Direction != EndDirection.Caller
        && CallPrompts.Decide(ingress.Prompts, call.Parameters).SaysFailure
        && TrySet(call, CallPrompts.VoiceFor(ingress, call.Parameters, end.Reason));

    /// <summary>Plays what was set; the call stands still until <see cref="Call.OnHeard"/>.</summary>
    public void Begin(Call call)
    {
        CallMedia media = call.Media;
        _listening++;
        call.Announcement.IsOn = true;
        shard.Wheel.Cancel(media.Auxiliary);
        shard.Wheel.Set(call.Announcement, shard.NowMs + UnknownMs);
        if (media.Session is { Node.CanPlay: true, Talk.HasOffer: true })
        {
            Play(media);
        }
        else if (media.Session is not null || !shard.MediaStart.TryBeginVoice(call))
        {
            Fail(call, "no media node that could");
        }
    }

    /// <summary>The session for a voice alone is there, or can't be.</summary>
    public void OnOpened(Call call, MediaRequest request)
    {
        if (!call.Announcement.IsOn)
        {
            return;
        }

        if (request.Outcome == MediaOutcome.Done)
        {
            Play(call.Media);
        }
        else
        {
            Fail(call, ProblemOf(request));
        }
    }

    /// <summary>The node plays it, or can't.</summary>
    public void OnBegun(CallMedia media, MediaRequest request)
    {
        Call call = media.Call;
        if (request.Outcome != MediaOutcome.Done)
        {
            Fail(call, ProblemOf(request));
            return;
        }

        if (call.Voice is not { IsSaid: true })
        {
            call.Why.Add(ReasonCode.Announced, "", request.Sound); // a message that is said again is told once
        }

        call.Voice?.IsSaid = true;
        if (!call.Announcement.IsOn)
        {
            return; // of a call that talks
        }

        if (!request.Told.IsEmpty && media.Ring.IsEmpty && call.Caller is { } caller)
        {
            media.SetRing(request.Told);
            shard.CallerSide.Announce(caller, request.Told);
        }

        shard.Wheel.Set(call.Announcement, shard.NowMs + Math.Min(LongestMs, request.SoundMs > 0 ? request.SoundMs + GraceMs : UnknownMs));
    }

    /// <summary>A sound was played to its end; one that nobody waits for any more is passed over.</summary>
    public void OnPlayed(PlayedOut played)
    {
        if (!shard.Media.Sampled.TryGetValue(played.Session, out CallMedia? media))
        {
            return;
        }

        if (media.Call.Voice is not null)
        {
            shard.Voices.OnPlayed(media.Call, played.Mark);
        }
        else if (media.Call.Announcement is { IsOn: true } announcement && announcement.Mark == played.Mark)
        {
            End(media.Call);
        }
    }

    /// <summary>Enough was heard, or nothing can be.</summary>
    public void End(Call call)
    {
        shard.Wheel.Cancel(call.Announcement);
        Left(call.Announcement);
        call.OnHeard();
    }

    /// <summary>Nobody listens there any more.</summary>
    public void Left(CallAnnouncement announcement)
    {
        _listening -= announcement.IsOn ? 1 : 0;
        announcement.IsOn = false;
    }

    /// <summary>The caller of a call that talks hears how long its credit lasts still. The callee hears nothing of it, and the talk goes on.</summary>
    public void SayLast(Call call)
    {
        long left = call.Credit.FundedSeconds - (call.TalkedMs / 1000);
        call.Announcement.EndWatch();
        if (call is { State: CallState.Talking, Ingress.Prompts: { } settings } && SpokenAmounts.Time(left) is { Length: > 0 } sounds)
        {
            call.Announcement.Sounds = $"{settings.Language}/{sounds}";
            if (call.Media.Session is { Node.CanPlay: true })
            {
                Play(call.Media);
            }
            else
            {
                Fail(call, "no media node that could");
            }
        }
    }

    private bool TrySet(Call call, string sounds)
    {
        if (sounds.Length == 0 || call is not { HasOffer: true, Caller: { } caller, Ingress.Prompts: { } settings })
        {
            return false;
        }

        sounds = $"{settings.Language}/{sounds}";
        string problem = _listening >= MostAtOnce ? "too many listen"
            : !CallerSide.MayTell(caller) || !DescriptionBody.Of(call.Invite).IsThere ? "the caller takes no early media of ours"
            : "";
        if (problem.Length > 0)
        {
            call.Why.Add(ReasonCode.NotAnnounced, sounds, problem);
            return false;
        }

        call.Announcement.Sounds = sounds;
        return true;
    }

    private void Play(CallMedia media)
    {
        CallAnnouncement announcement = media.Call.Announcement;
        Errand errand = shard.Media.Rent(ErrandKind.Announcement, media);
        (errand.Request.Sound, errand.Request.Mark) = (announcement.Sounds, announcement.NextMark());
        shard.Media.Ask(errand, MediaAsk.Announce, MediaSide.B, media.Session!.Fork, media.Call.CallersOffer); // it is relayed: asked before
    }

    private void Fail(Call call, string problem)
    {
        call.Why.Add(ReasonCode.NotAnnounced, call.Announcement.Sounds, problem);
        if (call.Announcement.IsOn)
        {
            End(call);
        }
    }

    private static string ProblemOf(MediaRequest request) => request.Problem.Length > 0 ? request.Problem : request.Outcome.ToString();
}
