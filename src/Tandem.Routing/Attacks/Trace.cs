using System.Runtime.InteropServices;

namespace Tandem.Routing.Attacks;

/// <summary>What belongs to one finding, gathered attempt by attempt in the order of time.</summary>
internal sealed class Trace
{
    private readonly Dictionary<string, long> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _firstNumbers = [];
    private readonly List<long> _records = [];
    private long _lastRecord = -1;

    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    public long Attempts { get; private set; }

    /// <summary>Addresses; attempts that were folded without one are of none.</summary>
    public IReadOnlyCollection<string> Sources => _sources.Keys;

    public IReadOnlyCollection<string> Numbers => _numbers;

    /// <summary>An attempt at one of a record's numbers.</summary>
    public void Add(IllegalAttempt attempt, string number)
    {
        Add(attempt, attempt.AttemptsOfOne);
        if (_numbers.Add(number) && _firstNumbers.Count < AttackPattern.MostListed)
        {
            _firstNumbers.Add(number);
        }
    }

    /// <summary>All of a record.</summary>
    public void Add(IllegalAttempt attempt)
    {
        Add(attempt, attempt.Attempts);
        foreach (string number in attempt.Numbers)
        {
            if (_numbers.Add(number) && _firstNumbers.Count < AttackPattern.MostListed)
            {
                _firstNumbers.Add(number);
            }
        }
    }

    public AttackPattern Told(PatternKind kind, PatternConfidence confidence, string why) => new(
        kind,
        confidence,
        why,
        [.. _sources.OrderByDescending(static one => one.Value).ThenBy(static one => one.Key, StringComparer.Ordinal).Take(AttackPattern.MostListed).Select(static one => one.Key)],
        _sources.Count,
        _firstNumbers,
        _numbers.Count,
        First,
        Last,
        Attempts,
        _records);

    private void Add(IllegalAttempt attempt, long count)
    {
        First = attempt.First < First ? attempt.First : First;
        Last = attempt.Last > Last ? attempt.Last : Last;
        Attempts += count;
        if (attempt.SourceIp.Length > 0)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_sources, attempt.SourceIp, out _) += count;
        }

        if (attempt.Id != _lastRecord && _records.Count < AttackPattern.MostListed)
        {
            _records.Add(_lastRecord = attempt.Id);
        }
    }
}
