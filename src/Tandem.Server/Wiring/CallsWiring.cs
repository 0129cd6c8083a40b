using Tandem.Api.SelfTests;
using Tandem.Calls.Control;
using Tandem.Calls.Guard;
using Tandem.Calls.Guard.Blacklists;
using Tandem.Calls.Live;
using Tandem.Calls.Nat.Probes;
using Tandem.Calls.Recovery;
using Tandem.Calls.Registration;
using Tandem.Calls.Traffic;
using Tandem.Calls.Watching;
using Tandem.Routing.Access;
using Tandem.Server.Blacklists;
using Tandem.Server.DataFolders;
using Tandem.Server.Firewall;
using Tandem.Server.Options;
using Tandem.Server.Places;
using Tandem.Sip.Transport;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Server.Wiring;

/// <summary>Call control on every shard, and the dispatcher that shares messages among them.</summary>
internal sealed class CallsWiring : IAsyncDisposable
{
    private const int CallLinesPerSecond = 50;
    private readonly WireWiring _wire;
    private readonly SipDispatcher _dispatcher;
    private readonly ProbeDesk _probes;
    private readonly StunKeepAlives _stun;
    private readonly PlanFollower _follower;
    private readonly GateEvidence _evidence;
    private readonly KeepAlives _keepAlives;
    private readonly TakingBack _takingBack;
    private readonly BlacklistKeeping _lists;
    private readonly KeptKeys _keys;
    private readonly KeptSeal _seal;

    public CallsWiring(UpOptions options, WireWiring wire, StoreWiring store, MediaWiring media, KeptKeys keys, PlaceFiles places, TimeProvider time, ILoggerFactory logs)
    {
        _wire = wire;
        _keys = keys;
        _seal = new KeptSeal(keys.Own, keys.Before);
        Numbers = new NumberBook(time);
        var traffic = new TrunkTraffic(time, Numbers);
        Traffic = new LiveTraffic(traffic);
        Registrations = new RegistrationTable(time);
        var recent = new RecentMessages(options.RecentMessages, time);
        Recent = recent;
        _dispatcher = new SipDispatcher(wire.Shards, wire.Hub, options.Node, time)
        {
            Garbled = (in flow, bytes) =>
            {
                recent.Take(flow, sent: false, StrayReason.NotSip, "", bytes);
                if (!wire.Gate.Knows(flow.Remote))
                {
                    wire.Offenders.Saw(flow.Remote, BanReason.Malformed);
                }
            },
        };
        Firewall = new RunningFirewall(options.Firewall, wire, store, Registrations, places, time, logs.CreateLogger<RunningFirewall>());
        var numbers = new NumberWatch(store.Holder, Numbers, time);
        _lists = new BlacklistKeeping(numbers, store.NumberLines, time, logs.CreateLogger<BlacklistKeeping>());
        Node = new SwitchNode(new SwitchParts
        {
            Node = options.Node,
            Shards = wire.Shards,
            Wire = wire.Hub,
            Plan = store.Holder,
            Credit = store.Credit,
            Journal = store.Journals.ForShard,
            Time = time,
            Random = static _ => new UnguessableRandom(),
            Locator = wire.Locator,
            Traffic = traffic,
            Logins = new FailedLogins(time),
            Offenders = wire.Offenders,
            Places = places,
            Numbers = numbers,
            Registrations = Registrations,
            Registered = Registrations,
            KnowsSource = address => wire.Gate.Knows(address),
            Media = media.Nodes,
            Machine = MachineStart.Read(),
            Hep = wire.Hep,
            Recent = options.RecentMessages > 0 ? recent : null,
            Seal = _seal,
            Log = new SparingLogger(logs.CreateLogger("Tandem.Calls"), time, CallLinesPerSecond),
        });
        _probes = new ProbeDesk(
            _dispatcher, wire.Hub, wire.Hub.Listeners, address => store.Holder.Current.Parameters.ReplyUnauthorized || wire.Gate.Knows(address), time);
        _stun = new StunKeepAlives(_probes, wire.Hub, time);
        _keepAlives = new KeepAlives(Registrations, wire.Hub, store.Holder, options.Node, time);
        Live = new WholeSwitch(Node, wire, media, _dispatcher, _probes, _keepAlives, _stun, Firewall, Numbers);
        _follower = new PlanFollower(store.Holder, wire.Gate, wire.Hub, wire.Locator, time);
        _evidence = new GateEvidence(wire.Gate, Node, time);
        _takingBack = new TakingBack(store.Recovery.Open, Node, _dispatcher, media, logs.CreateLogger("Tandem"));
    }

    public SwitchNode Node { get; }

    /// <summary>Messages of no call.</summary>
    public ILiveMessages Recent { get; }

    /// <summary>Where SIP comes in.</summary>
    public SipEntry SipEntry => new(_wire.Hub.Listeners.FirstOrDefault(static one => one.Transport == TransportKind.Udp)?.Local.Port ?? 0);

    /// <summary>What the trunks carry.</summary>
    public ILiveTraffic Traffic { get; }

    /// <summary>What stands between the endpoints and the switch.</summary>
    public ILiveNat Nat => Node.Nat;

    /// <summary>What phones have registered.</summary>
    public RegistrationTable Registrations { get; }

    /// <summary>Who is banned.</summary>
    public RunningFirewall Firewall { get; }

    /// <summary>Which numbers are refused.</summary>
    public NumberBook Numbers { get; }

    /// <summary>What the outside sees.</summary>
    public WholeSwitch Live { get; }

    public async Task StartAsync()
    {
        await Firewall.StartAsync();
        _lists.Start();
        Node.Start();
        _follower.Start();
        _evidence.Start();
        _wire.StartShards();
        await _takingBack.RunAsync();
        _keys.ForgetBefore(); // what goes on has been sealed anew
        await _wire.StartAsync(_stun);
        _keepAlives.Start();
    }

    /// <summary>No new calls; those that still run when the time is over, or when nobody waits any more, are hung up.</summary>
    public async Task DrainAsync(TimeSpan atMost, CancellationToken hurry)
    {
        Task drained = Node.DrainAsync(atMost);
        var hurried = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = hurry.Register(hurried.SetResult);
        if (await Task.WhenAny(drained, hurried.Task) == hurried.Task)
        {
            drained = Node.DrainAsync(TimeSpan.Zero);
        }

        await drained;
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync();
        await _evidence.DisposeAsync();
        await Firewall.DisposeAsync();
        await _lists.DisposeAsync();
        _probes.Dispose();
        await _keepAlives.DisposeAsync();
        _seal.Dispose();
    }
}
