using Tandem.Calls.Control;
using Tandem.Media.Nodes;
using Tandem.Media.Sdp;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Media;

/// <summary>
/// Looks now and then whether a relayed call has media in the directions that its trunks want watched (SW §6.5). A side that has been told not to send (hold), or that sends RTCP only, is not
/// silent. In a call that the switch places itself nobody is on the caller's side, and so nobody there is silent. Lives with its call's media.
/// </summary>
internal sealed class MediaWatch(CallShard shard, CallMedia media) : TimerNode
{
    private const int LooksInTime = 4;
    private long _callerFromMs;
    private long _calleeFromMs;
    private long _callerSeenMs;
    private long _calleeSeenMs;

    /// <summary>From the answer on, when a direction is to be watched.</summary>
    public void Start()
    {
        _callerFromMs = _calleeFromMs = shard.Now.ToUnixTimeMilliseconds();
        Set();
    }

    /// <summary>What the last look has found.</summary>
    public bool IsCallerSilent { get; private set; }

    public bool IsCalleeSilent { get; private set; }

    public override void OnTimer() => shard.Media.AskForWatch(media);

    /// <summary>The node's counts; true: the call goes on and is looked at again.</summary>
    public bool Look(MediaStatistics counts)
    {
        MediaCheckDirection caller = media.Call.Ingress?.MediaCheckDirection ?? MediaCheckDirection.None;
        MediaCheckDirection callee = media.Call.Hunt.Current.Trunk?.Trunk.MediaCheckDirection ?? MediaCheckDirection.None;
        bool watchesCaller = media.Call.Caller is not null && (caller.HasFlag(MediaCheckDirection.FromRemote) || callee.HasFlag(MediaCheckDirection.ToRemote));
        bool watchesCallee = callee.HasFlag(MediaCheckDirection.FromRemote) || caller.HasFlag(MediaCheckDirection.ToRemote);
        SdpDirection flows = FlowsNow();
        IsCallerSilent = IsSilent(watchesCaller && flows.HasFlag(SdpDirection.SendOnly), counts.FromA, counts.IsOurClock, "caller", ref _callerFromMs, ref _callerSeenMs);
        IsCalleeSilent = IsSilent(watchesCallee && flows.HasFlag(SdpDirection.RecvOnly), counts.FromB, counts.IsOurClock, "callee", ref _calleeFromMs, ref _calleeSeenMs);
        bool silent = IsCallerSilent || IsCalleeSilent;
        if (!silent)
        {
            Set();
        }

        return !silent;
    }

    public void Clear() => _callerFromMs = _calleeFromMs = _callerSeenMs = _calleeSeenMs = 0;

    /// <summary>Who sends on any of the lines.</summary>
    private SdpDirection FlowsNow()
    {
        SdpDirection flows = SdpDirection.Inactive;
        for (int i = 0; i < media.Session?.Talk.Count; i++)
        {
            flows |= media.Session.Talk.FlowOf(i);
        }

        return flows;
    }

    private bool IsSilent(bool watched, MediaFlow flow, bool isOurClock, string who, ref long fromMs, ref long seenMs)
    {
        long now = shard.Now.ToUnixTimeMilliseconds();
        if (!watched)
        {
            fromMs = now;
            return false;
        }

        // Of a clock that is not ours only that it has gone on says something.
        bool hasGoneOn = flow.LastAliveMs != seenMs;
        seenMs = flow.LastAliveMs;
        fromMs = Math.Max(fromMs, isOurClock ? flow.LastAliveMs : hasGoneOn ? now : 0);
        int most = media.Call.Parameters.NoMediaHangupTime;
        if (most == 0 || now - fromMs < most * 1000L)
        {
            return false;
        }

        media.Call.Why.Add(ReasonCode.MediaSilent, who, number: (now - fromMs) / 1000, limit: most);
        return true;
    }

    private void Set()
    {
        int most = media.Call.Parameters.NoMediaHangupTime;
        bool any = (media.Call.Ingress?.MediaCheckDirection ?? MediaCheckDirection.None) != MediaCheckDirection.None
            || (media.Call.Hunt.Current.Trunk?.Trunk.MediaCheckDirection ?? MediaCheckDirection.None) != MediaCheckDirection.None;
        if (any && most > 0 && media.IsRelayed)
        {
            shard.Wheel.Set(this, shard.NowMs + Math.Max(1000, most * 1000L / LooksInTime));
        }
    }
}
