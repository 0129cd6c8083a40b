using System.Net;
using Tandem.Calls.Guard.Bans;
using Tandem.Calls.Watching;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Server.Options;
using Tandem.Sip.Transport;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;
using Tandem.Wire.Tls;

namespace Tandem.Server.Wiring;

/// <summary>Listeners, the gate in front of them, the shards behind them, and the finder of carriers with names.</summary>
internal sealed class WireWiring : IAsyncDisposable
{
    public WireWiring(UpOptions options, PlanHolder plan, TimeProvider time, ILoggerFactory logs)
    {
        Gate = new SourceGate(time, new Random());
        Offenders = new Offenders(time, plan);
        Shards = [.. Enumerable.Range(0, options.Shards).Select(index => new Shard(index, time, log: logs.CreateLogger<Shard>()))];
        Identities = options.Https is not null || options.Sip.Any(static point => point.Transport == TransportKind.Tls)
            ? new(new() { Directory = options.TlsDirectory, OwnNames = OwnNames(options), Clients = options.TlsClients }, time, logs.CreateLogger<TlsIdentities>())
            : null;
        Hub = new WireHub(
            new WireOptions
            {
                Bind = options.Sip,
                Advertise = options.Advertise,
                Tos = (byte)plan.Current.Parameters.QosSignal,
                Identities = Identities,
                Streams = DescriptorLimit.OfStreams(DescriptorLimit.Read()),
                Misused = source => Offenders.Saw(source, BanReason.BadConnection),
            },
            Gate, time, logs);
        Hep = options.Hep is { } hep ? new HepMirror(hep.Server, hep.Id, hep.Key, options.Node) : null;
        Locator = new Locator(new LocatorOptions(), time, new Random(), logs.CreateLogger<Locator>());
    }

    public SourceGate Gate { get; }

    /// <summary>Strangers by what they do.</summary>
    public Offenders Offenders { get; }

    public IReadOnlyList<Shard> Shards { get; }

    public WireHub Hub { get; }

    /// <summary>Certificates; null where nothing listens for TLS.</summary>
    public TlsIdentities? Identities { get; }

    /// <summary>Who gets a copy of all messages; null: nobody.</summary>
    public HepMirror? Hep { get; }

    public Locator Locator { get; }

    /// <summary>Starts the shards. Each has its handler by now.</summary>
    public void StartShards()
    {
        foreach (Shard shard in Shards)
        {
            shard.Start();
        }
    }

    /// <summary>Messages come from now on.</summary>
    public Task StartAsync(IWireSink sink) => Hub.StartAsync(sink, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Identities?.Dispose();
        foreach (Shard shard in Shards)
        {
            shard.Stop();
        }

        Hep?.Dispose();

        await Locator.DisposeAsync();
    }

    /// <summary>What a certificate that we make ourselves is for: the machine, the address that is shown, and the addresses that are bound.</summary>
    private static IReadOnlyList<string> OwnNames(UpOptions options) =>
    [
        .. new[] { Environment.MachineName, "localhost" }
            .Concat(options.Sip.Select(static point => point.Address).Append(options.Https?.Address).Append(options.Advertise).OfType<IPAddress>()
                .Where(static address => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)).Select(static address => address.ToString()))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
