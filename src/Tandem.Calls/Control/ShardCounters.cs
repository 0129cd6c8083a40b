using Tandem.Billing.Cdrs;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Control;

/// <summary>What one shard has counted since it started. Plain fields that only the shard's thread writes; a scrape reads them as they are.</summary>
internal sealed class ShardCounters
{
    private const int ReasonOffset = 128;
    private readonly long[] _endReasons = new long[1024];
    private readonly long[] _parseFaults = new long[256];
    private readonly long[] _methodsIn = new long[32];

    public long MessagesIn;
    public long MessagesOut;
    public long SendFailures;
    public long Calls;
    public long Answered;
    public long InProgress;
    public long IllegalCalls;
    public long Challenges;
    public long Attempts;
    public long UnknownDialogs;
    public long MisdirectedResponses;
    public long JournalFailures;

    /// <summary>Calls of a process before that go on here.</summary>
    public long TakenBack;

    /// <summary>Answered calls at this moment.</summary>
    public long AnsweredNow;

    public void Ended(int endReason)
    {
        int index = endReason + ReasonOffset;
        _endReasons[(uint)index < (uint)_endReasons.Length ? index : 0]++;
    }

    public void Fault(ParseFault fault) => _parseFaults[(byte)fault]++;

    public void MethodIn(SipMethod method) => _methodsIn[(byte)method & 31]++;

    /// <summary>Adds everything to the sums of all shards.</summary>
    public void AddTo(IDictionary<string, long> values, IDictionary<string, Dictionary<string, long>> byReason)
    {
        Add(values, "sip_messages_in", MessagesIn);
        Add(values, "sip_messages_out", MessagesOut);
        Add(values, "sip_send_failures", SendFailures);
        Add(values, "calls", Calls);
        Add(values, "calls_answered", Answered);
        Add(values, "calls_in_progress", InProgress);
        Add(values, "illegal_calls", IllegalCalls);
        Add(values, "digest_challenges", Challenges);
        Add(values, "route_attempts", Attempts);
        Add(values, "unknown_dialogs", UnknownDialogs);
        Add(values, "sip_misdirected_responses", MisdirectedResponses);
        Add(values, "journal_failures", JournalFailures);
        Add(values, "calls_talking", AnsweredNow);
        Add(values, "calls_taken_back", TakenBack);
        Dictionary<string, long> reasons = Of(byReason, "calls_ended");
        for (int i = 0; i < _endReasons.Length; i++)
        {
            if (_endReasons[i] != 0)
            {
                Add(reasons, EndReasons.Name(i - ReasonOffset), _endReasons[i]);
            }
        }

        Dictionary<string, long> faults = Of(byReason, "parse_faults");
        for (int i = 0; i < _parseFaults.Length; i++)
        {
            if (_parseFaults[i] != 0)
            {
                Add(faults, ((ParseFault)i).ToString(), _parseFaults[i]);
            }
        }

        Dictionary<string, long> methods = Of(byReason, "requests_in");
        for (int i = 0; i < _methodsIn.Length; i++)
        {
            if (_methodsIn[i] != 0)
            {
                Add(methods, ((SipMethod)i).ToString(), _methodsIn[i]);
            }
        }
    }

    private static void Add(IDictionary<string, long> values, string name, long value) =>
        values[name] = values.TryGetValue(name, out long before) ? before + value : value;

    private static Dictionary<string, long> Of(IDictionary<string, Dictionary<string, long>> byReason, string name)
    {
        if (!byReason.TryGetValue(name, out Dictionary<string, long>? values))
        {
            byReason[name] = values = [];
        }

        return values;
    }
}
