using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tandem.Calls.Nat.Probes;

namespace Tandem.Server.NatCheck;

/// <summary>A UDP socket that asks and waits; one answer and the copies of it that come right behind.</summary>
internal sealed class ProbeSocket : IDisposable
{
    private static readonly TimeSpan[] Patience = [TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(1200), TimeSpan.FromMilliseconds(2000)];
    private static readonly TimeSpan ForCopies = TimeSpan.FromMilliseconds(150);
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[4096];

    public ProbeSocket(IPAddress own, int port = 0)
    {
        _socket = new(own.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(own, port));
    }

    public int Port => ((IPEndPoint?)_socket.LocalEndPoint)?.Port ?? 0;

    /// <summary>The port that phones have, or any when another program has it.</summary>
    public static ProbeSocket LikeAPhone(IPAddress own)
    {
        try
        {
            return new(own, 5060);
        }
        catch (SocketException)
        {
            return new(own);
        }
    }

    /// <summary>Sends, again when nothing comes; the answer and how many came. A copy is only counted when the question went out once.</summary>
    public async Task<(ProbeAnswer? Answer, int Count)> AskAsync(IPEndPoint server, byte[] question, string token, CancellationToken stop)
    {
        for (int attempt = 0; attempt < Patience.Length; attempt++)
        {
            await _socket.SendToAsync(question, server, stop);
            if (await HearAsync(token, what: null, Patience[attempt], stop) is not { } answer)
            {
                continue;
            }

            int count = 1;
            while (attempt == 0 && await HearAsync(token, answer.What, ForCopies, stop) is not null)
            {
                count++;
            }

            return (answer, count);
        }

        return (null, 0);
    }

    /// <summary>The next answer to this token, of this kind if one is named; null when none comes in time.</summary>
    public async Task<ProbeAnswer?> HearAsync(string token, string? what, TimeSpan atMost, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        while (atMost - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(left);
            try
            {
                int length = await _socket.ReceiveAsync(_buffer, SocketFlags.None, limit.Token);
                ReadOnlyMemory<byte> message = _buffer.AsMemory(0, length);
                if (ProbeAnswer.TokenOf(message.Span) == token && ProbeAnswer.TryRead(message.Span, out ProbeAnswer? answer) && (what is null || answer?.What == what))
                {
                    return answer;
                }
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return null;
            }
            catch (SocketException refused) when (refused.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset)
            {
                // An ICMP message about an earlier datagram: an answer may still come.
            }
        }

        return null;
    }

    public void Dispose() => _socket.Dispose();
}
