using System.Globalization;
using Tandem.Calls.Live;
using Tandem.Routing.Alarms;
using Tandem.Store.Cdrs;
using Tandem.Store.Reports;

namespace Tandem.Api.Overview;

/// <summary>What may go wrong with the process and its machine: disk, records that wait, database, clock, media. Looked at once a second by one thread.</summary>
internal sealed class ProcessWatch(ILiveSwitch live, CdrWriter writer, TrafficQuery traffic, TimeProvider time)
{
    private const long Gigabyte = 1L << 30;
    private const long DiskCritical = Gigabyte;
    private const long DiskLow = 5 * Gigabyte;

    // A second's load of a busy switch, and far more than a pause of the database leaves.
    private const long ManyWaiting = 2_000;
    private const long TooManyWaiting = 20_000;

    /// <summary>How long something that has happened is shown.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly ClockSteps _clock = new(time);
    private (DateTimeOffset At, TimeSpan By)? _step;
    private long _failures;
    private DateTimeOffset? _failedAt;

    /// <summary>Whether the database could be read for this look.</summary>
    public bool CanRead { get; set; } = true;

    /// <summary>Compares the clock with the time that has passed, and the counts with those before. Once a second.</summary>
    public void Look()
    {
        DateTimeOffset wall = time.GetUtcNow();
        if (_clock.Look() is { } by)
        {
            _step = (wall, by);
        }

        long failures = writer.Failures;
        if (failures > _failures)
        {
            _failedAt = wall;
        }

        _failures = failures;
    }

    public IReadOnlyList<AlarmView> Alarms(SwitchCounters counters)
    {
        DateTimeOffset now = time.GetUtcNow();
        return
        [
            live.IsReady ? Ok("ready", "calls are taken") : new("ready", "critical", "no calls are taken"), Disk(), Records(), Database(now), Lost(), Clock(now), Media(), Recordings(counters),
        ];
    }

    private AlarmView Disk()
    {
        try
        {
            var disk = new DriveInfo(traffic.DataDirectory);
            string detail = string.Create(CultureInfo.InvariantCulture, $"{disk.AvailableFreeSpace / (double)Gigabyte:0.0} GB of {disk.TotalSize / (double)Gigabyte:0.0} GB are free for {traffic.DataDirectory}");
            return new("disk", disk.AvailableFreeSpace < DiskCritical ? "critical" : disk.AvailableFreeSpace < DiskLow ? "warning" : "ok", detail);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new("disk", "critical", $"the disk of {traffic.DataDirectory} can't be looked at: {failure.Message}");
        }
    }

    private AlarmView Records()
    {
        long waiting = writer.Waiting;
        string state = waiting >= TooManyWaiting ? "critical" : waiting >= ManyWaiting ? "warning" : "ok";
        string words = waiting == 1 ? "1 record waits in the journal for the database" : string.Create(CultureInfo.InvariantCulture, $"{waiting} records wait in the journal for the database");
        return new("records", state, words);
    }

    private AlarmView Database(DateTimeOffset now)
    {
        bool fails = _failedAt is { } at && now - at < TimeSpan.FromSeconds(5) && writer.Waiting > 0;
        return !CanRead ? new("database", "critical", "the database can't be read")
            : fails ? new("database", "critical", "the database takes no records; the journal holds them")
            : Ok("database", "answers");
    }

    private AlarmView Lost() => writer.Lost > 0
        ? new("lost", "critical", string.Create(CultureInfo.InvariantCulture, $"{writer.Lost} records found no room on disk or in memory since the start, and are lost"))
        : writer.Refused > 0
            ? new("lost", "warning", string.Create(CultureInfo.InvariantCulture, $"{writer.Refused} records could not be stored as they are since the start; they stand in cdr_refused"))
            : Ok("lost", "no record was lost since the start");

    private AlarmView Clock(DateTimeOffset now) => _step is { } step && now - step.At < Remembered
        ? new("clock", "warning", string.Create(CultureInfo.InvariantCulture, $"the clock was set by {step.By.TotalSeconds:+0.000;-0.000} s at {step.At.UtcDateTime:HH:mm:ss} UTC; talk times do not suffer, start times do"))
        : Ok("clock", "runs evenly");

    private AlarmView Media()
    {
        string[] down = [.. live.MediaNodes().Where(static node => !node.IsUp).Select(static node => node.Name)];
        return down.Length == 0 ? Ok("media", "all media nodes answer")
            : new("media", down.Length == live.MediaNodes().Count ? "critical" : "warning", $"these media nodes do not answer: {string.Join(", ", down)}");
    }

    private static AlarmView Recordings(SwitchCounters counters) => counters.Values.GetValueOrDefault("recordings_stopped") > 0
        ? new("recordings", "critical", "recording has stopped: its disk is nearly full")
        : Ok("recordings", "nothing stands in the way of recording");

    private static AlarmView Ok(string name, string detail) => new(name, "ok", detail);
}
