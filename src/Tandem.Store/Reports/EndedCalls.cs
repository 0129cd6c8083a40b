using Tandem.Billing.Cdrs;

namespace Tandem.Store.Reports;

/// <summary>What a trunk's calls that have ended were, together, since the start.</summary>
/// <param name="Attempts">Calls of an ingress trunk; attempts on an egress trunk, those that went on to another one too.</param>
/// <param name="Answered">Of these, answered.</param>
/// <param name="TalkMs">Milliseconds of talk.</param>
public readonly record struct EndedCount(long Attempts, long Answered, long TalkMs);

/// <summary>Counts the calls that have ended by trunk, as their records are stored; strangers' are left out. One thread counts, any may look.</summary>
public sealed class EndedCalls
{
    /// <summary>Trunks told apart: more than a plan has, and a bound for those of plans before.</summary>
    private const int MostTrunks = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(bool IsEgress, string Trunk), EndedCount> _counts = [];
    private readonly Dictionary<(bool IsEgress, string Trunk), EndedCount> _batch = [];

    /// <summary>What was counted, by trunk.</summary>
    public IReadOnlyList<(string Trunk, EndedCount Count)> Of(bool isEgress)
    {
        lock (_gate)
        {
            return [.. _counts.Where(pair => pair.Key.IsEgress == isEgress).Select(static pair => (pair.Key.Trunk, pair.Value))];
        }
    }

    /// <summary>Begins a batch; what was not stored does not count.</summary>
    internal void Begin() => _batch.Clear();

    /// <summary>A record of the batch.</summary>
    internal void Add(Cdr record)
    {
        if (record.BillingMode == BillingMode.IllegalCall)
        {
            return;
        }

        Add(false, record.IngressTrunk, record.Attempts, record);
        bool isTried = false;
        for (int i = 0; i < record.Tried.Count; i++)
        {
            string trunk = record.Tried[i].Trunk;
            bool isLast = trunk == record.EgressTrunk && !isTried && record.Tried.FindLastIndex(route => route.Trunk == trunk) == i;
            isTried |= isLast;
            Add(true, trunk, 1, isLast ? record : null);
        }

        if (!isTried)
        {
            Add(true, record.EgressTrunk, 1, record);
        }
    }

    /// <summary>The batch is stored.</summary>
    internal void Keep()
    {
        lock (_gate)
        {
            foreach (((bool, string) key, EndedCount more) in _batch)
            {
                if (_counts.TryGetValue(key, out EndedCount count) || _counts.Count < MostTrunks)
                {
                    _counts[key] = Sum(count, more);
                }
            }
        }

        _batch.Clear();
    }

    private void Add(bool isEgress, string trunk, long attempts, Cdr? ended)
    {
        if (trunk.Length > 0)
        {
            bool isAnswered = ended?.Answered == true;
            (bool, string) key = (isEgress, trunk);
            _batch[key] = Sum(_batch.GetValueOrDefault(key), new(attempts, isAnswered ? 1 : 0, isAnswered ? ended!.TalkMs : 0)); // not null: it is answered
        }
    }

    private static EndedCount Sum(EndedCount one, EndedCount other) => new(one.Attempts + other.Attempts, one.Answered + other.Answered, one.TalkMs + other.TalkMs);
}
