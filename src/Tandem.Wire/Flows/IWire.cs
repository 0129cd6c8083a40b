using Tandem.Wire.Udp;

namespace Tandem.Wire.Flows;

/// <summary>All bound listeners and open streams: how messages leave.</summary>
public interface IWire
{
    /// <summary>
    /// Sends one message. On a stream flow without a connection the open one to that remote is used, or one is opened in the
    /// background and the message waits for it. False when it certainly went nowhere; a later failure of a stream comes as
    /// OnClosed.
    /// </summary>
    bool Send(in Flow flow, ReadOnlySpan<byte> message);

    /// <summary>
    /// A place that is to be reached by TLS was found by this name: its certificate must be for that. Empty: it was given as an
    /// address, and that is what the certificate must be for.
    /// </summary>
    void Expect(in NetAddress remote, string name)
    {
        // Where there is no TLS there is nothing to expect.
    }

    /// <summary>A way out for one thread at a time, in which datagrams gather; null where each goes by itself. <paramref name="beforeSends"/> is done before any of them leaves.</summary>
    SendBatch? NewBatch(Action beforeSends) => null;

    /// <summary>
    /// A way out to an address: the listener of that transport and address family whose local address reaches it.
    /// </summary>
    bool TryRoute(TransportKind transport, NetAddress remote, out Flow flow);

    /// <summary>The way from this address of ours, as a flow of before showed it. False: no listener has it any more.</summary>
    bool TryRoute(TransportKind transport, NetAddress local, NetAddress remote, out Flow flow);
}
