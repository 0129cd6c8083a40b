using System.Net;
using Tandem.Wire.Flows;

namespace Tandem.TestKit;

/// <summary>A network in memory: what the switch sends lands in the inbox of the peer that has the address. Nothing is lost unless the test says so.</summary>
public sealed class TestWire(NetAddress local) : IWire
{
    private readonly Dictionary<NetAddress, Action<byte[]>> _peers = [];

    /// <summary>The switch's own address.</summary>
    public NetAddress Local => local;

    /// <summary>Called with each message that the switch sends; false drops it.</summary>
    public Func<NetAddress, byte[], bool>? Passes { get; set; }

    /// <summary>What the wire itself has allocated, with the peers' inboxes.</summary>
    public long OwnBytes { get; private set; }

    /// <summary>Addresses that can't be reached at all.</summary>
    public HashSet<NetAddress> Unreachable { get; } = [];

    /// <summary>Peers that take no TCP: what goes there on a stream is lost, and <see cref="Closed"/> tells of it.</summary>
    public HashSet<NetAddress> RefusesStreams { get; } = [];

    /// <summary>Told of each stream that came to nothing.</summary>
    public Action<Flow>? Closed { get; set; }

    /// <summary>How the last message left.</summary>
    public TransportKind LastTransport { get; private set; }

    /// <summary>Transports that no listener has.</summary>
    public HashSet<TransportKind> NoRoute { get; } = [];

    /// <summary>There is a listener for TLS too.</summary>
    public bool HasTls { get; set; }

    /// <summary>Whose certificate is wanted where.</summary>
    public Dictionary<NetAddress, string> Expected { get; } = [];

    public static NetAddress Address(string text) => NetAddress.From(IPEndPoint.Parse(text));

    /// <summary>Something is about to leave.</summary>
    public Action? Sends { get; set; }

    public void Attach(NetAddress address, Action<byte[]> inbox) => _peers[address] = inbox;

    public void Expect(in NetAddress remote, string name) => Expected[remote] = name;

    public bool Send(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (Unreachable.Contains(flow.Remote))
        {
            return false;
        }

        Sends?.Invoke();
        LastTransport = flow.Transport;
        if (flow.IsStream && RefusesStreams.Contains(flow.Remote))
        {
            Closed?.Invoke(flow);
            return true; // as a stream does: a later failure comes as an event
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] copy = message.ToArray();
        if ((Passes is null || Passes(flow.Remote, copy)) && _peers.TryGetValue(flow.Remote, out Action<byte[]>? inbox))
        {
            inbox(copy);
        }

        OwnBytes += GC.GetAllocatedBytesForCurrentThread() - before;
        return true;
    }

    public bool TryRoute(TransportKind transport, NetAddress remote, out Flow flow)
    {
        flow = new(transport, 0, 0, local, remote);
        return (transport is TransportKind.Udp or TransportKind.Tcp || (HasTls && transport == TransportKind.Tls)) && !NoRoute.Contains(transport);
    }

    public bool TryRoute(TransportKind transport, NetAddress local, NetAddress remote, out Flow flow) => TryRoute(transport, remote, out flow) && local == Local;
}
