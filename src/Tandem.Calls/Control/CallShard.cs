using System.Text;
using Microsoft.Extensions.Logging;
using Tandem.Billing.Accounts;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Guard;
using Tandem.Calls.Guard.Blacklists;
using Tandem.Calls.Live;
using Tandem.Calls.Media;
using Tandem.Calls.Nat;
using Tandem.Calls.Recovery;
using Tandem.Calls.Registration;
using Tandem.Calls.Services;
using Tandem.Calls.Setup;
using Tandem.Calls.TestCalls;
using Tandem.Calls.Traffic;
using Tandem.Calls.VoiceCalls;
using Tandem.Calls.Watching;
using Tandem.Media.Nodes;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Wire.Buffers;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;
using Tandem.Wire.Timers;

namespace Tandem.Calls.Control;

/// <summary>
/// The call control of one shard: its events come in here, one at a time and to the end, and are given to those who handle them. It also holds what they share: pools, clock, plan,
/// counters. Nothing in it is touched by another thread but what says so.
/// </summary>
internal sealed class CallShard : IShardHandler
{
    private readonly Shard _shard;
    private readonly byte[] _node;
    private readonly PostedEvents _posted;
    private SipMessage? _spare;
    private SwitchPlan? _plan;

    public CallShard(SwitchParts parts, Shard shard)
    {
        _shard = shard;
        Parts = parts;
        _node = Encoding.ASCII.GetBytes(parts.Node);
        Random = parts.Random(shard.Index);
        Tap = new(this);
        Strays = new(this);
        Outbox = new(this);
        Table = new(shard.Wheel, () => shard.NowMs, Outbox.Send, Buffers, new TransactionEvents(this), Random);
        Table.FindStream = (in Flow datagram, out Flow stream) => parts.Wire.TryRoute(TransportKind.Tcp, datagram.Remote, out stream);
        Ids = new(parts.Time, shard.Index);
        ICallJournal journal = parts.Journal(shard.Index);
        Marks = new(this, journal);
        Illegal = new(journal, parts.Time, Ids.Next, parts.Node, parts.StrangerRates, parts.Shards.Count);
        Strangers = new(this);
        Shedding = new(this);
        Numbers = new(this);
        Nat = new(this);
        DialogIds = new(parts.Node, shard.Index, Random);
        Dialogs = new(DialogIds);
        Ways = new(this);
        Answers = new(this);
        Legs = new(this);
        Calls = new(this);
        Intake = new(this);
        Locations = new(this);
        CallerSide = new(this);
        CalleeSide = new(this);
        InDialog = new(this);
        Relays = new(this);
        Own = new(this);
        Media = new(this);
        MediaStart = new(this);
        Keys = new(this);
        Announcements = new(this);
        Voices = new(this);
        MediaGate = new(this);
        EarlyOffers = new(this);
        Goodbye = new(this);
        Sessions = new(this);
        Passwords = new(this);
        Authentication = new(this);
        LateMessages = new(this);
        Traces = new(this);
        Registrar = new(this);
        Outward = new(this);
        Gateways = new(this);
        Recovery = new(this);
        _posted = new(this);
        Contacts = new ReachablePhones(parts.Plan, parts.Wire, parts.Registered);
        Phones = new(this);
        Marks.Start();
        Outward.Start();
        Gateways.Start();
    }

    public SwitchParts Parts { get; }

    public Random Random { get; }

    public BufferPool Buffers { get; } = new();

    public SipWriter Writer { get; } = new();

    /// <summary>A second writer, for a URI that is needed twice.</summary>
    public SipWriter UriWriter { get; } = new();

    public TextCache Texts { get; } = new();

    public HostNames Names { get; } = new();

    public ShardCounters Counters { get; } = new();

    public TransactionTable Table { get; }

    public Outbox Outbox { get; }

    /// <summary>Copies for a capture server.</summary>
    public HepTap Tap { get; }

    /// <summary>Messages of no call.</summary>
    public StrayTap Strays { get; }

    public LateMessages LateMessages { get; }

    public CallIds Ids { get; }

    public DialogIds DialogIds { get; }

    public DialogTable Dialogs { get; }

    public Ways Ways { get; }

    public AnswerAddresses Answers { get; }

    public LegPool Legs { get; }

    public Relays Relays { get; }

    public OwnRequests Own { get; }

    public MediaDesk Media { get; }

    public MediaStart MediaStart { get; }

    public MediaGate MediaGate { get; }

    public KeyDesk Keys { get; }

    public Announcements Announcements { get; }

    /// <summary>Calls with a message of the switch's.</summary>
    public VoiceDesk Voices { get; }

    public EarlyOffers EarlyOffers { get; }

    public CallIntake Intake { get; }

    public CallMarks Marks { get; }

    public IllegalCalls Illegal { get; }

    public Strangers Strangers { get; }

    public NatWatch Nat { get; }

    public Locations Locations { get; }

    public CallerSide CallerSide { get; }

    public CalleeSide CalleeSide { get; }

    public InDialog InDialog { get; }

    public Goodbye Goodbye { get; }

    public SessionRefresh Sessions { get; }

    public PasswordDesk Passwords { get; }

    public CallerAuthentication Authentication { get; }

    public RegistrationTraces Traces { get; }

    /// <summary>What is turned away while the shard is behind.</summary>
    public Shedding Shedding { get; }

    /// <summary>Whose number is on a black list.</summary>
    public NumberDesk Numbers { get; }

    public Registrar Registrar { get; }

    public OutwardRegistrations Outward { get; }

    public GatewayChecks.GatewayChecks Gateways { get; }

    public CallRecovery Recovery { get; }

    /// <summary>Where phones are.</summary>
    public IPhoneContacts Contacts { get; }

    public PhoneCalls Phones { get; }

    public int Index => _shard.Index;

    public Shard Shard => _shard;

    public TimerWheel Wheel => _shard.Wheel;

    public long NowMs => _shard.NowMs;

    /// <summary>How long the message in hand has waited for its turn, in milliseconds.</summary>
    public long WaitedMs => _shard.WaitedMs;

    public DateTimeOffset Now => Parts.Time.GetUtcNow();

    /// <summary>The plan in force; what the shard derives from it follows it.</summary>
    public SwitchPlan Plan
    {
        get
        {
            SwitchPlan current = Parts.Plan.Current;
            if (current != _plan)
            {
                TakePlan(current);
            }

            return current;
        }
    }

    public ILogger Log => Parts.Log;

    public CreditBook Credit => Parts.Credit;

    public TrunkTraffic Traffic => Parts.Traffic;

    public CallList Calls { get; }

    // ---- IShardHandler ----

    public void OnMessage(in Flow flow, ReadOnlySpan<byte> message)
    {
        Counters.MessagesIn++;
        Shedding.Saw(WaitedMs);
        Tap.Heard(flow, message);
        Outbox.BeginEvent();
        Strays.Forget();
        SipMessage parsed = _spare ?? Table.RentMessage();
        _spare = null;
        parsed.Buffer = Buffers.Rent(message.Length);
        parsed.Length = message.Length;
        message.CopyTo(parsed.Buffer);
        ParseFault fault = SipParser.Parse(parsed);
        bool kept = false;
        if (fault != ParseFault.None)
        {
            OnFault(parsed, flow, fault);
        }
        else if (!parsed.IsRequest && parsed.ViaCount != 1)
        {
            Counters.MisdirectedResponses++; // RFC 3261 §8.1.3.3: not for us
            Strays.Heard(parsed, flow, StrayReason.MisdirectedResponse);
        }
        else if (!parsed.IsRequest && KeepAliveOptions.IsAnswer(parsed))
        {
            Nat.KeepAliveAnswered(parsed, flow);
        }
        else
        {
            if (parsed.IsRequest)
            {
                Counters.MethodIn(parsed.Method);
                Strangers.Heard(parsed, flow);
                Nat.Heard(parsed, flow);
            }

            kept = Table.OnMessage(parsed, flow);
        }

        Strays.Forget();

        if (!kept)
        {
            Buffers.Return(parsed.Buffer);
            parsed.Buffer = [];
            _spare = parsed;
        }
    }

    public void OnClosed(in Flow flow)
    {
        Table.OnClosed(flow);
        Parts.Registrations.OnClosed(flow);
    }

    public void OnPosted(object posted) => _posted.OnPosted(posted);

    public void OnIdle()
    {
        Shedding.Rests();
        Outbox.Flush();
    }

    public void OnLegTimer(Leg leg, LegTimerKind kind)
    {
        switch (kind)
        {
            case LegTimerKind.Refresh:
                Sessions.Refresh(leg);
                break;
            case LegTimerKind.Dead:
                SessionRefresh.OnDead(leg);
                break;
            default:
                break;
        }
    }

    // ---- What calls ask ----

    /// <summary>The Call-ID is one that this node has made.</summary>
    public bool IsOwnCallId(ReadOnlySpan<byte> callId) => Sip.Dialogs.DialogIds.TryReadShard(callId, _node, out _);

    public void AddCounters(IDictionary<string, long> values, IDictionary<string, Dictionary<string, long>> byReason)
    {
        Counters.AddTo(values, byReason);
        values["sip_absorbed"] = values.TryGetValue("sip_absorbed", out long absorbed) ? absorbed + Table.Absorbed : Table.Absorbed;
        values["sip_retransmitted"] = values.TryGetValue("sip_retransmitted", out long sent) ? sent + Table.Retransmitted : Table.Retransmitted;
    }

    private void TakePlan(SwitchPlan plan)
    {
        _plan = plan;
        Traffic.SetAnswerWindow(plan.Parameters.AsrReserveTime);
        Table.LongestDatagram = plan.Parameters.UdpMaxRequest;
        Table.ResendSchedule = [.. plan.Parameters.ResendIntervals.Select(static interval => (int)interval.TotalMilliseconds)];
    }

    private void OnFault(SipMessage message, in Flow flow, ParseFault fault)
    {
        Counters.Fault(fault);
        Strays.Broken(message, flow, fault);
        Strangers.HeardBroken(flow);
        if (fault == ParseFault.ContentLengthBeyondMessage && message.IsRequest)
        {
            Nat.Broken(message, flow);
        }

        int status = ParseFaults.StatusFor(fault);
        if (status > 0 && message.CanAnswer && Strangers.MayHear(flow))
        {
            Table.RefuseStateless(message, flow, status, Texts.Of(ParseFaults.PhraseFor(fault)));
        }
    }
}
