using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tandem.Api;
using Tandem.Api.Access;
using Tandem.Calls.Live;
using Tandem.Server.Web;

namespace Tandem.Server.Wiring;

/// <summary>The HTTP side. Its own host, so that nothing of it is in the way of a call.</summary>
internal sealed class ApiWiring : IAsyncDisposable
{
    private const int LargestBody = 1 << 20;
    private const int MostConnections = 1000;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);
    private readonly WebApplication _app;
    private readonly IPEndPoint _endPoint;

    public ApiWiring(IPEndPoint endPoint, IReadOnlyList<System.Net.IPNetwork> proxies, string adminKey, StoreWiring store, CallsWiring calls, TimeProvider time, ILoggerFactory logs)
    {
        _endPoint = endPoint;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(endPoint);
        });
        IServiceCollection services = builder.Services;
        services.AddRouting();
        services.AddLogging();
        services.AddSingleton(logs);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.AddSingleton(new AdminKey(adminKey));
        services.AddSingleton(time);
        services.AddSingleton<ILiveSwitch>(calls.Live);
        services.AddSingleton(calls.Traffic);
        services.AddSingleton(calls.Nat);
        services.AddSingleton<ILiveRegistrations>(calls.Registrations);
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
        services.AddSingleton(store.Audit);
        services.AddSingleton(store.Recordings);
        services.AddTandemApi();
        _app = builder.Build();
        _app.UseTrustedProxies(proxies);
        _app.UseSecurityHeaders();
        _app.UseConsole(ConsoleFolder.OfThisProgram);
        _app.MapTandemApi();
    }

    /// <summary>Where it listens, with the real port.</summary>
    public Uri Address
    {
        get
        {
            IServerAddressesFeature? addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
            return new(addresses?.Addresses.FirstOrDefault() ?? $"http://{_endPoint}");
        }
    }

    /// <summary>Where this machine finds it: a wildcard address is not one to connect to.</summary>
    public Uri LocalAddress
    {
        get
        {
            Uri address = Address;
            bool isAny = _endPoint.Address.Equals(IPAddress.Any) || _endPoint.Address.Equals(IPAddress.IPv6Any);
            return isAny ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri : address;
        }
    }

    public async Task StartAsync()
    {
        try
        {
            await _app.StartAsync();
        }
        catch (IOException failure)
        {
            string why = failure.InnerException is AddressInUseException ? "is in use by another process" : $"can't be bound: {failure.Message}";
            throw new StartFailedException([$"http {_endPoint} {why}"]);
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new StartFailedException([$"http {_endPoint} can't be bound: {failure.Message}"]);
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
