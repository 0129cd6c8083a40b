using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Tcp;
using Tandem.Wire.Tls;

namespace Tandem.Tests.Wire.Flows;

/// <summary>A hub on free ports of loopback, and what came to it.</summary>
internal sealed class WireBench : IWireSink, IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private WireBench(WireOptions options, TimeProvider time, int perSecond)
    {
        Gate = new(time, new Random(1), perSecond);
        Hub = new(options with { Misused = Misused.Add }, Gate, time, NullLoggerFactory.Instance);
    }

    public SourceGate Gate { get; }
    public WireHub Hub { get; }
    public BlockingCollection<(Flow Flow, string Text)> Messages { get; } = [];
    public BlockingCollection<Flow> Closed { get; } = [];
    public BlockingCollection<NetAddress> Misused { get; } = [];

    public static async Task<WireBench> StartAsync(
        string[] bind, StreamLimits? limits = null, TimeProvider? time = null, int perSecond = 0, string? advertise = null, byte tos = 0xa0,
        TlsIdentities? identities = null)
    {
        var options = new WireOptions
        {
            Bind = [.. bind.Select(text => BindPoint.TryParse(text, out BindPoint? point, out string problem)
                ? point : throw new ArgumentException(problem, nameof(bind)))],
            Streams = limits ?? new(),
            Tos = tos,
            Identities = identities,
            Advertise = advertise is null ? null : IPAddress.Parse(advertise),
        };
        var bench = new WireBench(options, time ?? TimeProvider.System, perSecond);
        await bench.Hub.StartAsync(bench, TestContext.Current.CancellationToken);
        return bench;
    }

    public IPEndPoint At(int listener) => Hub.Listeners[listener].Local.ToEndPoint() is var end && IPAddress.Any.Equals(end.Address)
        ? new(IPAddress.Loopback, end.Port) : end;

    public (Flow Flow, string Text) Next()
    {
        Messages.TryTake(out (Flow Flow, string Text) message, Patience).Should().BeTrue("a message should have come");
        return message;
    }

    public Flow NextClosed()
    {
        Closed.TryTake(out Flow flow, Patience).Should().BeTrue("a stream should have closed");
        return flow;
    }

    public void OnMessage(in Flow flow, ReadOnlySpan<byte> message) => Messages.Add((flow, Encoding.ASCII.GetString(message)));

    public void OnEndOfRead(bool maySpare)
    {
    }

    public void OnClosed(in Flow flow) => Closed.Add(flow);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
