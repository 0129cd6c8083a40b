using Tandem.Calls.Control;
using Tandem.Routing.Media;
using Tandem.Sip.Messages;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Media;

/// <summary>
/// What one call's caller hears from us: the sounds, the number that their end is told by, the failure that waits for it. Its timer is the end of a sound whose end nobody tells. It holds;
/// <see cref="Announcements"/> acts. Lives with its call.
/// </summary>
internal sealed class CallAnnouncement(CallShard shard, Call call) : TimerNode
{
    // Shorter is no time to say anything in, and the caller has just heard what is left.
    private const int LeastTalkSeconds = 5;
    private int _lastSeconds;

    /// <summary>The sounds, as a media node takes them; empty for none.</summary>
    public string Sounds { get; set; } = "";

    /// <summary>Of the newest sound: 1 to 255.</summary>
    public byte Mark { get; private set; }

    /// <summary>The caller waits for the end of a sound: the call stands still.</summary>
    public bool IsOn { get; set; }

    /// <summary>The carrier's failure, which the caller gets afterwards; null when it is ours.</summary>
    public SipMessage? Failure { get; private set; }

    /// <summary>Talk time in milliseconds at which the caller is to hear that its credit ends; <see cref="long.MaxValue"/> for never, or not known yet.</summary>
    public long LastDueMs => _lastSeconds > 0 && call.Credit is { IsLast: true, FundedSeconds: var funded } && funded - _lastSeconds >= LeastTalkSeconds
        ? (funded - _lastSeconds) * 1000
        : long.MaxValue;

    public byte NextMark() => Mark = (byte)((Mark % byte.MaxValue) + 1);

    /// <summary>Keeps a carrier's failure for the refusal.</summary>
    public void Keep(SipMessage? message)
    {
        if (message is { IsRequest: false })
        {
            Failure = HeldMessage.CopyOf(message, shard);
        }
    }

    /// <summary>The end of the call's credit is to be heard in time, where its trunk or phone wants that.</summary>
    public void BeginWatch()
    {
        _lastSeconds = CallPrompts.Decide(call.Ingress?.Prompts, call.Parameters).LastSeconds;
        call.Credit.Foresight = _lastSeconds;
    }

    /// <summary>It has been said.</summary>
    public void EndWatch() => _lastSeconds = 0;

    public override void OnTimer() => shard.Announcements.End(call);

    public void Clear()
    {
        shard.Wheel.Cancel(this);
        shard.Announcements.Left(this);
        if (Failure is { } failure)
        {
            shard.Table.ReturnMessage(failure);
        }

        Failure = null;
        Sounds = "";
        _lastSeconds = 0;
    }
}
