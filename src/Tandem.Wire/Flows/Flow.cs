using System.Runtime.InteropServices;

namespace Tandem.Wire.Flows;

/// <summary>
/// Where a message came in and where its answer goes out: the listener (its index among the bound ones), the
/// connection (0 for datagrams, or when none is open yet), and both addresses. A value, so that calls may keep it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Flow(TransportKind Transport, int Listener, long Connection, NetAddress Local, NetAddress Remote)
{
    public bool IsStream => Transport != TransportKind.Udp;

    /// <summary>The same way out, to another address (and so on no known connection).</summary>
    public Flow To(NetAddress remote) => this with { Remote = remote, Connection = 0 };
}
