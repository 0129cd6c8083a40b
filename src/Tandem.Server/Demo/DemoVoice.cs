using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Media.Rtp;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;

namespace Tandem.Server.Demo;

/// <summary>The sound of one side of a demo call: a socket of its own that sends G.711 by RTP (RFC 3551), and takes what comes without listening.</summary>
internal sealed class DemoVoice : IDisposable
{
    private const byte Version = 2 << 6;
    private const byte MuLaw = 0;
    private const byte ALaw = 8;
    private readonly DemoSound _sound;
    private readonly DemoTone _tone;
    private readonly Socket _socket;
    private readonly byte[] _packet = new byte[RtpPacket.FixedHeader + DemoTone.FrameOctets];
    private readonly byte[] _late = new byte[RtpPacket.FixedHeader + DemoTone.FrameOctets];
    private readonly uint _source;
    private SocketAddress? _to;
    private bool _isLate;
    private long _frame;

    public DemoVoice(DemoSound sound, DemoTone tone, Socket socket, uint source)
    {
        (_sound, _tone, _socket, _source) = (sound, tone, socket, source);
        Port = ((IPEndPoint?)socket.LocalEndPoint)?.Port ?? throw new InvalidOperationException("a bound socket has an address");
    }

    /// <summary>Where it sends from and wants to be sent to.</summary>
    public int Port { get; }

    /// <summary>Its description (RFC 8866), at the address that the peer shows.</summary>
    public byte[] Describe(IPAddress shown)
    {
        string formats = _tone.PrefersMuLaw ? $"{MuLaw} {ALaw}" : $"{ALaw} {MuLaw}";
        return Encoding.ASCII.GetBytes(
            $"v=0\r\no=- {_source} 1 IN IP4 {shown}\r\ns=-\r\nc=IN IP4 {shown}\r\nt=0 0\r\nm=audio {Port} RTP/AVP {formats}\r\n"
            + $"a=rtpmap:{ALaw} PCMA/8000\r\na=rtpmap:{MuLaw} PCMU/8000\r\na=ptime:20\r\n");
    }

    /// <summary>Speaks to where the other side's description says, until it is disposed; in the codec that <paramref name="answer"/>, whose ever it is, names first (RFC 3264 §6.1).</summary>
    public void Begin(ReadOnlySpan<byte> other, ReadOnlySpan<byte> answer)
    {
        int type = VoiceOf(answer)?.FirstPayloadType ?? -1;
        if (type is not (ALaw or MuLaw) || VoiceOf(other) is not { } hearer || !hearer.Flows.HasFlag(SdpDirection.RecvOnly) || hearer.Rtp.IsAny)
        {
            return;
        }

        NetAddress place = hearer.Rtp;

        _to = new IPEndPoint(place.ToIPAddress(), place.Port).Serialize();
        _packet[0] = Version;
        _packet[1] = (byte)type;
        BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(8), _source);
        _sound.Begin(this);
    }

    /// <summary>Sends the next 20 ms. Lost ones are only counted, late ones go with those after them.</summary>
    public void Next(Random luck)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(2), (ushort)_frame);
        BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(4), (uint)(_frame * DemoTone.FrameOctets));
        _tone.Frame(_frame, _packet[1] == MuLaw).CopyTo(_packet.AsSpan(RtpPacket.FixedHeader));
        _frame++;
        bool wasLate = _isLate;
        int drawn = luck.Next(100);
        _isLate = !wasLate && drawn >= _tone.LossPercent && drawn < _tone.LossPercent + _tone.LatePercent;
        if (_isLate)
        {
            _packet.CopyTo(_late.AsSpan());
            return;
        }

        if (wasLate)
        {
            Send(_late);
        }

        if (drawn >= _tone.LossPercent)
        {
            Send(_packet);
        }
    }

    public void Dispose()
    {
        _sound.End(this);
        _socket.Dispose();
    }

    private static SdpMedia? VoiceOf(ReadOnlySpan<byte> text)
    {
        var description = new SdpDescription();
        return SdpParser.Parse(text, description) == SdpFault.None && description.Find(SdpMediaKind.Audio) is >= 0 and int line ? description[line] : null;
    }

    private void Send(byte[] packet)
    {
        try
        {
            _socket.SendTo(packet, SocketFlags.None, _to!); // it has begun
        }
        catch (SocketException)
        {
            // The other side has closed its port already.
        }
    }
}
