using Tandem.Calls.Guard.Bans;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Plan;

namespace Tandem.Calls.Guard.Blacklists;

/// <summary>What came of a call at the black lists.</summary>
/// <param name="Line">The line that refuses it; null: none does.</param>
/// <param name="Counted">The key by which it counts as one of its caller's calls at once, to be left when it ends; null: it does not.</param>
public readonly record struct NumberVerdict(NumberLine? Line, NumberKey? Counted);

/// <summary>
/// Counts what numbers do, over all shards; any thread. Who breaks a rule gets a line in the <see cref="NumberBook"/>. Bounded: of each count 16,384 numbers, of which those that were quiet longest make
/// room; calls at once by the calls that are up.
/// </summary>
public sealed class NumberWatch(PlanHolder plan, NumberBook book, TimeProvider time)
{
    /// <summary>Numbers watched by each detector.</summary>
    public const int MostNumbers = 16_384;

    private readonly Lock _gate = new();
    private readonly Dictionary<NumberKey, OffenceWindow> _attempts = [];
    private readonly Dictionary<NumberKey, OffenceWindow> _unanswered = [];
    private readonly Dictionary<NumberKey, CallsAtOnce> _calls = [];

    public NumberBook Book => book;

    /// <summary>Callers of whom calls are counted now.</summary>
    public int Callers
    {
        get
        {
            lock (_gate)
            {
                return _calls.Count;
            }
        }
    }

    private long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>A call begins: is one of its numbers on a list, or does this very call bring its caller there?</summary>
    public NumberVerdict Begins(NumberRules rules, string caller, string callee, bool isStandalone)
    {
        if (book.IsEmpty && !rules.IsAnyOn)
        {
            return default;
        }

        if (NumberRefusal.Find(book, caller, callee, isStandalone) is { } listed)
        {
            return new(listed, null);
        }

        return caller.Length == 0 || NumberKey.MeansGroup(caller) || book.IsWhite(NumberSide.Caller, caller) ? default : Count(rules, new(true, NumberSide.Caller, caller, isStandalone));
    }

    /// <summary>One call less of a caller.</summary>
    public void Leaves(in NumberKey key)
    {
        lock (_gate)
        {
            if (_calls.TryGetValue(key, out CallsAtOnce before))
            {
                (CallsAtOnce next, _) = CallsAtOnce.Step(before, plan.Current.Parameters.Blacklists.Concurrent, NowMs, -1);
                if (next.Calls == 0)
                {
                    _calls.Remove(key);
                }
                else
                {
                    _calls[key] = next;
                }
            }
        }
    }

    /// <summary>A callee has let a call ring.</summary>
    public void RangOut(NumberRules rules, string callee, bool isStandalone)
    {
        if (!rules.NoAnswer.IsOn || callee.Length == 0 || NumberKey.MeansGroup(callee) || book.IsWhite(NumberSide.Callee, callee))
        {
            return;
        }

        var key = new NumberKey(true, NumberSide.Callee, callee, isStandalone);
        int count;
        lock (_gate)
        {
            if (!Counts(_unanswered, key, rules.NoAnswer, out count))
            {
                return;
            }
        }

        book.Detected(key, NumberReason.NoAnswer, count, rules.NoAnswer.Expire);
    }

    /// <summary>A callee has answered: what it let ring before does not count any more.</summary>
    public void Answered(NumberRules rules, string callee, bool isStandalone)
    {
        if (rules.NoAnswer.IsOn)
        {
            lock (_gate)
            {
                _unanswered.Remove(new(true, NumberSide.Callee, callee, isStandalone));
            }
        }
    }

    /// <summary>About once a second: callers that stay above their calls at once.</summary>
    public void Sweep()
    {
        NumberRule rule = plan.Current.Parameters.Blacklists.Concurrent;
        if (!rule.IsOn)
        {
            return;
        }

        List<(NumberKey Key, int Calls)> above = [];
        long nowMs = NowMs;
        lock (_gate)
        {
            foreach ((NumberKey key, CallsAtOnce calls) in _calls)
            {
                (CallsAtOnce next, bool isBroken) = CallsAtOnce.Step(calls, rule, nowMs, 0);
                if (next != calls)
                {
                    _calls[key] = next;
                }

                if (isBroken)
                {
                    above.Add((key, next.Calls));
                }
            }
        }

        foreach ((NumberKey key, int calls) in above)
        {
            if (!book.IsWhite(key.Side, key.Number))
            {
                book.Detected(key, NumberReason.Concurrent, calls, rule.Expire);
            }
        }
    }

    private NumberVerdict Count(NumberRules rules, NumberKey key)
    {
        int attempts = 0;
        bool isMalicious = false;
        bool isMany = false;
        CallsAtOnce calls = default;
        lock (_gate)
        {
            isMalicious = rules.MaliciousCall.IsOn && Counts(_attempts, key, rules.MaliciousCall, out attempts);
            if (!isMalicious && rules.Concurrent.IsOn)
            {
                (calls, isMany) = CallsAtOnce.Step(_calls.GetValueOrDefault(key), rules.Concurrent, NowMs, 1);
                if (!isMany)
                {
                    _calls[key] = calls;
                }
            }
        }

        return isMalicious ? new(book.Detected(key, NumberReason.MaliciousCall, attempts, rules.MaliciousCall.Expire), null)
            : isMany ? new(book.Detected(key, NumberReason.Concurrent, calls.Calls, rules.Concurrent.Expire), null)
            : new(null, rules.Concurrent.IsOn ? key : null);
    }

    /// <summary>One more; true when it is one too many, and then it begins anew.</summary>
    private bool Counts(Dictionary<NumberKey, OffenceWindow> counts, in NumberKey key, NumberRule rule, out int count)
    {
        (OffenceWindow next, bool isBroken) = NumberCount.Step(counts.GetValueOrDefault(key), rule, NowMs);
        count = next.Now + next.Before;
        if (isBroken)
        {
            counts.Remove(key);
            return true;
        }

        if (counts.Count >= MostNumbers && !counts.ContainsKey(key))
        {
            MakeRoom(counts);
        }

        counts[key] = next;
        return false;
    }

    /// <summary>About half of all go, so that room is seldom made.</summary>
    private static void MakeRoom(Dictionary<NumberKey, OffenceWindow> counts)
    {
        long half = (long)counts.Values.Average(static window => window.BeganMs);
        foreach ((NumberKey key, OffenceWindow window) in counts)
        {
            if (window.BeganMs <= half)
            {
                counts.Remove(key);
            }
        }
    }
}
