using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Firewall;

/// <summary>Somebody at an address of his own who asks the switch by UDP whether it is there.</summary>
internal sealed class Prober : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(30);
    private readonly UdpClient _socket;
    private readonly IPEndPoint _switch;
    private readonly string _address;
    private int _number;

    public Prober(string address, int switchPort)
    {
        _address = address;
        _socket = new(new IPEndPoint(IPAddress.Parse(address), 0));
        _switch = new(IPAddress.Loopback, switchPort);
    }

    /// <summary>Asks again and again until it is answered.</summary>
    public Task IsHeardAsync(string userAgent = "phone/1") => Eventually.GetAsync(() => AsksAsync(userAgent), LongPatience, () => $"an answer to {_address}");

    /// <summary>Asks again and again until nobody answers three times in a row.</summary>
    public Task IsSilencedAsync(string userAgent = "phone/1") => Eventually.GetAsync(
        async () => await AsksAsync(userAgent) is null && await AsksAsync(userAgent) is null && await AsksAsync(userAgent) is null ? "silence" : null, LongPatience, () => $"silence to {_address}");

    /// <summary>Asks once, as whoever; the answer, or null when none comes.</summary>
    public async Task<string?> AsksAsync(string userAgent, string method = "OPTIONS", string number = "100")
    {
        string id = $"{Guid.NewGuid():N}";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(
            $"{method} sip:{number}@{_switch} SIP/2.0\r\nVia: SIP/2.0/UDP {_socket.Client.LocalEndPoint};branch=z9hG4bK{id};rport\r\nMax-Forwards: 70\r\n"
            + $"From: <sip:100@{_address}>;tag=1\r\nTo: <sip:{number}@{_switch}>\r\nCall-ID: {id}\r\nCSeq: {++_number} {method}\r\nContact: <sip:100@{_address}>\r\nUser-Agent: {userAgent}\r\nContent-Length: 0\r\n\r\n"), _switch);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                string answer = Encoding.UTF8.GetString((await _socket.ReceiveAsync(patience.Token)).Buffer);
                if (answer.Contains(id, StringComparison.Ordinal))
                {
                    return answer;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();
}
