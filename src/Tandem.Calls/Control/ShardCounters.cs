using Tandem.Billing.Cdrs;
using Tandem.Calls.Guard;
using Tandem.Calls.Registration;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Control;

/// <summary>Why a customer's INVITE was refused before there was a call to keep a record of.</summary>
internal enum UnrecordedRefusal : byte
{
    Draining,
    JournalNotWritable,

    /// <summary>422: RFC 4028 §9.</summary>
    SessionIntervalTooSmall,
    NoContact,

    /// <summary>The shard is behind: <see cref="Guard.Shedding"/>.</summary>
    Overload,
}

/// <summary>What is turned away when the shard is behind, with 503.</summary>
internal enum ShedKind : byte
{
    /// <summary>A new call of somebody in the plan.</summary>
    Call,
    Registration,

    /// <summary>OPTIONS.</summary>
    Other,
}

/// <summary>What one shard has counted since it started. Plain fields that are written with the shard's work held, by one thread at a time; a scrape reads them as they are.</summary>
internal sealed class ShardCounters
{
    private const int ReasonOffset = 128;
    private readonly long[] _endReasons = new long[1024];
    private readonly long[] _parseFaults = new long[256];
    private readonly long[] _methodsIn = new long[32];
    private readonly long[] _strangers = new long[8];
    private readonly long[] _unrecorded = new long[8];
    private readonly long[] _registrations = new long[32];
    private readonly long[] _shed = new long[4];

    public long MessagesIn;
    public long MessagesOut;
    public long SendFailures;
    public long Calls;
    public long Answered;
    public long InProgress;
    public long IllegalCalls;
    public long WhiteListedCalls;
    public long Challenges;
    public long Attempts;
    public long UnknownDialogs;
    public long MisdirectedResponses;
    public long JournalFailures;

    /// <summary>The <see cref="ShedLevel"/> now.</summary>
    public long Shedding;

    /// <summary>How long the message in hand has waited; 0 when nothing waits.</summary>
    public long WaitedMs;

    /// <summary>Calls of strangers that were not looked at for want of time.</summary>
    public long ShedStrangers;

    /// <summary>Calls of a process before that go on here.</summary>
    public long TakenBack;

    /// <summary>Trunks that are to be registered at their carriers, and are.</summary>
    public long OutwardWanted;
    public long OutwardUp;

    /// <summary>Answered calls at this moment.</summary>
    public long AnsweredNow;

    public void Ended(int endReason)
    {
        int index = endReason + ReasonOffset;
        _endReasons[(uint)index < (uint)_endReasons.Length ? index : 0]++;
    }

    public void Fault(ParseFault fault) => _parseFaults[(byte)fault]++;

    public void MethodIn(SipMethod method) => _methodsIn[(byte)method & 31]++;

    public void Stranger(StrangerRequest kind) => _strangers[(byte)kind]++;

    public void RefusedUnrecorded(UnrecordedRefusal why) => _unrecorded[(byte)why]++;

    public void Registered(RegistrationResult result) => _registrations[(byte)result]++;

    public void Shed(ShedKind kind) => _shed[(byte)kind]++;

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
        Add(values, "illegal_calls_white_listed", WhiteListedCalls);
        Add(values, "digest_challenges", Challenges);
        Add(values, "route_attempts", Attempts);
        Add(values, "unknown_dialogs", UnknownDialogs);
        Add(values, "sip_misdirected_responses", MisdirectedResponses);
        Add(values, "journal_failures", JournalFailures);
        Add(values, "shedding", Shedding);
        Add(values, "shards", 1);
        Add(values, "shards_shedding", Shedding > (long)ShedLevel.None ? 1 : 0);
        Add(values, "shards_shedding_all", Shedding == (long)ShedLevel.All ? 1 : 0);
        values["message_wait_ms"] = Math.Max(WaitedMs, values.TryGetValue("message_wait_ms", out long longest) ? longest : 0);
        Add(values, "strangers_shed", ShedStrangers);
        Add(values, "calls_talking", AnsweredNow);
        Add(values, "calls_taken_back", TakenBack);
        Add(values, "outward_registrations_wanted", OutwardWanted);
        Add(values, "outward_registrations_up", OutwardUp);
        Add(Of(byReason, "calls_ended"), _endReasons, static i => EndReasons.Name(i - ReasonOffset));
        Add(Of(byReason, "parse_faults"), _parseFaults, static i => ((ParseFault)i).ToString());
        Add(Of(byReason, "requests_in"), _methodsIn, static i => ((SipMethod)i).ToString());
        Add(Of(byReason, "refused_unrecorded"), _unrecorded, static i => ((UnrecordedRefusal)i).ToString());
        Add(Of(byReason, "shed"), _shed, static i => ((ShedKind)i).ToString());
        Add(Of(byReason, "stranger_requests"), _strangers, static i => ((StrangerRequest)i).ToString());
        Add(Of(byReason, "registrations"), _registrations, static i => ((RegistrationResult)i).ToString());
    }

    private static void Add(Dictionary<string, long> sums, long[] counts, Func<int, string> nameOf)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                Add(sums, nameOf(i), counts[i]);
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
