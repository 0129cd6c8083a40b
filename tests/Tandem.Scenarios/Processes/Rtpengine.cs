using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Scenarios.Processes;

/// <summary>Debian's rtpengine in user space, on an address of the loopback.</summary>
internal sealed class Rtpengine : IAsyncDisposable
{
    private const int NgPort = 2223;
    private readonly Child _child;

    private Rtpengine(IPAddress address, int low, int high) => _child = new Child(
        "rtpengine",
        [
            "--config-file=none", "--table=-1", $"--interface={address}", $"--listen-ng={address}:{NgPort}", "--foreground", "--log-stderr", "--log-level=5",
            $"--port-min={low}", $"--port-max={high}", "--delete-delay=0",
        ],
        Path.GetTempPath());

    public static string Option(string name, string address) => $"{name}=rtpengine:{address}:{NgPort}";

    /// <summary>Back when it answers a ping.</summary>
    public static async Task<Rtpengine> StartAsync(string address, int low = 31000, int high = 31200)
    {
        var ip = IPAddress.Parse(address);
        var engine = new Rtpengine(ip, low, high);
        try
        {
            await Eventually.GetAsync(() => Task.FromResult(engine.Answers(ip)), TimeSpan.FromSeconds(15), () => string.Join('\n', engine._child.Lines));
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public Task KillAsync() => _child.KillAsync();

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private string? Answers(IPAddress address)
    {
        if (_child.HasExited)
        {
            return null;
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 200 };
        try
        {
            socket.Connect(address, NgPort);
            socket.Send(Encoding.ASCII.GetBytes("there d7:command4:pinge"));
            byte[] pong = new byte[200];
            return Encoding.ASCII.GetString(pong, 0, socket.Receive(pong));
        }
        catch (SocketException)
        {
            return null; // not yet
        }
    }
}
