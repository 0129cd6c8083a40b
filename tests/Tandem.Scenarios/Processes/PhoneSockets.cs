using System.Net;
using System.Net.Sockets;

namespace Tandem.Scenarios.Processes;

/// <summary>UDP sockets of a telephone, each heard on a thread of its own.</summary>
internal static class PhoneSockets
{
    /// <summary>One at this place.</summary>
    public static Socket Bound(IPEndPoint at)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(at);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Gives on what comes, until the socket is put away.</summary>
    public static void Listen(Socket socket, Action<ReadOnlySpan<byte>> take) => new Thread(() =>
    {
        byte[] buffer = new byte[65_536];
        try
        {
            while (true)
            {
                take(buffer.AsSpan(0, socket.Receive(buffer)));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The phone is put away.
        }
    })
    { IsBackground = true }.Start();
}
