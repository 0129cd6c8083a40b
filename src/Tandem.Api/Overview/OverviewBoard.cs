using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tandem.Api.Events;
using Tandem.Calls.Live;
using Tandem.Store.Alarms;
using Tandem.Store.Reports;
using Tandem.Store.Sqlite;

namespace Tandem.Api.Overview;

/// <summary>
/// Looks at the switch once a second, and keeps one picture of it for all who ask. When nobody asks, only what has no other place is noted: the most calls of each minute, a step of the clock.
/// </summary>
internal sealed class OverviewBoard(ILiveSwitch live, TrafficQuery traffic, ProcessWatch watch, OverloadWatch overload, AlarmBook alarms, EventFeed feed, TimeProvider time, ILogger<OverviewBoard> logger) : BackgroundService
{
    private const int MinutesOfDayPoint = 24;
    private static readonly TimeSpan AskedLately = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Records of calls that ended longer ago than this come rarely: after a crash, or a pause of the database.</summary>
    private static readonly TimeSpan StillMoving = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly PeakCalls _peaks = new();
    private IReadOnlyList<TrafficMinute> _settled = [];
    private DateTimeOffset _settledTo;
    private DateTimeOffset _readAt;
    private DateTimeOffset _askedAt;
    private OverviewView? _current;
    private long _callsBefore = -1;
    private long _lookedAt;
    private double _callsPerSecond;
    private long _looks;

    /// <summary>How often it has looked.</summary>
    public long Looks => Volatile.Read(ref _looks);

    /// <summary>The picture of this second. Throws what the database throws when it can't be read and there is no picture yet.</summary>
    public OverviewView Now()
    {
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            _askedAt = now;
            return _current is { } known && (now - known.At).Duration() < 2 * Second ? known : Build(live.Counters(), now);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var second = new PeriodicTimer(Second, time);
        while (await second.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Look();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LookFailed(failure);
            }

            Interlocked.Increment(ref _looks);
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            SwitchCounters counters = live.Counters();
            _peaks.Seen(now, (int)counters.Values.GetValueOrDefault("calls_in_progress"));
            CountNew(counters);
            watch.Look();
            overload.Look(counters);
            bool isHeard = feed.HasOverviewListeners;
            if (isHeard || now - _askedAt < AskedLately)
            {
                _current = Build(counters, now);
                if (isHeard)
                {
                    feed.Tell(new(EventFilter.Overview, _current with { Hour = null, Day = null }));
                }
            }
        }
    }

    private void CountNew(SwitchCounters counters)
    {
        long calls = counters.Values.GetValueOrDefault("calls");
        if (_callsBefore >= 0 && time.GetElapsedTime(_lookedAt) is { TotalSeconds: > 0 and var seconds })
        {
            _callsPerSecond = Math.Round((calls - _callsBefore) / seconds, 1);
        }

        _callsBefore = calls;
        _lookedAt = time.GetTimestamp();
    }

    private OverviewView Build(SwitchCounters counters, DateTimeOffset now)
    {
        IReadOnlyList<TrafficMinute> minutes = Minutes(now);
        DateTimeOffset midnight = new(now.UtcDateTime.Date, TimeSpan.Zero);
        IReadOnlyList<PeriodView> hour = Periods.Series(minutes, now, 1, _peaks.Of);
        DateTimeOffset hourAgo = hour[0].From;
        return new(
            now,
            counters.Values.GetValueOrDefault("calls_in_progress"),
            counters.Values.GetValueOrDefault("calls_talking"),
            _callsPerSecond,
            Periods.Sum([.. minutes.Where(minute => minute.At >= hourAgo)], hourAgo, _peaks.Of(hourAgo, TimeSpan.FromMinutes(Periods.Points))),
            Periods.Sum([.. minutes.Where(minute => minute.At >= midnight)], midnight, _peaks.Of(midnight, now - midnight + TimeSpan.FromMinutes(1))),
            [.. watch.Alarms(counters), OverloadWatch.Line(overload.Look(counters))],
            hour,
            Periods.Series(minutes, now, MinutesOfDayPoint, _peaks.Of))
        { Minute = hour[^1], OpenAlarms = Tandem.Api.Alarms.AlarmCountsView.Of(alarms) };
    }

    /// <summary>The last day's minutes: those that still move are read anew, the others once a minute.</summary>
    private IReadOnlyList<TrafficMinute> Minutes(DateTimeOffset now)
    {
        try
        {
            if ((now - _readAt).Duration() >= TimeSpan.FromMinutes(1))
            {
                _settled = traffic.Since(now - Day);
                _settledTo = now - StillMoving;
                _readAt = now;
            }

            IReadOnlyList<TrafficMinute> moving = traffic.Since(_settledTo);
            DateTimeOffset border = new(_settledTo.UtcTicks - (_settledTo.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            watch.CanRead = true;
            return [.. _settled.TakeWhile(minute => minute.At < border), .. moving];
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out _))
        {
            watch.CanRead = false;
            return _settled;
        }
    }
}
