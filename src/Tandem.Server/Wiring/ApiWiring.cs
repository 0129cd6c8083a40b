using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Tandem.Api;
using Tandem.Api.Access;
using Tandem.Api.Metrics;
using Tandem.Api.OpenId;
using Tandem.Api.SelfTests;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Server.Options;
using Tandem.Server.Telemetry;
using Tandem.Server.Web;
using Tandem.Store.Archive;
using Tandem.Wire.Tcp;
using Tandem.Wire.Tls;

namespace Tandem.Server.Wiring;

/// <summary>The HTTP side. Its own host, so that nothing of it is in the way of a call.</summary>
internal sealed class ApiWiring : IAsyncDisposable
{
    private const int LargestBody = 1 << 20;
    private const int MostConnections = 1000;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);
    private readonly WebApplication _app;
    private readonly IPEndPoint _endPoint;
    private readonly IPEndPoint? _secure;

    /// <summary>Listens where the options say: in clear, and by TLS as one of these identities.</summary>
    public ApiWiring(
        UpOptions options, TlsIdentities? identities, string adminKey, StoreWiring store, CallsWiring calls, ArchiveKeeping? archive, IPlaces places, TimeProvider time, ILoggerFactory logs)
    {
        _endPoint = options.Http;
        _secure = options.Https;
        TurnedAway = new(logs.CreateLogger<TurnedAwayBrowsers>(), time);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(options.Http);
            if (options.Https is not null && identities is not null)
            {
                kestrel.Listen(options.Https, listener => listener.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = hello => ValueTask.FromResult(identities.ForBrowser(hello.ClientHelloInfo.ServerName)),
                }));
            }
        });
        IServiceCollection services = builder.Services;
        services.AddSingleton<IConnectionListenerFactory>(provider => new SparingListeners(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), DescriptorLimit.HighestOfApi(DescriptorLimit.Read()), TurnedAway.Add));
        services.AddRouting();
        services.AddLogging();
        services.AddSingleton(logs);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.AddSingleton(new AdminKey(adminKey));
        services.AddSingleton(time);
        services.AddSingleton<ILiveSwitch>(calls.Live);
        services.AddSingleton(calls.SipEntry);
        services.AddSingleton(calls.Traffic);
        services.AddSingleton(calls.Nat);
        services.AddSingleton(calls.Recent);
        services.AddSingleton<ILiveRegistrations>(calls.Registrations);
        services.AddSingleton(store.Database);
        services.AddSingleton(store.Journals);
        services.AddSingleton(store.Holder);
        services.AddSingleton(store.Plans);
        services.AddSingleton(store.History);
        services.AddSingleton(store.Credit);
        services.AddSingleton(store.Ledger);
        services.AddSingleton(store.Cdrs);
        services.AddSingleton(store.CdrTotals);
        services.AddSingleton(store.Writer);
        services.AddSingleton(store.IllegalCalls);
        services.AddSingleton(store.Traffic);
        services.AddSingleton(store.People);
        services.AddSingleton(store.Sessions);
        services.AddSingleton<ILiveFirewall>(calls.Firewall);
        services.AddSingleton(places);
        services.AddSingleton(store.Bans);
        services.AddSingleton(store.Offences);
        services.AddSingleton(store.FirewallLines);
        services.AddSingleton<ILiveNumbers>(calls.Numbers);
        services.AddSingleton(store.NumberLines);
        services.AddSingleton(store.Audit);
        services.AddSingleton(store.Recordings);
        services.AddSingleton(store.Soaks);
        services.AddSingleton(store.IllegalReports);
        services.AddSingleton(store.IllegalAttempts);
        services.AddSingleton(store.Shares);
        services.AddSingleton(store.NatChecks);
        services.AddSingleton(store.Alarms);
        services.AddSingleton(store.AlarmSettings);
        services.AddSingleton(store.AlarmBook);
        services.AddSingleton(store.OpenId);
        if (archive is not null)
        {
            services.AddSingleton(archive);
        }

        if (options.OpenId is { } openId)
        {
            services.AddOpenId(openId);
        }

        services.AddTandemApi();
        _app = builder.Build();
        if (options.Otlp is { Traces: > 0 })
        {
            _app.UseRequestSpans();
        }

        _app.UseTrustedProxies(options.Proxies);
        _app.UseSecurityHeaders();
        _app.UseConsole(ConsoleFolder.OfThisProgram);
        _app.MapTandemApi();
    }

    /// <summary>Those that found no descriptor.</summary>
    public TurnedAwayBrowsers TurnedAway { get; }

    /// <summary>Where it listens, with the real ports; in clear first.</summary>
    public IReadOnlyList<Uri> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Select(static address => new Uri(address)) ?? []];

    /// <summary>Where this machine finds it: a wildcard address is not one to connect to.</summary>
    public Uri LocalAddress
    {
        get
        {
            Uri address = Addresses[0];
            bool isAny = _endPoint.Address.Equals(IPAddress.Any) || _endPoint.Address.Equals(IPAddress.IPv6Any);
            return isAny ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri : address;
        }
    }

    /// <summary>What the switch has counted.</summary>
    public SwitchMetrics Metrics => _app.Services.GetRequiredService<SwitchMetrics>();

    public async Task StartAsync()
    {
        try
        {
            await _app.StartAsync();
        }
        catch (IOException failure)
        {
            string where = failure.Message.Contains("https://", StringComparison.Ordinal) ? $"https {_secure}" : $"http {_endPoint}";
            string why = failure.InnerException is AddressInUseException ? "is in use by another process" : $"can't be bound: {failure.Message}";
            throw new StartFailedException([$"{where} {why}"]);
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new StartFailedException([$"http {_endPoint}{(_secure is null ? "" : $" or https {_secure}")} can't be bound: {failure.Message}"]);
        }
    }

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Signals are the command's, not the web host's.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
