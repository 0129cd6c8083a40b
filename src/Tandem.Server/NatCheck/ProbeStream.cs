using System.Net;
using System.Net.Sockets;
using Tandem.Calls.Nat.Probes;

namespace Tandem.Server.NatCheck;

/// <summary>One probe over TCP, on a connection of its own.</summary>
internal static class ProbeStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The answer, or null: no connection, or nothing on it. <paramref name="ask"/> makes the question for the port that the connection has.</summary>
    public static async Task<ProbeAnswer?> AskAsync(IPAddress own, IPEndPoint server, Func<int, byte[]> ask, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var socket = new Socket(own.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(own, 0));
            await socket.ConnectAsync(server, limit.Token);
            await socket.SendAsync(ask(((IPEndPoint?)socket.LocalEndPoint)?.Port ?? 0), SocketFlags.None, limit.Token);
            byte[] buffer = new byte[8192];
            int length = 0;
            while (length < buffer.Length && !IsWhole(buffer.AsSpan(0, length)))
            {
                int more = await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, limit.Token);
                if (more == 0)
                {
                    break;
                }

                length += more;
            }

            return ProbeAnswer.TryRead(buffer.AsSpan(0, length), out ProbeAnswer? answer) ? answer : null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> message)
    {
        int head = message.IndexOf("\r\n\r\n"u8);
        return head >= 0 && System.Buffers.Text.Utf8Parser.TryParse(ProbeForm.Value(ProbeForm.Line(message, "Content-Length"u8)), out int length, out _) && message.Length >= head + 4 + length;
    }
}
