using System.Net;
using System.Net.Sockets;
using Tandem.Server.Options;

namespace Tandem.Server.Demo;

/// <summary>
/// UDP ports for simulated peers: free ones outside the switch's own media ports, where no description may point (<see cref="Tandem.Media.Nodes.MediaPlaces"/>). The system's own choice would often lie
/// among them.
/// </summary>
internal sealed class DemoPorts(IReadOnlyList<MediaRange> taken, Random random)
{
    private const int Lowest = 2048;
    private const int Highest = 65_534;

    /// <summary>A bound socket; its port is even, as RTP likes it (RFC 3550 §11).</summary>
    /// <exception cref="IOException">No port is left.</exception>
    public Socket Open(IPAddress address)
    {
        const int Count = (Highest - Lowest + 2) / 2;
        int first = random.Next(Count);
        for (int i = 0; i < Count; i++)
        {
            int port = Lowest + ((first + i) % Count * 2);
            if (!IsTaken(port) && TryBind(address, port) is { } socket)
            {
                return socket;
            }
        }

        throw new IOException($"No UDP port from {Lowest} on is free for a simulated peer at {address}; --media takes too many");
    }

    /// <summary>RTCP's port counts too: it is the next one.</summary>
    private bool IsTaken(int port)
    {
        foreach (MediaRange range in taken)
        {
            if (port >= range.Low - 1 && port <= range.High)
            {
                return true;
            }
        }

        return false;
    }

    private static Socket? TryBind(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
