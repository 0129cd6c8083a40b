using System.Collections;
using System.Reflection;
using Tandem.Billing.Cdrs;

namespace Tandem.TestKit;

/// <summary>A journal that remembers copies of what it was given, for calls reuse their records.</summary>
public sealed class RecordingJournal : ICallJournal
{
    private readonly List<Cdr> _answered = [];
    private readonly List<Cdr> _ended = [];
    private bool _gathers;

    public IReadOnlyList<Cdr> AnsweredRecords => _answered;

    public IReadOnlyList<Cdr> EndedRecords => _ended;

    public List<long> Forgotten { get; } = [];

    public int Beats { get; private set; }

    public bool IsWritable { get; set; } = true;

    /// <summary>Off for tests that measure garbage.</summary>
    public bool Remembers { get; set; } = true;

    public bool Answered(Cdr record)
    {
        if (Remembers)
        {
            _answered.Add(Copy(record));
        }

        IsWaiting = _gathers;
        return IsWritable;
    }

    /// <summary>What was kept last of each call.</summary>
    public Dictionary<long, byte[]> KeptStates { get; } = [];

    public bool Kept(long id, ReadOnlySpan<byte> state)
    {
        if (Remembers)
        {
            KeptStates[id] = state.ToArray();
        }

        IsWaiting = _gathers;
        return IsWritable;
    }

    public void Alive(DateTimeOffset at) => Beats++;

    public bool Ended(Cdr record)
    {
        if (Remembers)
        {
            _ended.Add(Copy(record));
        }

        IsWaiting = _gathers;
        return IsWritable;
    }

    public bool Forget(long id)
    {
        Forgotten.Add(id);
        IsWaiting = _gathers;
        return IsWritable;
    }

    /// <summary>Whether marks wait for a flush.</summary>
    public bool IsWaiting { get; private set; }

    public void Gather() => _gathers = true;

    public void Flush() => IsWaiting = false;

    /// <summary>As if nothing had ended.</summary>
    public void ForgetEnds() => _ended.Clear();

    public static Cdr Copy(Cdr from)
    {
        var copy = new Cdr();
        CopyProperties(from, copy);
        CopyProperties(from.Customer, copy.Customer);
        CopyProperties(from.Vendor, copy.Vendor);
        copy.Why = from.Why.ToArray();
        copy.Ladder = from.Ladder.ToArray();
        copy.Quality = from.Quality.ToArray();
        return copy;
    }

    private static void CopyProperties(object from, object to)
    {
        foreach (PropertyInfo property in from.GetType().GetProperties())
        {
            if (property.SetMethod is not null)
            {
                property.SetValue(to, property.GetValue(from));
            }
            else if (property.GetValue(from) is IList list && property.GetValue(to) is IList target)
            {
                foreach (object? item in list)
                {
                    target.Add(item);
                }
            }
        }
    }
}
