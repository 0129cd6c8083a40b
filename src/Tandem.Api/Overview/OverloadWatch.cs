using Tandem.Calls.Live;
using Tandem.Routing.Plan;

namespace Tandem.Api.Overview;

/// <summary>Since when the switch turns work away, and when it last did: looked at once a second, told as it is at the moment. Any thread.</summary>
internal sealed class OverloadWatch(ILiveSwitch live, PlanHolder plan, TimeProvider time)
{
    private const int Unavailable = 503;
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;
    private DateTimeOffset? _lastAt;
    private long _turnedAway;

    /// <summary>Compares what was counted with the second before.</summary>
    public OverloadView Look(SwitchCounters counters)
    {
        long shards = counters.Values.GetValueOrDefault("shards");
        long shedding = counters.Values.GetValueOrDefault("shards_shedding");
        string level = counters.Values.GetValueOrDefault("shards_shedding_all") > 0 ? "all" : shedding > 0 ? "strangers" : "none";
        TurnedAwayView turned = TurnedAway(counters);
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            _since = shedding > 0 ? _since ?? now : null;
            if (turned.Sum > _turnedAway)
            {
                (_turnedAway, _lastAt) = (turned.Sum, now);
            }

            return new(
                level, _since, _lastAt, counters.Values.GetValueOrDefault("message_wait_ms"), plan.Current.Parameters.OverloadDelay, shards, shedding, Unavailable,
                [ILiveSwitch.SoonestRetrySeconds, ILiveSwitch.LatestRetrySeconds], turned);
        }
    }

    public OverloadView Now() => Look(live.Counters());

    /// <summary>As a line among what is watched.</summary>
    public static AlarmView Line(OverloadView now) => now.Level switch
    {
        "all" => new("load", "critical", $"new calls and registrations are answered {now.Answer}: messages wait for {now.WaitedMs} ms"),
        "strangers" => new("load", "warning", $"strangers are turned away: messages wait for {now.WaitedMs} ms"),
        _ => new("load", "ok", "nobody is turned away for want of time"),
    };

    private static TurnedAwayView TurnedAway(SwitchCounters counters)
    {
        IReadOnlyDictionary<string, long>? shed = counters.ByReason.GetValueOrDefault("shed");
        return new(
            counters.Values.GetValueOrDefault("strangers_shed"), Of("Call"), Of("Registration"), Of("Other"),
            counters.Values.GetValueOrDefault("overload_refused"), counters.Values.GetValueOrDefault("overload_answered"));
        long Of(string kind) => shed?.GetValueOrDefault(kind) ?? 0;
    }
}
