using Tandem.Routing.Alarms;

namespace Tandem.Calls.Alarms;

/// <summary>
/// A round of calls to the numbers of a setting: each is called again so often, then the next; after the last the round rests until the period from its beginning is over. Holds the state, and decides who is called when.
/// Times are monotonic.
/// </summary>
public sealed class AlarmRound(TimeSpan now)
{
    private TimeSpan _beganAt = now;
    private TimeSpan _dueAt = now;
    private int _number;
    private int _tries;

    /// <summary>All have been called in vain.</summary>
    public bool IsResting { get; private set; }

    /// <summary>Which number is to be called now; −1: none is.</summary>
    public int Due(TimeSpan at, int numbers)
    {
        if (at < _dueAt || numbers == 0)
        {
            return -1;
        }

        if (IsResting)
        {
            Begin(at);
        }

        return _number < numbers ? _number : 0; // there may be fewer than before
    }

    /// <summary>From the first number on, now.</summary>
    public void Begin(TimeSpan at)
    {
        (_beganAt, _dueAt, _number, _tries) = (at, at, 0, 0);
        IsResting = false;
    }

    /// <summary>Nobody has acknowledged by the call that was due.</summary>
    public void Failed(TimeSpan at, int numbers, AlarmCallRules rules)
    {
        if (_tries++ < rules.Retry)
        {
            _dueAt = at + TimeSpan.FromSeconds(rules.RetryInterval);
            return;
        }

        (_number, _tries, _dueAt) = (_number + 1, 0, at);
        if (_number >= numbers)
        {
            IsResting = true;
            TimeSpan next = _beganAt + TimeSpan.FromMinutes(rules.Period);
            _dueAt = next > at ? next : at;
        }
    }
}
