using System.Net;
using System.Net.Sockets;

namespace Tandem.Scenarios.Firewall;

/// <summary>Many TCP streams from one address, each of which brings a byte of a message now and then and never a whole one.</summary>
internal sealed class SlowStreams : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    private readonly List<TcpClient> _streams = [];
    private readonly CancellationTokenSource _stop = new();

    private SlowStreams()
    {
    }

    public static async Task<SlowStreams> OpenAsync(string address, int port, int count)
    {
        var slow = new SlowStreams();
        for (int i = 0; i < count; i++)
        {
            var stream = new TcpClient(new IPEndPoint(IPAddress.Parse(address), 0));
            await stream.ConnectAsync(IPAddress.Loopback, port);
            slow._streams.Add(stream);
        }

        return slow;
    }

    /// <summary>Goes on with each until the switch has ended it.</summary>
    public Task EndedAsync(TimeSpan within)
    {
        _stop.CancelAfter(within);
        return Task.WhenAll(_streams.Select(EndedAsync));
    }

    public void Dispose()
    {
        _streams.ForEach(static stream => stream.Dispose());
        _stop.Dispose();
    }

    private async Task EndedAsync(TcpClient stream)
    {
        byte[] message = "INVITE sip:100@127.0.0.1 SIP/2.0\r\nX-Slow: "u8.ToArray();
        try
        {
            for (int i = 0; ; i++)
            {
                await stream.GetStream().WriteAsync(message.AsMemory(i % message.Length, 1), _stop.Token);
                await Task.Delay(Pace, _stop.Token);
            }
        }
        catch (IOException)
        {
            // The switch has ended it.
        }
    }
}
