using System.Net;
using System.Net.Sockets;
using System.Numerics;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Wire.Udp;

/// <summary>
/// One bound UDP address: a blocking reader thread, and sending from any thread. Nothing is allocated per datagram. What the
/// network does to us (refusals, full buffers, oversized messages) is counted, never thrown.
/// </summary>
internal sealed class UdpListener : IDisposable
{
    private readonly Socket _socket;
    private readonly bool _isIPv4;
    private readonly ThreadLocal<SocketAddress> _to;
    private readonly UdpReader _reader;
    private Thread? _thread;
    private long _sent;
    private long _sendFailed;

    /// <summary>Binds. Throws <see cref="BindException"/>.</summary>
    public UdpListener(BindPoint point, int index, int bufferBytes, byte tos, TimeProvider time)
    {
        _isIPv4 = point.Address.AddressFamily == AddressFamily.InterNetwork;
        _to = new(() => new SocketAddress(point.Address.AddressFamily, SocketAddresses.SizeOf(_isIPv4)));
        try
        {
            _socket = new Socket(point.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            if (!_isIPv4)
            {
                _socket.DualMode = false; // [::] is IPv6 only; IPv4 has a listener of its own
            }

            _socket.Bind(new IPEndPoint(point.Address, point.Port));
        }
        catch (SocketException cause)
        {
            _socket?.Dispose();
            throw BindException.For(point, cause);
        }

        Local = _socket.LocalEndPoint is IPEndPoint bound
            ? NetAddress.From(bound)
            : throw new InvalidOperationException("A bound socket has an address.");
        Index = index;
        _reader = new(_socket, _isIPv4, time);
        SocketTuning.EnlargeBuffers(_socket, bufferBytes);
        SetTos(tos);
    }

    public int Index { get; }

    public NetAddress Local { get; }

    public long Received => _reader.Received;

    public long Sent => Volatile.Read(ref _sent);

    public long SendFailed => Volatile.Read(ref _sendFailed);

    public long ReceiveFailed => _reader.Failed;

    public void SetTos(byte tos) => SocketTuning.SetTos(_socket, tos);

    public void Start(TakeDatagram take, EndRead end)
    {
        _thread = new Thread(() => _reader.Run(take, end)) { IsBackground = true, Name = $"udp-{Local}" };
        _thread.Start();
    }

    public bool Send(in NetAddress remote, ReadOnlySpan<byte> datagram)
    {
        if (remote.IsIPv4 != _isIPv4)
        {
            Interlocked.Increment(ref _sendFailed);
            return false;
        }

        try
        {
            SocketAddress to = _to.Value ?? throw new InvalidOperationException("The factory never gives null.");
            SocketAddresses.Write(to, remote);
            _socket.SendTo(datagram, SocketFlags.None, to);
            Interlocked.Increment(ref _sent);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            Interlocked.Increment(ref _sendFailed);
            return false;
        }
    }

    /// <summary>Sends all that were gathered. A bit is set for each that went nowhere.</summary>
    public uint Send(DatagramSends gathered)
    {
        uint refused;
        try
        {
            refused = gathered.Send(_socket.SafeHandle);
        }
        catch (ObjectDisposedException)
        {
            refused = uint.MaxValue >> (DatagramSends.Size - gathered.Count);
        }

        int failed = BitOperations.PopCount(refused);
        Interlocked.Add(ref _sent, gathered.Count - failed);
        Interlocked.Add(ref _sendFailed, failed);
        return refused;
    }

    /// <summary>Closes the socket and waits for the reader to end.</summary>
    public void Dispose()
    {
        _reader.Stop();
        _socket.Dispose();
        if (_thread is not null && _thread != Thread.CurrentThread)
        {
            _thread.Join();
        }

        _reader.Dispose();
        _to.Dispose();
    }
}
