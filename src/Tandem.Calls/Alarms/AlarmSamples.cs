namespace Tandem.Calls.Alarms;

/// <summary>A value over the last period, in at most 60 slots: what has been the most and the least, and by how much a count has grown. Used by one thread.</summary>
public sealed class AlarmSamples
{
    private const int Slots = 60;
    private readonly TimeSpan _period;
    private readonly TimeSpan _slot;
    private readonly Queue<Sample> _samples = new();
    private Sample? _last;

    /// <summary>Of a period of at least a second.</summary>
    public AlarmSamples(TimeSpan period)
    {
        _period = period;
        _slot = TimeSpan.FromTicks(Math.Max(period.Ticks / Slots, TimeSpan.TicksPerSecond));
    }

    private sealed class Sample(TimeSpan at, decimal value)
    {
        public TimeSpan At { get; } = at;

        public decimal First { get; } = value;

        public TimeSpan LastAt { get; set; } = at;

        public decimal Last { get; set; } = value;

        public decimal Most { get; set; } = value;

        public decimal Least { get; set; } = value;
    }

    /// <summary>The most within the period; 0 without a sample.</summary>
    public decimal Most => _samples.Count == 0 ? 0 : _samples.Max(static sample => sample.Most);

    /// <summary>The least within the period; 0 without a sample.</summary>
    public decimal Least => _samples.Count == 0 ? 0 : _samples.Min(static sample => sample.Least);

    /// <summary>What a count has grown by.</summary>
    public decimal Growth => _last is { } last ? last.Last - _samples.Peek().First : 0;

    /// <summary>What a count has grown by in a second, on average; 0 before there are two samples.</summary>
    public decimal GrowthPerSecond => _last is { } last && last.LastAt > _samples.Peek().At ? Growth / (decimal)(last.LastAt - _samples.Peek().At).TotalSeconds : 0;

    /// <summary>Whether they reach back over the period: an average of less says little.</summary>
    public bool IsWhole => _last is { } last && last.LastAt - _samples.Peek().At >= _period - _slot;

    /// <summary>Adds a value and lets go what is older than the period. <paramref name="at"/> is monotonic.</summary>
    public void Add(TimeSpan at, decimal value)
    {
        if (_last is { } last && at - last.At < _slot)
        {
            last.LastAt = at;
            last.Last = value;
            last.Most = Math.Max(last.Most, value);
            last.Least = Math.Min(last.Least, value);
        }
        else
        {
            _last = new(at, value);
            _samples.Enqueue(_last);
        }

        while (_samples.Count > 1 && at - _samples.Peek().LastAt > _period)
        {
            _samples.Dequeue();
        }
    }
}
