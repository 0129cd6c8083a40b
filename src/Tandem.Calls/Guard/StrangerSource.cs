using Tandem.Billing.Cdrs;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Guard;

/// <summary>A source of illegal calls (an address, or a network): what is folded and not yet written. Reused.</summary>
internal sealed class StrangerSource
{
    /// <summary>What one folded record may count; the rest is in another.</summary>
    public const long MostAttempts = 1_000_000_000;

    public const int MostNumbers = 20;
    private readonly List<string> _numbers = new(4);

    public NetAddress Address { get; private set; }

    /// <summary>All its attempts are folded until it has been quiet for a minute.</summary>
    public bool IsFolding { get; private set; }

    /// <summary>The Unix second of its last attempt.</summary>
    public long LastSecond { get; set; }

    /// <summary>Attempts folded and not yet written.</summary>
    public long Attempts { get; private set; }

    public DateTimeOffset FirstAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The first of the folded attempts, of which there are words; empty when the packet gate saw them all.</summary>
    public StrangerSample Sample { get; private set; }

    /// <summary>Distinct numbers called, the first ones.</summary>
    public IReadOnlyList<string> Numbers => _numbers;

    /// <summary>Waits to be written.</summary>
    public bool IsDue { get; set; }

    /// <summary>Stands for others of one minute, and is nobody's afterwards.</summary>
    public bool IsRolled { get; set; }

    /// <summary>A source of nothing yet, out of those that are not used any more.</summary>
    public static StrangerSource From(Stack<StrangerSource> spare, NetAddress address)
    {
        if (!spare.TryPop(out StrangerSource? source))
        {
            source = new StrangerSource();
        }

        source.Begin(address);
        return source;
    }

    /// <summary>Takes over what is folded in another one, which has nothing then.</summary>
    public void Absorb(StrangerSource other)
    {
        if (other.Attempts == 0)
        {
            return;
        }

        if (Sample.IsEmpty)
        {
            Sample = other.Sample;
        }

        foreach (string number in other._numbers)
        {
            AddNumber(number);
        }

        FirstAt = Attempts == 0 || other.FirstAt < FirstAt ? other.FirstAt : FirstAt;
        LastAt = other.LastAt > LastAt ? other.LastAt : LastAt;
        Attempts += other.Attempts;
        other.Written();
    }

    public void Fold(DateTimeOffset at, Cdr record)
    {
        if (Sample.IsEmpty)
        {
            Sample = StrangerSample.Of(record);
        }

        AddNumber(record.CalledNumberIn);
        Fold(at, record.Attempts);
    }

    public void Fold(DateTimeOffset at, long attempts)
    {
        if (Attempts == 0)
        {
            FirstAt = at;
        }

        LastAt = at;
        Attempts += attempts;
        IsFolding = true;
    }

    public void Written() => Clear();

    private void Begin(NetAddress address)
    {
        Address = address;
        IsFolding = IsDue = IsRolled = false;
        FirstAt = LastAt = default;
        Clear();
    }

    private void AddNumber(string number)
    {
        if (_numbers.Count < MostNumbers && number.Length > 0 && !_numbers.Contains(number))
        {
            _numbers.Add(number);
        }
    }

    private void Clear()
    {
        Attempts = 0;
        Sample = default;
        _numbers.Clear();
    }
}

/// <summary>What one attempt looked like.</summary>
internal readonly record struct StrangerSample(
    string CallId, long PlanRevision, string CallingNumber, string CalledNumber, int SourcePort, string UserAgent, int EndReason, int SipStatus, int Q850Cause)
{
    public bool IsEmpty => CallId is null;

    public static StrangerSample Of(Cdr record) => new(
        record.CallId,
        record.PlanRevision,
        record.CallingNumberIn,
        record.CalledNumberIn,
        record.SourcePort,
        record.CallerUserAgent,
        record.EndReason,
        record.SipStatus,
        record.Q850Cause);
}
