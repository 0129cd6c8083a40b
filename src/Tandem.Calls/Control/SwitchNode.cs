using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Billing.Accounts;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Guard;
using Tandem.Calls.Guard.Bans;
using Tandem.Calls.Guard.Blacklists;
using Tandem.Calls.Live;
using Tandem.Calls.Media;
using Tandem.Calls.Nat;
using Tandem.Calls.Recovery;
using Tandem.Calls.Registration;
using Tandem.Calls.TestCalls;
using Tandem.Calls.VoiceCalls;
using Tandem.Calls.Traffic;
using Tandem.Calls.Watching;
using Tandem.Media.Nodes;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Sip.Transport;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Calls.Control;

/// <summary>What a switch is made of.</summary>
public sealed record SwitchParts
{
    public required string Node { get; init; }
    public required IReadOnlyList<Shard> Shards { get; init; }
    public required IWire Wire { get; init; }
    public required PlanHolder Plan { get; init; }
    public required CreditBook Credit { get; init; }
    public required Func<int, ICallJournal> Journal { get; init; }
    public required TimeProvider Time { get; init; }
    public required Func<int, Random> Random { get; init; }

    /// <summary>Finds where carriers with names are.</summary>
    public required Locator Locator { get; init; }

    /// <summary>What the trunks carry, over all shards.</summary>
    public required TrunkTraffic Traffic { get; init; }

    /// <summary>Who gave wrong passwords, over all shards.</summary>
    public required FailedLogins Logins { get; init; }

    /// <summary>Where sources are.</summary>
    public IPlaces Places { get; init; } = NoPlaces.Installed;

    /// <summary>What strangers do that may get them banned, over all shards; null: nobody counts.</summary>
    public Offenders? Offenders { get; init; }

    /// <summary>Which numbers are refused, over all shards; null: none is.</summary>
    public NumberWatch? Numbers { get; init; }

    /// <summary>What stands between the endpoints and the switch, over all shards.</summary>
    public NatBoard Nat { get; } = new();

    /// <summary>What phones have registered, over all shards.</summary>
    public required RegistrationTable Registrations { get; init; }

    /// <summary>How often strangers call, over all shards.</summary>
    public StrangerRates StrangerRates { get; } = new();

    /// <summary>Whether an address is one of the plan's (<see cref="PlanSources"/>), as the packet gate has it; any thread.</summary>
    public required Func<NetAddress, bool> KnowsSource { get; init; }

    /// <summary>Where phones have registered; null: none can.</summary>
    public IPhoneContacts? Registered { get; init; }

    /// <summary>Who gets a copy of all messages; null: nobody.</summary>
    public HepMirror? Hep { get; init; }

    /// <summary>Where messages of no call are kept; null: nowhere.</summary>
    public RecentMessages? Recent { get; init; }

    /// <summary>The nodes that relay media; null: none can be relayed.</summary>
    public MediaNodes? Media { get; init; }

    /// <summary>Names what the machine's monotonic clock counts from: calls of before a restart of the machine are nobody's any more.</summary>
    public ulong Machine { get; init; }

    /// <summary>Closes what calls leave in the journal for the next process, and opens what one before has left.</summary>
    public required KeptSeal Seal { get; init; }

    public ILogger Log { get; init; } = NullLogger.Instance;
}

/// <summary>All shards of the switch, with their calls; what the outside sees of them.</summary>
public sealed class SwitchNode(SwitchParts parts) : ILiveSwitch
{
    private readonly List<CallShard> _shards = [];
    private int _nextOwnShard;
    private volatile bool _isStarted;
    private volatile bool _isDraining;

    /// <summary>Calls are taken: it has started, does not drain, and the journals can be written.</summary>
    public bool IsReady => _isStarted && !_isDraining && _shards.TrueForAll(static shard => shard.Marks.IsWritable);

    /// <summary>What the NAT doctor has found.</summary>
    public ILiveNat Nat => parts.Nat;

    /// <summary>Makes each shard's call control. Start the shards and the listeners after it.</summary>
    public void Start()
    {
        foreach (Shard shard in parts.Shards)
        {
            var calls = new CallShard(parts, shard);
            shard.Handler = calls;
            _shards.Add(calls);
        }

        _isStarted = true;
    }

    /// <summary>
    /// No new calls from now on (503 with Retry-After); the task ends when the last call has. Calls that are still up after <paramref name="atMost"/> are hung
    /// up, so that each has its record.
    /// </summary>
    public async Task DrainAsync(TimeSpan atMost)
    {
        _isDraining = true;
        Task all = Task.WhenAll(Ask(static () => new Drain(hangUp: false)));
        try
        {
            await all.WaitAsync(atMost, parts.Time);
        }
        catch (TimeoutException)
        {
            await Task.WhenAll(Ask(static () => new Drain(hangUp: true)));
        }
    }

    public async Task<IReadOnlyList<LiveCall>> CallsAsync(CancellationToken stop)
    {
        IReadOnlyList<LiveCall>[] lists = await Task.WhenAll(Ask(static () => new ListCalls())).WaitAsync(stop);
        return [.. lists.SelectMany(static list => list).OrderBy(static call => call.StartedAt)];
    }

    public async Task<IReadOnlyList<LiveOutwardRegistration>> OutwardRegistrationsAsync(CancellationToken stop)
    {
        IReadOnlyList<LiveOutwardRegistration>[] lists = await Task.WhenAll(Ask(static () => new ListOutward())).WaitAsync(stop);
        return [.. lists.SelectMany(static list => list).OrderBy(static one => one.Trunk, StringComparer.Ordinal)];
    }

    public Task<IReadOnlyList<LadderMessage>> RegistrationMessagesAsync(string phone, CancellationToken stop) => MessagesAsync(() => new ShowRegistration(phone, isTrunk: false), stop);

    public Task<IReadOnlyList<LadderMessage>> OutwardMessagesAsync(string trunk, CancellationToken stop) => MessagesAsync(() => new ShowRegistration(trunk, isTrunk: true), stop);

    public Task<IReadOnlyList<LadderMessage>> LateMessagesAsync(long record, CancellationToken stop) => MessagesAsync(() => new ShowLate(record), stop);

    public async Task<LiveCallDetail?> CallAsync(string id, CancellationToken stop)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        LiveCallDetail?[] found = await Task.WhenAll(Ask(() => new ShowCall(number))).WaitAsync(stop);
        return Array.Find(found, static one => one is not null);
    }

    public async Task<LiveLadder?> LadderAsync(string id, CancellationToken stop)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        LiveLadder?[] found = await Task.WhenAll(Ask(() => new ShowLadder(number))).WaitAsync(stop);
        return Array.Find(found, static one => one is not null);
    }

    public async Task<bool> HangUpAsync(string id, CancellationToken stop)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return false;
        }

        bool[] found = await Task.WhenAll(Ask(() => new HangUp(number))).WaitAsync(stop);
        return found.Contains(true);
    }

    public async Task<TestCallResult> PlaceAsync(TestCallRequest request, CancellationToken stop)
    {
        var call = new TestCall(request);
        parts.Shards[(int)((uint)Interlocked.Increment(ref _nextOwnShard) % (uint)parts.Shards.Count)].Post(call);
        return await call.Task.WaitAsync(stop);
    }

    /// <summary>Calls a number with a message. Answers when the call has ended.</summary>
    public async Task<VoiceCallResult> SpeakAsync(VoiceCallRequest request, CancellationToken stop)
    {
        var call = new VoiceCall(request);
        parts.Shards[(int)((uint)Interlocked.Increment(ref _nextOwnShard) % (uint)parts.Shards.Count)].Post(call);
        return await call.Task.WaitAsync(stop);
    }

    /// <summary>
    /// Goes on with a call of a process that has died, on a shard that has been started; before any message. False: it could not be, and its record is closed at its last proven second.
    /// </summary>
    public async Task<bool> GoOnAsync(OpenCall call, int shard)
    {
        var question = new GoOnWith(call);
        parts.Shards[shard].Post(question);
        bool goesOn = await question.Task.WaitAsync(CancellationToken.None);
        if (goesOn && shard == call.Journal)
        {
            return true;
        }

        if (call.Journal < parts.Shards.Count)
        {
            var settle = new SettleOpen(call, goesOn);
            parts.Shards[call.Journal].Post(settle);
            await settle.Task.WaitAsync(CancellationToken.None);
        }
        else
        {
            CallRecovery.Settle(parts.Journal(call.Journal), parts.Credit, call, goesOn); // there were more shards then: it is nobody's
        }

        return goesOn;
    }

    /// <summary>The sessions on media nodes that calls of this switch have. While the shards run: it is asked for.</summary>
    public async Task<IReadOnlySet<UInt128>> MediaSessionsAsync()
    {
        IReadOnlyList<UInt128>[] lists = await Task.WhenAll(Ask(static () => new ListSessions()));
        return lists.SelectMany(static list => list).ToHashSet();
    }

    /// <summary>From any thread: the firewall has dropped so many messages of a stranger. They belong to the evidence against it.</summary>
    public void GateDropped(NetAddress source, long calls)
    {
        var drops = new GateDrops(source, calls);
        parts.Shards[(int)((uint)source.Ip.GetHashCode() % (uint)parts.Shards.Count)].Post(drops);
    }

    /// <summary>From any thread: how sessions of our media process are now.</summary>
    public void MediaSampled(RelaySample[] sessions)
    {
        var samples = new MediaSamples(sessions);
        foreach (Shard shard in parts.Shards)
        {
            shard.Post(samples);
        }
    }

    /// <summary>From any thread: a media node has begun anew, and what it relayed is gone. Its calls end.</summary>
    public void MediaLost(IMediaNode node)
    {
        foreach (Shard shard in parts.Shards)
        {
            shard.Post(new NodeLost(node));
        }
    }

    public DateTimeOffset? BannedUntil(IPAddress source) =>
        parts.Logins.SuspendedUntil(NetAddress.From(source, 0), parts.Plan.Current.Parameters.AuthenticationMaxRetry);

    /// <summary>From any thread: a media node has heard a key in a session. Its key has the shard in front that began it; one that was taken back may be in another.</summary>
    public void KeyHeard(UInt128 session, MediaSide side, char key, ulong number)
    {
        var heard = new KeyHeard(session, side, key, number);
        foreach (Shard shard in parts.Shards)
        {
            shard.Post(heard);
        }
    }

    /// <summary>From any thread: the first packet of a session from a side. Found as <see cref="KeyHeard"/> is.</summary>
    public void FirstMedia(UInt128 session, MediaSide side)
    {
        var heard = new SideHeard(session, side);
        foreach (Shard shard in parts.Shards)
        {
            shard.Post(heard);
        }
    }

    /// <summary>From any thread: a media node has played a sound to a caller to its end.</summary>
    public void Played(UInt128 session, byte mark)
    {
        var played = new PlayedOut(session, mark);
        foreach (Shard shard in parts.Shards)
        {
            shard.Post(played);
        }
    }

    public IReadOnlyList<(string Name, bool IsUp)> MediaNodes() => [.. (parts.Media?.All ?? []).Select(static node => (node.Node.Name, node.Node.IsUp))];

    public SwitchCounters Counters()
    {
        var values = new Dictionary<string, long>();
        var byReason = new Dictionary<string, Dictionary<string, long>>();
        foreach (CallShard shard in _shards)
        {
            shard.AddCounters(values, byReason);
        }

        (values["phones_registered"], values["contacts_registered"]) = parts.Registrations.Count;
        return new(values, byReason.ToDictionary(static pair => pair.Key, static pair => (IReadOnlyDictionary<string, long>)pair.Value));
    }

    /// <summary>What is still in the tables of all shards; all zero when nothing goes on. Only while the shards do not run.</summary>
    internal SwitchLeftovers Leftovers() => _shards.Aggregate(
        default(SwitchLeftovers),
        static (sum, shard) => new(
            sum.Calls + (int)shard.Counters.InProgress,
            sum.Dialogs + shard.Dialogs.Count,
            sum.ServerTransactions + shard.Table.ServerCount,
            sum.ClientTransactions + shard.Table.ClientCount));

    private async Task<IReadOnlyList<LadderMessage>> MessagesAsync(Func<ShardQuestion<IReadOnlyList<LadderMessage>>> make, CancellationToken stop)
    {
        IReadOnlyList<LadderMessage>[] lists = await Task.WhenAll(Ask(make)).WaitAsync(stop);
        return [.. lists.SelectMany(static list => list).OrderBy(static message => message.At)];
    }

    private IEnumerable<Task<TAnswer>> Ask<TAnswer>(Func<ShardQuestion<TAnswer>> make)
    {
        foreach (Shard shard in parts.Shards)
        {
            ShardQuestion<TAnswer> question = make();
            shard.Post(question);
            yield return question.Task;
        }
    }
}

/// <summary>What has not ended.</summary>
internal readonly record struct SwitchLeftovers(int Calls, int Dialogs, int ServerTransactions, int ClientTransactions);
