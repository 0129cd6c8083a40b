using Tandem.Routing.Access;

namespace Tandem.Calls.Guard.Bans;

/// <summary>
/// Counts what strangers try by minute, to be stored: an attack can be looked at when it is over. Illegal calls are not counted here, for each is on record. Bounded: each time it is stored the heaviest sources keep their
/// addresses, the others are added up; no attempt is lost. Not for many threads at once.
/// </summary>
internal sealed class OffenceMinutes
{
    /// <summary>Sources told apart until what was counted is taken.</summary>
    public const int MostSources = 4096;

    /// <summary>Of them those that keep their addresses.</summary>
    public const int MostTold = 20;

    /// <summary>What waits for a database that takes nothing; beyond it no address is kept.</summary>
    public const int MostWaiting = 10_000;

    private static readonly UInt128 Others = 0;
    private readonly Dictionary<(BanReason Reason, UInt128 Source), long> _counts = [];
    private readonly Dictionary<(DateTimeOffset At, BanReason Reason, UInt128 Source), long> _waiting = [];
    private DateTimeOffset _minute;

    public void Add(DateTimeOffset now, BanReason reason, UInt128 source, long count)
    {
        Turn(now);
        (BanReason, UInt128) key = (reason, _counts.Count < MostSources || _counts.ContainsKey((reason, source)) ? source : Others);
        _counts[key] = _counts.GetValueOrDefault(key) + count;
    }

    /// <summary>All that was counted since the last time.</summary>
    public IReadOnlyList<OffenceMinute> Take()
    {
        Close();
        OffenceMinute[] taken = [.. _waiting.Select(static one => new OffenceMinute(one.Key.At, one.Key.Reason, one.Key.Source == Others ? null : Ban.PlaceOf(one.Key.Source), one.Value))];
        _waiting.Clear();
        return taken;
    }

    /// <summary>It could not be stored.</summary>
    public void GiveBack(IReadOnlyList<OffenceMinute> taken)
    {
        foreach (OffenceMinute one in taken)
        {
            Wait(one.At, one.Reason, one.Source?.Ip ?? Others, one.Count);
        }
    }

    private void Turn(DateTimeOffset now)
    {
        DateTimeOffset minute = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (minute != _minute)
        {
            Close();
            _minute = minute;
        }
    }

    private void Close()
    {
        int told = 0;
        foreach (((BanReason reason, UInt128 source), long count) in _counts.OrderByDescending(static one => one.Value))
        {
            bool isTold = source != Others && told++ < MostTold;
            Wait(_minute, reason, isTold ? source : Others, count);
        }

        _counts.Clear();
    }

    private void Wait(DateTimeOffset at, BanReason reason, UInt128 source, long count)
    {
        var key = (at, reason, _waiting.Count < MostWaiting || _waiting.ContainsKey((at, reason, source)) ? source : Others);
        _waiting[key] = _waiting.GetValueOrDefault(key) + count;
    }
}
