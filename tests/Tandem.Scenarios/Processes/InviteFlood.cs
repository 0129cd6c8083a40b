using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Scenarios.Processes;

/// <summary>INVITEs of strangers, from many addresses of 127.1.0.0/16 in turn, at an even pace and for a bounded time; answers are not read.</summary>
internal sealed class InviteFlood : IDisposable
{
    private const int SourcePort = 5099;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    private readonly Socket[] _sockets;
    private readonly IPEndPoint _switch;
    private readonly Task<long> _sending;

    private InviteFlood(int switchPort, int sources, int perSecond, TimeSpan time)
    {
        _switch = new IPEndPoint(IPAddress.Loopback, switchPort);
        _sockets = [.. Enumerable.Range(0, sources).Select(static source => Bound(Address(source)))];
        _sending = Task.Factory.StartNew(() => Send(perSecond, time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public static InviteFlood Start(int switchPort, int sources, int perSecond, TimeSpan time) => new(switchPort, sources, perSecond, time);

    /// <summary>How many were sent, when all are.</summary>
    public Task<long> EndAsync() => _sending;

    public void Dispose()
    {
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private static IPAddress Address(int source) => new([127, 1, (byte)(source / 250), (byte)(1 + (source % 250))]);

    private static Socket Bound(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, SourcePort));
        return socket;
    }

    private long Send(int perSecond, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        long sent = 0;
        for (long due = 0; clock.Elapsed < time; due = (long)(clock.Elapsed.TotalSeconds * perSecond))
        {
            for (; sent < due; sent++)
            {
                int source = (int)(sent % _sockets.Length);
                _sockets[source].SendTo(Invite(Address(source), sent), _switch);
            }

            Thread.Sleep(Pace);
        }

        return sent;
    }

    private byte[] Invite(IPAddress from, long number) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        INVITE sip:9011{number:D10}@{_switch} SIP/2.0
        Via: SIP/2.0/UDP {from}:{SourcePort};branch=z9hG4bK{number};rport
        From: <sip:100@{from}>;tag={number}
        To: <sip:9011{number:D10}@{_switch}>
        Call-ID: {number}@{from}
        CSeq: 1 INVITE
        Contact: <sip:100@{from}:{SourcePort}>
        Max-Forwards: 70
        User-Agent: a-scanner
        Content-Length: 0


        """).ReplaceLineEndings("\r\n"));
}
