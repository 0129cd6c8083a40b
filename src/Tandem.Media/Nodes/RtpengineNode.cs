using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Media.Nodes;

/// <summary>
/// An rtpengine behind the NG protocol over UDP. It allocates the ports and relays; what the other side is told is written by us, with the ports and the address that it gave, so that a call
/// looks the same whichever node carries it. One thread receives and keeps the time.
/// </summary>
public sealed class RtpengineNode : IMediaNode, IDisposable
{
    private const int TickMs = 50;
    private const int LongestDatagram = 65_536;
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly NgExchange _exchange;
    private readonly ThreadLocal<BencodeWriter> _writer = new(static () => new BencodeWriter());
    private Thread? _thread;
    private readonly ManualResetEventSlim _stop = new();

    public RtpengineNode(string name, IPEndPoint address, TimeProvider time)
        : this(name, address, time, new NgTimes())
    {
    }

    internal RtpengineNode(string name, IPEndPoint address, TimeProvider time, NgTimes times)
    {
        Name = name;
        _time = time;
        _socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = TickMs };
        _socket.Connect(address);
        _exchange = new(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..12] + "_", Send, times);
    }

    public string Name { get; }

    public bool IsUp => _exchange.IsUp;

    public bool CanWork => false;

    public bool TellsSamples => false;

    /// <summary>Questions repeated for want of an answer.</summary>
    public long Repeats => _exchange.Repeats;

    /// <summary>Begins to receive, and asks whether it is there.</summary>
    public void Start()
    {
        _thread = new(Run) { IsBackground = true, Name = $"rtpengine {Name}" };
        _thread.Start();
    }

    public void Ask(MediaRequest request)
    {
        BencodeWriter text = _writer.Value!; // made on first use
        NgMessages.Write(text.Clear(), request);
        _exchange.Ask(
            text.Written, NowMs,
            reply =>
            {
                request.Reply = reply;
                request.Return(MediaOutcome.Done);
            },
            () =>
            {
                _exchange.TakeDown();
                request.Return(MediaOutcome.NodeSilent, $"{Name} does not answer");
            });
    }

    public void Finish(MediaRequest request, SdpBench bench)
    {
        if (request.Outcome != MediaOutcome.Done || request.Reply is not byte[] reply)
        {
            return;
        }

        if (!NgMessages.IsOk(reply, request))
        {
            return;
        }

        if (request.Ask is MediaAsk.Query or MediaAsk.Delete)
        {
            NgStatistics.Read(reply, request.Statistics, request.Session.Fork);
            return;
        }

        if (!Bencode.TryGetText(reply, "sdp"u8, out ReadOnlySpan<byte> sdp) || SdpParser.Parse(sdp, bench.Other) != SdpFault.None || bench.Other.MediaCount == 0)
        {
            request.Outcome = MediaOutcome.NodeRefused;
            request.Problem = $"{Name} answered without a description";
            return;
        }

        Span<SdpEnd> ends = stackalloc SdpEnd[SdpLimits.Media];
        NetAddress address = default;
        for (int i = 0; i < bench.Other.MediaCount; i++)
        {
            ref readonly SdpMedia line = ref bench.Other[i];
            ends[i] = new(line.Port, line.Rtcp.Port);
            address = line.IsUsed && !line.Rtp.IsAny && address.Port == 0 ? line.Rtp : address;
        }

        bench.Tell(request, address.Port == 0 ? request.Near : address with { Port = 0 }, ends[..bench.Other.MediaCount]);
    }

    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        _socket.Dispose();
        _writer.Dispose();
        _stop.Dispose();
    }

    private long NowMs => _time.GetTimestamp() / Math.Max(1, _time.TimestampFrequency / 1000);

    private void Run()
    {
        byte[] datagram = new byte[LongestDatagram];
        while (!_stop.IsSet)
        {
            _exchange.OnTime(NowMs);
            try
            {
                int length = _socket.Receive(datagram);
                _exchange.OnDatagram(datagram.AsSpan(0, length));
            }
            catch (SocketException failure) when (failure.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                continue; // the tick
            }
            catch (SocketException)
            {
                // Nobody listens there: the ping's silence says so; without a pause this would spin.
                _stop.Wait(TickMs);
            }
        }
    }

    private void Send(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.Send(datagram);
        }
        catch (SocketException)
        {
            // As if it were lost: it is repeated, and given up in its time.
            return;
        }
    }
}
