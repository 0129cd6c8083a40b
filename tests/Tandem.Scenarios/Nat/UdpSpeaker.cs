using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Scenarios.Nat;

/// <summary>A UDP socket that says and hears text.</summary>
internal sealed class UdpSpeaker(Socket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly byte[] _buffer = new byte[65_535];

    public IPEndPoint At => (IPEndPoint)socket.LocalEndPoint!;

    /// <summary>Something has come that nobody has heard yet.</summary>
    public bool HasMore => socket.Available > 0;

    /// <summary>One in the test's own network.</summary>
    public static UdpSpeaker Here(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, port));
        return new(socket);
    }

    public void Says(string text, IPEndPoint to) => socket.SendTo(Encoding.UTF8.GetBytes(text), to);

    /// <summary>The next datagram, and from where it came.</summary>
    public async Task<(string Text, IPEndPoint From)> HearsAsync()
    {
        using var time = new CancellationTokenSource(Patience);
        SocketReceiveFromResult got = await socket.ReceiveFromAsync(_buffer, new IPEndPoint(IPAddress.Any, 0), time.Token);
        return (Encoding.UTF8.GetString(_buffer.AsSpan(0, got.ReceivedBytes)), (IPEndPoint)got.RemoteEndPoint);
    }

    /// <summary>All datagrams up to this one, without it: what was sent before it on the same way has come or never will.</summary>
    public async Task<IReadOnlyList<string>> HearsUntilAsync(string last)
    {
        List<string> heard = [];
        while (true)
        {
            (string text, _) = await HearsAsync();
            if (text == last)
            {
                return heard;
            }

            heard.Add(text);
        }
    }

    public void Dispose() => socket.Dispose();
}
