using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Tandem.Sip.Messages;

namespace Tandem.Server.Demo;

/// <summary>A message as it came to a demo peer, with its sender.</summary>
internal sealed record DemoMessage(SipMessage Sip, IPEndPoint From)
{
    public bool IsRequest(SipMethod method) => Sip.IsRequest && Sip.Method == method;

    public bool IsAnswerTo(SipMethod method) => !Sip.IsRequest && Sip.CSeqMethod == method;

    public bool IsFinal => !Sip.IsRequest && Sip.StatusCode >= 200;
}

/// <summary>One UDP socket of a simulated customer, carrier or phone. Each of its calls reads from an inbox of its own, found by Call-ID, and has a voice.</summary>
internal sealed class DemoPeer : IDisposable
{
    private const int LargestDatagram = 65_535;
    private const int InboxSize = 64;
    private readonly Socket _socket;
    private readonly DemoSound _sound;
    private readonly DemoTone _tone;
    private readonly DemoRouter? _router;
    private readonly ConcurrentDictionary<string, Channel<DemoMessage>> _inboxes = new();

    /// <summary>A peer behind this socket.</summary>
    /// <param name="socket">Bound to its address.</param>
    /// <param name="sound">Where its voices come from.</param>
    /// <param name="tone">How they sound.</param>
    /// <param name="router">What it is behind; null: nothing.</param>
    public DemoPeer(Socket socket, DemoSound sound, DemoTone tone, DemoRouter? router = null)
    {
        (_socket, _sound, _tone, _router) = (socket, sound, tone, router);
        EndPoint = (IPEndPoint?)_socket.LocalEndPoint ?? throw new InvalidOperationException("a bound socket has an address");
    }

    /// <summary>Where it is reached.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Where it believes that it is, and so writes into its messages.</summary>
    public IPEndPoint Shown => _router?.Phone ?? EndPoint;

    /// <summary>Takes messages of this call until it is closed.</summary>
    public ChannelReader<DemoMessage> Open(string callId) =>
        _inboxes.GetOrAdd(callId, static _ => Channel.CreateBounded<DemoMessage>(new BoundedChannelOptions(InboxSize) { FullMode = BoundedChannelFullMode.DropOldest })).Reader;

    public void Close(string callId) => _inboxes.TryRemove(callId, out _);

    public void Send(byte[] message, IPEndPoint to) => _socket.SendTo(_router?.Pass(message) ?? message, SocketFlags.None, to);

    /// <summary>The sound of a call.</summary>
    public DemoVoice OpenVoice() => _sound.Open(EndPoint.Address, _tone);

    /// <summary>Reads until stopped; an INVITE of a call that nobody opened goes to <paramref name="onInvite"/>.</summary>
    public async Task ReceiveAsync(Action<DemoMessage>? onInvite, CancellationToken stop)
    {
        byte[] datagram = new byte[LargestDatagram];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        while (!stop.IsCancellationRequested)
        {
            SocketReceiveFromResult received;
            try
            {
                received = await _socket.ReceiveFromAsync(datagram, SocketFlags.None, anyone, stop);
            }
            catch (SocketException)
            {
                continue; // an ICMP error of an earlier datagram
            }

            var message = new SipMessage { Buffer = datagram[..received.ReceivedBytes], Length = received.ReceivedBytes };
            if (SipParser.Parse(message) != ParseFault.None || received.RemoteEndPoint is not IPEndPoint from)
            {
                continue;
            }

            string callId = Encoding.UTF8.GetString(message.CallId);
            if (_inboxes.TryGetValue(callId, out Channel<DemoMessage>? inbox))
            {
                inbox.Writer.TryWrite(new(message, from));
            }
            else if (onInvite is not null && message.IsRequest && message.Method == SipMethod.Invite)
            {
                onInvite(new(message, from));
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
