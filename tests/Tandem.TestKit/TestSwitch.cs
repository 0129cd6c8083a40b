using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Billing.Accounts;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Calls.Guard;
using Tandem.Calls.Guard.Bans;
using Tandem.Calls.Guard.Blacklists;
using Tandem.Calls.Recovery;
using Tandem.Calls.Registration;
using Tandem.Calls.Traffic;
using Tandem.Calls.Watching;
using Tandem.Media.Nodes;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Sip.Transport;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;
using Tandem.Wire.Timers;

namespace Tandem.TestKit;

/// <summary>
/// A whole switch without threads, sockets and clocks: the real shards are pumped by the test, the wire is memory, time stands until it is moved. Peers are found by name:
/// <c>customer</c> has 127.0.0.2:5060, carriers the address of their trunk; others get one when they are first named.
/// </summary>
public sealed class TestSwitch : IDisposable
{
    private readonly Dictionary<string, SipPeer> _peers = [];
    private readonly StringBuilder _ladder = new();
    private readonly DateTimeOffset _begin;
    private readonly IReadOnlyList<IMediaNode> _nodes;
    private readonly LocatorOptions? _names;
    private SipDispatcher _dispatcher;
    private Locator _locator;
    private SourceTable _known = SourceTable.Empty;
    private readonly KeptSeal _seal = new(new byte[KeptSeal.KeyBytes]);
    private long _revision = 1;
    private int _others;
    private bool _pilesUp;
    private bool _isTooEarly;

    private TestSwitch(PlanBuilder plan, int shards, IReadOnlyList<IMediaNode> nodes, LocatorOptions? names, FakeTimeProvider? time)
    {
        Time = time ?? new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        _begin = Time.GetUtcNow();
        _nodes = nodes;
        _names = names;
        PlanText = plan;
        Plan = new(SwitchPlan.Compile(plan.Build(), _revision));
        StartNode(shards);
        Wire.Passes = (remote, message) => Pass(remote, message);
        Wire.Sends = () => _isTooEarly |= Journal.IsWaiting;
        Wire.Closed = flow => _dispatcher.OnClosed(flow);
        Peer("customer");
        foreach (EgressTrunk trunk in plan.Carriers)
        {
            if (System.Net.IPEndPoint.TryParse(trunk.Addresses[0], out System.Net.IPEndPoint? address))
            {
                Peer(trunk.Name, $"{address.Address}:{(address.Port == 0 ? 5060 : address.Port)}");
            }
        }

        foreach (Phone phone in Plan.Current.Document.Phones)
        {
            if (System.Net.IPEndPoint.TryParse(phone.Address, out System.Net.IPEndPoint? address))
            {
                Peer(phone.Number, $"{address.Address}:{(address.Port == 0 ? 5060 : address.Port)}");
            }
        }

        Pump();
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(Traffic), nameof(Shards), nameof(Node), nameof(Credit), nameof(Registrations), nameof(Numbers), nameof(Recent), nameof(Offenders), nameof(_dispatcher), nameof(_locator))]
    private void StartNode(int shards)
    {
        Numbers = new(Plan, new NumberBook(Time), Time);
        Traffic = new(Time, Numbers.Book);
        Credit = new();
        Recent = new(1 << 20, Time);
        Offenders = new(Time, Plan);
        Registrations = new(Time);
        Shards = [.. Enumerable.Range(0, shards).Select(index => new Shard(index, Time))];
        foreach (Account account in Plan.Current.Document.Accounts)
        {
            Credit.Set(account.Name, account.OpeningBalance, account.CreditLimit);
        }

        _locator = new Locator(_names ?? new(), Time, new Random(7), NullLogger<Locator>.Instance);
        Node = new(new()
        {
            Node = "tandem",
            Shards = Shards,
            Wire = Wire,
            Plan = Plan,
            Credit = Credit,
            Journal = _ => Journal,
            Time = Time,
            Random = index => new Random(index + 1),
            Locator = _locator,
            Traffic = Traffic,
            Logins = new(Time),
            Offenders = Offenders,
            Places = Places,
            Numbers = Numbers,
            Registrations = Registrations,
            KnowsSource = address => _known.Knows(address),
            Media = _nodes.Count == 0 ? null : new([.. _nodes.Select(static node => new WeightedNode(node, 1))]),
            Machine = 7,
            Registered = Contacts,
            Recent = Recent,
            Seal = _seal,
        });
        Node.Start();
        LearnSources();
        _dispatcher = new(Shards, Wire, "tandem", Time);
    }

    /// <summary>
    /// The process dies, and another begins after a while, with the same plan and journal, and full accounts. The calls that were up are offered to it; how many it has taken back. What was said
    /// meanwhile is lost.
    /// </summary>
    public int DiesAndReturns(double awaySeconds = 2, int? shards = null)
    {
        Cdr[] open =
        [
            .. Journal.AnsweredRecords.DistinctBy(static answered => answered.Id)
                .Where(answered => Journal.EndedRecords.All(ended => ended.Id != answered.Id) && !Journal.Forgotten.Contains(answered.Id)),
        ];
        DateTimeOffset diedAt = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromSeconds(awaySeconds));
        StartNode(shards ?? Shards.Count);
        var moved = new Dictionary<ulong, int>();
        int back = 0;
        foreach (Cdr answered in open)
        {
            Cdr record = RecordingJournal.Copy(answered);
            long nowMs = Time.GetTimestamp() / (Time.TimestampFrequency / 1000);
            long since = nowMs - (long)(Time.GetUtcNow() - answered.AnsweredAt!.Value).TotalMilliseconds;
            record.TalkMs = (long)(diedAt - answered.AnsweredAt.Value).TotalMilliseconds;
            record.EndedAt = diedAt;
            record.EndReason = (int)EndReason.NodeCrash;
            int shard = _dispatcher.ShardOf(Encoding.UTF8.GetBytes(record.CallIds[^1]));
            byte[] callers = Encoding.UTF8.GetBytes(record.CallId);
            if (_dispatcher.ShardOf(callers) != shard)
            {
                moved[System.IO.Hashing.XxHash3.HashToUInt64(callers)] = shard;
            }

            var call = new OpenCall(shard, record, Journal.KeptStates.GetValueOrDefault(record.Id), since);
            Task<bool> goesOn = Node.GoOnAsync(call, shard);
            PumpUntil(() => goesOn.IsCompleted); // one question may follow another
            back += Ask(goesOn) ? 1 : 0;
        }

        _dispatcher.Move(moved);
        return back;
    }

    /// <summary>Where phones have registered, as the test says.</summary>
    public RegisteredPhones Contacts { get; } = new();

    /// <summary>Where addresses are, as the test says.</summary>
    public FakePlaces Places { get; } = new();

    public FakeTimeProvider Time { get; }

    public TestWire Wire { get; } = new(TestWire.Address("127.0.0.1:5060"));

    public RecordingJournal Journal { get; } = new();

    public CreditBook Credit { get; private set; }

    public TrunkTraffic Traffic { get; private set; }

    public RegistrationTable Registrations { get; private set; }

    public NumberWatch Numbers { get; private set; }

    /// <summary>Messages of no call.</summary>
    public RecentMessages Recent { get; private set; }

    public PlanHolder Plan { get; }

    public PlanBuilder PlanText { get; }

    public IReadOnlyList<Shard> Shards { get; private set; }

    public SwitchNode Node { get; private set; }

    /// <summary>Each message as a line: time, who to whom, what. For approval.</summary>
    public string Ladder => _ladder.ToString();

    /// <summary>Messages to this peer that are lost from now on: how many.</summary>
    public Dictionary<string, int> Lose { get; } = [];

    public IReadOnlyList<Cdr> Cdrs => Journal.EndedRecords;

    /// <summary>The one CDR there is.</summary>
    public Cdr Cdr => Cdrs.Single();

    public static TestSwitch Start(
        Action<PlanBuilder>? plan = null, int shards = 1, IReadOnlyList<IMediaNode>? nodes = null, LocatorOptions? names = null, FakeTimeProvider? time = null)
    {
        var builder = new PlanBuilder();
        plan?.Invoke(builder);
        return new(builder, shards, nodes ?? [], names, time);
    }

    /// <summary>A change of the plan while the switch runs.</summary>
    public void Apply(Action<PlanBuilder> change)
    {
        change(PlanText);
        Plan.Publish(SwitchPlan.Compile(PlanText.Build(), ++_revision, Plan.Current));
        LearnSources();
    }

    /// <summary>Who is no stranger from now on: what the plan says, and the names that are known by now.</summary>
    public void LearnSources() => _known = new SourceTable(PlanSources.Of(Plan.Current, _locator));

    public SipPeer Peer(string name, string? address = null)
    {
        if (!_peers.TryGetValue(name, out SipPeer? peer))
        {
            address ??= name == "customer" ? "127.0.0.2:5060" : $"127.0.9.{++_others}:5060";
            _peers[name] = peer = new(this, name, TestWire.Address(address));
            Wire.Attach(peer.Address, peer.Receive);
        }

        return peer;
    }

    /// <summary>What the shards have allocated on this thread, without what the test's own wire and journal did.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>What strangers do, as the firewall's rules count it.</summary>
    public Offenders Offenders { get; private set; }

    /// <summary>The last message that any peer said.</summary>
    public string LastSaid { get; private set; } = "";

    /// <summary>What runs beside the shards, a step each time; true while the shards may hear from it.</summary>
    public Func<bool>? Beside { get; set; }

    /// <summary>Runs everything that waits, on all shards, until nothing moves.</summary>
    public void Pump()
    {
        if (_pilesUp)
        {
            return;
        }

        do
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long own = Wire.OwnBytes;
            for (int i = 0; i < Shards.Count; i++)
            {
                Shards[i].Pump();
            }

            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before - (Wire.OwnBytes - own);
        }
        while (Beside?.Invoke() == true);
        if (_isTooEarly)
        {
            throw new InvalidOperationException("A message left before the marks of the journal that it says something about.");
        }
    }

    /// <summary>Waits for an answer that the shards give.</summary>
    public T Ask<T>(Task<T> answer)
    {
        Ask((Task)answer);
#pragma warning disable VSTHRD002 // it has completed
        return answer.Result;
#pragma warning restore VSTHRD002
    }

    public void Ask(Task answer)
    {
        Pump();
        SpinWait.SpinUntil(() => answer.IsCompleted, TimeSpan.FromSeconds(10)); // continuations run on the pool
        if (answer.IsFaulted || !answer.IsCompleted)
        {
            throw new InvalidOperationException("There is no answer.", answer.Exception);
        }
    }

    /// <summary>Runs until this is so: for what another thread brings, such as a name server's answer.</summary>
    public void PumpUntil(Func<bool> isSo)
    {
        bool came = SpinWait.SpinUntil(
            () =>
            {
                Pump();
                return isSo();
            },
            TimeSpan.FromSeconds(20));
        if (!came)
        {
            throw new InvalidOperationException($"It did not come about.\n{Ladder}");
        }
    }

    /// <summary>Lets time pass in small steps, so that every timer fires in its turn.</summary>
    public void Passes(double seconds)
    {
        long left = (long)(seconds * 1000);
        while (left > 0)
        {
            long step = Math.Min(left, 50);
            Time.Advance(TimeSpan.FromMilliseconds(step));
            left -= step;
            Pump();
        }
    }

    /// <summary>Time passes while the shards are busy: what comes then is handled before the timers that are due.</summary>
    public void ComesLate(double seconds, Action what)
    {
        Shards[0].Wheel.Set(new LongWork(Time, TimeSpan.FromSeconds(seconds)), 0);
        what();
    }

    /// <summary>What is said meanwhile waits in the rings. Then the shards come to it, and each look at the wall clock takes so long: a call has several, an answer from the table has none.</summary>
    public void PilesUp(TimeSpan eachLook, Action what)
    {
        _pilesUp = true;
        what();
        _pilesUp = false;
        Time.AutoAdvanceAmount = eachLook;
        Pump();
        Time.AutoAdvanceAmount = TimeSpan.Zero;
    }

    /// <summary>A message comes on any flow, such as a stream.</summary>
    public void Hears(in Flow flow, string message)
    {
        _dispatcher.OnMessage(flow, Encoding.UTF8.GetBytes(message));
        Pump();
    }

    /// <summary>A stream is gone.</summary>
    public void Closes(in Flow flow)
    {
        _dispatcher.OnClosed(flow);
        Pump();
    }

    internal void Deliver(SipPeer from, byte[] message)
    {
        LastSaid = Encoding.UTF8.GetString(message);
        Note(from.Name, "tandem", message);
        Flow flow = new(TransportKind.Udp, 0, 0, Wire.Local, from.Address);
        _dispatcher.OnMessage(flow, message);
        Pump();
    }

    public void Dispose()
    {
        foreach (Shard shard in Shards)
        {
            shard.Stop();
        }

        _seal.Dispose();
    }

    private bool Pass(NetAddress remote, byte[] message)
    {
        SipPeer? to = _peers.Values.FirstOrDefault(peer => peer.Address == remote);
        string name = to?.Name ?? remote.ToString();
        if (Lose.TryGetValue(name, out int lost) && lost > 0)
        {
            Lose[name] = lost - 1;
            Note("tandem", $"{name} (lost)", message);
            return false;
        }

        Note("tandem", name, message);
        return true;
    }

    private void Note(string from, string to, byte[] message)
    {
        double at = (Time.GetUtcNow() - _begin).TotalSeconds;
        _ladder.Append(string.Create(CultureInfo.InvariantCulture, $"{at,8:0.000}  {from,-10} -> {to,-10}  {SipText.Summary(message)}\n"));
    }

    private sealed class LongWork(FakeTimeProvider time, TimeSpan takes) : TimerNode
    {
        public override void OnTimer() => time.Advance(takes);
    }
}
