using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Media;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;
using Tandem.Routing.Routes;

namespace Tandem.Calls.VoiceCalls;

/// <summary>What happens in a call with a message once it is answered: it is said, and said again, until the key is heard in whatever form, the callee hangs up, or its time is over.</summary>
internal sealed class VoiceDesk(CallShard shard)
{
    /// <summary>The node hears keys as events and as tones, tells them, and lets the callee have whatever codec we can make.</summary>
    public static MediaWork Work { get; } = new() { Changes = true, Transcodes = true, KeysFromB = RelayKeyWays.TakeEvents | RelayKeyWays.TakeTones | RelayKeyWays.Tell };

    /// <summary>Somebody has answered.</summary>
    public void Begin(Call call)
    {
        if (call is { Voice: { } voice, State: CallState.Talking })
        {
            call.Announcement.Sounds = voice.Request.Sounds;
            Say(call);
        }
    }

    /// <summary>The message was said to its end.</summary>
    public void OnPlayed(Call call, byte mark)
    {
        if (call.State == CallState.Talking && mark == call.Announcement.Mark)
        {
            Say(call);
        }
    }

    /// <summary>The callee has pressed a key.</summary>
    public static void OnKey(Call call, char key)
    {
        if (call is { Voice: { IsConfirmed: false } voice, State: CallState.Talking } && key == voice.Request.Key)
        {
            voice.IsConfirmed = true;
            call.Why.Add(ReasonCode.VoiceCallConfirmed, "", key.ToString());
            call.EndBySwitch(EndReason.NormalCallClearing);
        }
    }

    private void Say(Call call)
    {
        if (call.Media.Session is not { } session)
        {
            return;
        }

        Errand errand = shard.Media.Rent(ErrandKind.Announcement, call.Media);
        (errand.Request.Sound, errand.Request.Mark) = (call.Announcement.Sounds, call.Announcement.NextMark());
        shard.Media.Ask(errand, MediaAsk.Announce, MediaSide.A, session.Fork, call.CallersOffer);
    }
}
