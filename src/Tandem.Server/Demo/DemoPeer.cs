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

/// <summary>One UDP socket of a simulated customer or carrier. Each of its calls reads from an inbox of its own, found by Call-ID.</summary>
internal sealed class DemoPeer : IDisposable
{
    private const int LargestDatagram = 65_535;
    private const int InboxSize = 64;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentDictionary<string, Channel<DemoMessage>> _inboxes = new();

    public DemoPeer(IPAddress address)
    {
        _socket.Bind(new IPEndPoint(address, 0));
        EndPoint = (IPEndPoint?)_socket.LocalEndPoint ?? throw new InvalidOperationException("a bound socket has an address");
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Takes messages of this call until it is closed.</summary>
    public ChannelReader<DemoMessage> Open(string callId) =>
        _inboxes.GetOrAdd(callId, static _ => Channel.CreateBounded<DemoMessage>(new BoundedChannelOptions(InboxSize) { FullMode = BoundedChannelFullMode.DropOldest })).Reader;

    public void Close(string callId) => _inboxes.TryRemove(callId, out _);

    public void Send(ReadOnlySpan<byte> message, IPEndPoint to) => _socket.SendTo(message, SocketFlags.None, to);

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
