using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Watching;

/// <summary>Who the capture server is told that a packet comes from.</summary>
/// <param name="Id">Capture agent ID.</param>
/// <param name="Key">What the server may want to know us by; empty: nothing.</param>
/// <param name="Name">Name of the node.</param>
internal readonly record struct HepIdentity(uint Id, byte[] Key, byte[] Name);

/// <summary>
/// A copy of every SIP message that a shard takes or sends, to a capture server by UDP. What the server or the way to it does not take is counted and lost: calls wait for nobody who watches them.
/// </summary>
public sealed class HepMirror : IDisposable
{
    private readonly Socket _socket;
    private readonly HepIdentity _identity;
    private long _sent;
    private long _failed;

    /// <summary>Sends from a port of its own.</summary>
    /// <param name="server">The capture server.</param>
    /// <param name="id">Capture agent ID.</param>
    /// <param name="key">Its password for agents; empty: it wants none.</param>
    /// <param name="name">Name of this node.</param>
    public HepMirror(IPEndPoint server, uint id, string key, string name)
    {
        _identity = new(id, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(name));
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        _socket.Connect(server);
    }

    /// <summary>Packets sent.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Messages that were not: too long, or the machine had no room; also those that the server's machine sent back.</summary>
    public long Failed => Volatile.Read(ref _failed);

    public void Dispose() => _socket.Dispose();

    /// <summary>From one thread at a time for each <paramref name="packet"/>, which is room to write in.</summary>
    internal void Take(Span<byte> packet, in Flow flow, bool sent, DateTimeOffset at, ReadOnlySpan<byte> message, ReadOnlySpan<char> correlation)
    {
        int length = HepPacket.Write(packet, _identity, flow, sent, at, message, correlation);
        SocketError error = SocketError.MessageSize;
        if (length > 0)
        {
            _socket.Send(packet[..length], SocketFlags.None, out error);
        }

        if (error == SocketError.Success)
        {
            Interlocked.Increment(ref _sent);
        }
        else
        {
            Interlocked.Increment(ref _failed);
        }
    }
}
