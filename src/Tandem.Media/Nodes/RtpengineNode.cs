using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tandem.Media.Codecs;
using Tandem.Media.Sdp;
using Tandem.Media.Sounds;
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
    private readonly NgVoices _voices;
    private Thread? _thread;
    private readonly ManualResetEventSlim _stop = new();

    /// <summary>An rtpengine at an address.</summary>
    /// <param name="name">Its name, in records and in the log.</param>
    /// <param name="address">Where it takes the NG protocol.</param>
    /// <param name="time">The clock.</param>
    /// <param name="sounds">What it may play to callers: it is sent them.</param>
    public RtpengineNode(string name, IPEndPoint address, TimeProvider time, SoundLibrary sounds)
        : this(name, address, time, sounds, new NgTimes())
    {
    }

    internal RtpengineNode(string name, IPEndPoint address, TimeProvider time, SoundLibrary sounds, NgTimes times)
    {
        Name = name;
        _time = time;
        _socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = TickMs };
        _socket.Connect(address);
        _exchange = new(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..12] + "_", Send, times);
        _voices = new(_exchange, sounds, name, () => NowMs);
    }

    public string Name { get; }

    public bool IsUp => _exchange.IsUp;

    public bool CanWork => false;

    public bool CanPlay => _voices.HasSounds;

    public bool TellsSamples => false;

    /// <summary>Questions repeated for want of an answer.</summary>
    public long Repeats => _exchange.Repeats;

    /// <summary>From its thread: the sound with this mark was played to the caller to its end.</summary>
    public Action<UInt128, byte>? Played
    {
        get => _voices.Played;
        set => _voices.Played = value;
    }

    /// <summary>Begins to receive, and asks whether it is there.</summary>
    public void Start()
    {
        _thread = new(Run) { IsBackground = true, Name = $"rtpengine {Name}" };
        _thread.Start();
    }

    public void Ask(MediaRequest request)
    {
        if (request.Ask == MediaAsk.Announce)
        {
            _voices.Ask(request);
            return;
        }

        if (request.Ask == MediaAsk.Delete)
        {
            _voices.Forget(request.Session.Key);
        }

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

        if (request.Ask == MediaAsk.Announce && request.Session.Talk.HasAnswer)
        {
            return; // the caller knows where it hears us
        }

        if (!Bencode.TryGetText(reply, "sdp"u8, out ReadOnlySpan<byte> sdp) || SdpParser.Parse(sdp, bench.Other) != SdpFault.None || bench.Other.MediaCount == 0)
        {
            request.Outcome = MediaOutcome.NodeRefused;
            request.Problem = $"{Name} answered without a description";
            return;
        }

        Span<SdpEnd> ends = stackalloc SdpEnd[SdpLimits.Media];
        NetAddress address = default;
        bool isNowhere = false;
        for (int i = 0; i < bench.Other.MediaCount; i++)
        {
            ref readonly SdpMedia line = ref bench.Other[i];
            ends[i] = new(line.Port, line.Rtcp.Port);
            address = line.IsUsed && !line.Rtp.IsAny && address.Port == 0 ? line.Rtp : address;
            isNowhere |= line.IsUsed && line.Rtp.IsAny;
        }

        NetAddress shown = ShownTo(request, address, isNowhere);
        if (request.Ask == MediaAsk.Announce)
        {
            VoiceFormat format = RingBack.FirstFor(request.Session, out int voice);
            bench.TellRing(request, shown, ends[..bench.Other.MediaCount], voice, format);
            return;
        }

        bench.Tell(request, shown, ends[..bench.Other.MediaCount]);
    }

    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        _socket.Dispose();
        _writer.Dispose();
        _stop.Dispose();
    }

    /// <summary>The node's address for the side that is told. Held by 0.0.0.0 it repeats that, and not its own: the side knows the one from before.</summary>
    private static NetAddress ShownTo(MediaRequest request, in NetAddress address, bool isNowhere)
    {
        NetAddress[] known = request.Session.NodeState as NetAddress[] ?? new NetAddress[2];
        request.Session.NodeState = known;
        ref NetAddress towards = ref known[request.From == MediaSide.A ? (int)MediaSide.B : (int)MediaSide.A];
        towards = address.Port == 0 ? towards : address with { Port = 0 };
        return towards.Ip != UInt128.Zero ? towards
            : !isNowhere ? request.Near
            : request.Near.IsIPv4 ? NetAddress.FromIPv4(0, 0) : default; // it will be told with the next description
    }

    private long NowMs => _time.GetTimestamp() / Math.Max(1, _time.TimestampFrequency / 1000);

    private void Run()
    {
        byte[] datagram = new byte[LongestDatagram];
        while (!_stop.IsSet)
        {
            _exchange.OnTime(NowMs);
            _voices.OnTime(NowMs);
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
