using Tandem.Media.Ice;
using Tandem.Media.Relay.Wire;
using Tandem.Media.Rtp;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>
/// One side of a line: its two sockets, who may speak to them, where the other side's media goes, what was counted. The port is the call: no packet looks
/// anything up. Belongs to one loop's thread and lives as long as the process; calls come and go.
/// </summary>
internal sealed class RelayPort(IPortEvents events)
{
    // Packets from a peer that stays where it is before the kernel is told to let in nobody else; more when it is not where SDP said.
    private const int SteadyPackets = 8;
    private const int SteadyPacketsWhenLoose = 250;
    private const int NeverSteady = int.MinValue;
    private Latch _latch;
    private Latch _rtcpLatch;
    private StreamStats _received;
    private RtcpStats _rtcp;
    private RelayLine? _line;
    private RelayPort? _other;
    private RelayPeerFlags _flags;
    private byte _eventType;
    private int _steady;
    private long _sentPackets;
    private long _sentOctets;
    private long _firstSentAtNs;
    private long _lastSentAtNs;
    private long _notSent;
    private long _foreign;
    private long _malformed;
    private long _stunIgnored;
    private long _watchedFromNs;
    private IceCredentials? _ice;

    public RelaySide Side { get; private set; }

    public PortPair? Pair { get; private set; }

    /// <summary>What is done to packets from here on their way to the other side.</summary>
    public PacketPath Path { get; set; } = PacketPath.Plain;

    /// <summary>The last sign of life of the peer: RTP or RTCP.</summary>
    public long LastProofAtNs => Math.Max(_received.LastAt, _rtcp.LastAt);

    /// <summary>Where the peer is, or is expected; <c>default</c> when that is not known.</summary>
    public NetAddress Remote => _latch.IsLatched ? _latch.Current : _latch.Target;

    /// <summary>Our own end of RTP.</summary>
    public NetAddress Local => Pair?.Rtp?.Local ?? default;

    private RelayLine Line => _line ?? throw new InvalidOperationException("A port belongs to a line from its making on.");

    private RelayPort Other => _other ?? throw new InvalidOperationException("A port has another side from its making on.");

    public void Join(RelayLine line, RelaySide side, RelayPort other)
    {
        _line = line;
        Side = side;
        _other = other;
    }

    /// <summary>A new call: everything from zero.</summary>
    public void Enter(PortPair pair, byte tos)
    {
        Pair = pair;
        pair.Owner = this;
        _latch = default;
        _rtcpLatch = default;
        _received = default;
        _rtcp = default;
        _flags = RelayPeerFlags.None;
        _eventType = 0;
        _steady = 0;
        (_sentPackets, _sentOctets, _firstSentAtNs, _lastSentAtNs, _notSent) = (0, 0, 0, 0, 0);
        (_foreign, _malformed, _stunIgnored) = (0, 0, 0);
        _ice = null;
        Path = PacketPath.Plain;
        pair.Rtp?.SetTos(tos);
        pair.Rtcp?.SetTos(tos);
    }

    public void Leave(long nowNs)
    {
        if (Pair is PortPair pair)
        {
            Pair = null;
            pair.Owner = null;
            pair.Range.GiveBack(pair, nowNs);
        }
    }

    public void Order(PeerEntry entry, byte tos, long nowNs)
    {
        NetAddress rtp = entry.Rtp.ToAddress();
        NetAddress rtcp = entry.Rtcp.Port != 0 ? entry.Rtcp.ToAddress() : new(rtp.Ip, (ushort)(rtp.Port == 0 ? 0 : rtp.Port + 1));
        _flags = entry.Flags;
        _steady = 0;
        _eventType = entry.EventType;
        _watchedFromNs = nowNs;
        _latch.Expect(rtp, entry.SignallingIp, entry.Flags);
        _rtcpLatch.Expect(rtcp, entry.SignallingIp, entry.Flags);
        Pair?.Rtp?.SetTos(tos);
        Pair?.Rtcp?.SetTos(tos);
        if (Pair?.Rtp is { IsConnected: true } socket && (_latch.IsOpen || _latch.IsAway || socket.Peer != _latch.Current || (_flags & RelayPeerFlags.Ice) != RelayPeerFlags.None))
        {
            Loosen(socket);
        }
    }

    public void SetIce(IceCredentials credentials) => _ice = credentials;

    /// <summary>The work on its line has something to tell.</summary>
    public void NoteWork() => events.OnWork(Line);

    public void SendRtp(ReadOnlySpan<byte> packet, long nowNs) => Send(Pair?.Rtp, packet, _latch.Target, isMedia: true, nowNs);

    /// <summary>What goes beside the media on its port: the handshakes of its keys.</summary>
    public void SendBeside(ReadOnlySpan<byte> packet, bool isRtcpSocket, long nowNs) =>
        Send(isRtcpSocket ? Pair?.Rtcp : Pair?.Rtp, packet, isRtcpSocket ? _rtcpLatch.Target : _latch.Target, isMedia: false, nowNs);

    public void SendRtcp(ReadOnlySpan<byte> packet, long nowNs)
    {
        bool isMux = (_flags & RelayPeerFlags.RtcpMux) != RelayPeerFlags.None;
        Send(isMux ? Pair?.Rtp : Pair?.Rtcp, packet, isMux ? _latch.Target : _rtcpLatch.Target, isMedia: false, nowNs);
    }

    /// <summary>Once a second: opens a connected socket for a peer that may have moved; what silence there is.</summary>
    public RelayEvents Sweep(long silenceNs, long nowNs)
    {
        _latch.Sweep();
        _rtcpLatch.Sweep();
        if (Pair?.Rtp is { IsConnected: true } socket && nowNs - _received.LastAt >= Latch.SilenceBeforeMoveNs)
        {
            Loosen(socket);
        }

        RelayEvents silent = RelayEvents.None;
        if (Pair is not null && silenceNs > 0)
        {
            bool mayBeSilent = (_flags & RelayPeerFlags.MaySilence) != RelayPeerFlags.None;
            bool isMute = (_flags & RelayPeerFlags.Mute) != RelayPeerFlags.None || (Other._flags & RelayPeerFlags.MaySilence) != RelayPeerFlags.None;
            silent |= !mayBeSilent && nowNs - Math.Max(LastProofAtNs, _watchedFromNs) >= silenceNs ? OfSide(RelayEvents.SilentFromA) : RelayEvents.None;
            silent |= !isMute && nowNs - Math.Max(_lastSentAtNs, _watchedFromNs) >= silenceNs ? OfSide(RelayEvents.SilentToA) : RelayEvents.None;
        }

        return silent;
    }

    public void Fill(out RelaySideStatistics side, RelayEvents silent, long unixOffsetMs)
    {
        long rate = Math.Max(1, Line.ClockRate);
        NetAddress remote = Remote;
        side = new()
        {
            Line = (byte)Line.Index,
            Side = Side,
            Kind = Line.Kind,
            State = (_latch.IsLatched ? RelaySideState.Latched : RelaySideState.None)
                | ((silent & OfSide(RelayEvents.SilentFromA)) != RelayEvents.None ? RelaySideState.SilentFrom : RelaySideState.None)
                | ((silent & OfSide(RelayEvents.SilentToA)) != RelayEvents.None ? RelaySideState.SilentTo : RelaySideState.None)
                | (_rtcp.HasSaidBye ? RelaySideState.SaidBye : RelaySideState.None)
                | (Line.Work is { IsRecorded: true } ? RelaySideState.Recorded : RelaySideState.None),
            PayloadType = _received.PayloadType,
            ReportedFractionLost = _rtcp.ReportedFractionLost,
            Ssrc = _received.Ssrc,
            RemoteIp = remote.Ip,
            RemotePort = remote.Port,
            LocalPort = (ushort)(Pair?.LowPort ?? 0),
            Packets = _received.Packets,
            Octets = _received.Octets,
            Lost = _received.Lost,
            Reordered = _received.Reordered,
            Duplicates = _received.Duplicates,
            JitterMicroseconds = (uint)(_received.Jitter * 1_000_000L / rate),
            MeanJitterMicroseconds = (uint)(_received.MeanJitter * 1_000_000L / rate),
            MaxJitterMicroseconds = (uint)(_received.MaxJitter * 1_000_000L / rate),
            SsrcChanges = _received.SsrcChanges,
            PayloadTypeChanges = _received.PayloadTypeChanges,
            FirstAtMs = MediaClock.ToUnixMs(_received.FirstAt, unixOffsetMs),
            LastAtMs = MediaClock.ToUnixMs(_received.LastAt, unixOffsetMs),
            RtcpPackets = _rtcp.Packets,
            LastRtcpAtMs = MediaClock.ToUnixMs(_rtcp.LastAt, unixOffsetMs),
            RoundTripMicroseconds = (uint)(_rtcp.RoundTripNs / 1000),
            MaxRoundTripMicroseconds = (uint)(_rtcp.MaxRoundTripNs / 1000),
            ReportedLost = _rtcp.ReportedLost,
            ReportedJitterMicroseconds = (uint)(_rtcp.ReportedJitter * 1_000_000L / rate),
            SentPackets = _sentPackets,
            SentOctets = _sentOctets,
            FirstSentAtMs = MediaClock.ToUnixMs(_firstSentAtNs, unixOffsetMs),
            LastSentAtMs = MediaClock.ToUnixMs(_lastSentAtNs, unixOffsetMs),
            NotSent = _notSent,
            Foreign = _foreign,
            Malformed = _malformed + _rtcp.Malformed,
            StunIgnored = _stunIgnored,
            LatchMoves = _latch.Moves,
        };
    }

    /// <summary>A datagram has come on one of the two sockets.</summary>
    public void OnPacket(DatagramSocket socket, Span<byte> datagram, in NetAddress source, bool isRtcpSocket, long nowNs)
    {
        if (Line.Kind == RelayLineKind.Udp)
        {
            if (!isRtcpSocket)
            {
                OnUdp(datagram, source, nowNs);
            }
            else
            {
                _foreign++; // a line without RTCP has nothing to hear there
            }
        }
        else if (StunMessage.IsStun(datagram))
        {
            OnStun(socket, datagram, source, isRtcpSocket);
        }
        else if (IsHandshake(datagram))
        {
            OnHandshake(datagram, source, isRtcpSocket, nowNs);
        }
        else if (isRtcpSocket || RtcpPacket.IsRtcp(datagram))
        {
            OnRtcp(datagram, source, isRtcpSocket, nowNs);
        }
        else
        {
            OnRtp(socket, datagram, source, nowNs);
        }
    }

    private void OnRtp(DatagramSocket socket, Span<byte> datagram, in NetAddress source, long nowNs)
    {
        bool isPeer = _latch.Accepts(source);
        if (!RtpPacket.TryRead(datagram, out RtpPacket packet))
        {
            _malformed += isPeer ? 1 : 0;
            _foreign += isPeer ? 0 : 1;
            return;
        }

        if (!isPeer && !TryTake(source, _received.IsContinuedBy(packet), nowNs))
        {
            return;
        }

        if (_received.Packets == 0 && Line.Session.TellsFirstMedia)
        {
            events.OnFirstMedia(Line, OfSide(RelayEvents.FirstMediaFromA));
        }

        _received.Count(packet, datagram.Length, nowNs, Line.ClockRate, _eventType);
        if (!socket.IsConnected)
        {
            Tighten(socket);
        }

        Path.Forward(this, Other, datagram, nowNs);
    }

    private void OnUdp(ReadOnlySpan<byte> datagram, in NetAddress source, long nowNs)
    {
        if (!_latch.Accepts(source) && !TryTake(source, continues: false, nowNs))
        {
            return;
        }

        if (_received.Packets == 0 && Line.Session.TellsFirstMedia)
        {
            events.OnFirstMedia(Line, OfSide(RelayEvents.FirstMediaFromA));
        }

        _received.CountDatagram(datagram.Length, nowNs);
        Other.SendRtp(datagram, nowNs);
    }

    /// <summary>DTLS or ZRTP: between the two peers, who find each other by it before any media, so it makes a peer as media does.</summary>
    private void OnHandshake(ReadOnlySpan<byte> datagram, in NetAddress source, bool isRtcpSocket, long nowNs)
    {
        bool isPeer = isRtcpSocket ? _rtcpLatch.Accepts(source) || TryTakeRtcp(source, nowNs) : _latch.Accepts(source) || TryTake(source, continues: false, nowNs);
        _foreign += isRtcpSocket && !isPeer ? 1 : 0; // the other way counts by itself
        if (isPeer)
        {
            Other.SendBeside(datagram, isRtcpSocket, nowNs);
        }
    }

    private void OnRtcp(Span<byte> datagram, in NetAddress source, bool isRtcpSocket, long nowNs)
    {
        if (!isRtcpSocket)
        {
            // On the RTP port RTCP never chooses the peer: a report is easier to make up than a stream is to go on with.
            if (!_latch.Accepts(source))
            {
                _foreign++;
                return;
            }
        }
        else if (!_rtcpLatch.Accepts(source) && !TryTakeRtcp(source, nowNs))
        {
            _foreign++;
            return;
        }

        bool isSealed = (_flags & RelayPeerFlags.Encrypted) != RelayPeerFlags.None;
        if (isSealed ? _rtcp.CountSealed(datagram, nowNs) : _rtcp.Read(datagram, nowNs, ref Other._rtcp))
        {
            if (!isSealed)
            {
                SourceNames.Disguise(datagram, (ulong)Line.Session.Key.Value);
            }

            Other.SendRtcp(datagram, nowNs);
        }
    }

    /// <summary>RTCP's own port: the host must be the one that RTP comes from, once that is known.</summary>
    private bool TryTakeRtcp(in NetAddress source, long nowNs) =>
        (!_latch.IsLatched || _latch.IsAway || source.Ip == _latch.Current.Ip)
        && _rtcpLatch.TryTake(source, continues: true, nowNs - _rtcp.LastAt);

    private bool TryTake(in NetAddress source, bool continues, long nowNs)
    {
        if (!_latch.TryTake(source, continues, nowNs - _received.LastAt))
        {
            _foreign++;
            return false;
        }

        _steady = 0;
        return true;
    }

    private void OnStun(DatagramSocket socket, ReadOnlySpan<byte> datagram, in NetAddress source, bool isRtcpSocket)
    {
        Span<byte> answer = stackalloc byte[StunMessage.LongestAnswer];
        int length = _ice?.Answer(datagram, source, answer) ?? 0;
        if (length == 0)
        {
            _stunIgnored++;
            return;
        }

        // Refused (a conflict of roles) it proves nothing. RFC 8445 §7.3.1.5, for a lite agent §8.3.1: what the client nominates is the pair.
        if (StunMessage.TypeOf(answer) == StunMessage.BindingSuccess && (isRtcpSocket || !_latch.IsLatched || StunMessage.HasUseCandidate(datagram)))
        {
            (isRtcpSocket ? ref _rtcpLatch : ref _latch).Prove(source);
        }

        socket.Send(answer[..length], source);
    }

    private void Send(DatagramSocket? socket, ReadOnlySpan<byte> packet, in NetAddress target, bool isMedia, long nowNs)
    {
        if (socket is null || target.Port == 0 || (isMedia && (_flags & RelayPeerFlags.Mute) != RelayPeerFlags.None) || !socket.Send(packet, target))
        {
            _notSent += isMedia ? 1 : 0;
            return;
        }

        if (isMedia)
        {
            _firstSentAtNs = _sentPackets++ == 0 ? nowNs : _firstSentAtNs;
            _sentOctets += packet.Length;
            _lastSentAtNs = nowNs;
        }
    }

    /// <summary>The peer stays where it is: the kernel keeps everybody else out, and finds the way to it once for all.</summary>
    private void Tighten(DatagramSocket socket)
    {
        if (_steady == NeverSteady || ++_steady < (_latch.IsLoose ? SteadyPacketsWhenLoose : SteadyPackets))
        {
            return;
        }

        // A wildcard socket would be bound to the address of the route, which need not be the one that the peer was told.
        bool never = !events.MayConnect || socket.Local.IsAny || (_flags & RelayPeerFlags.Ice) != RelayPeerFlags.None || _ice is not null;
        bool now = !_latch.IsAway && _latch.Target == _latch.Current;
        _steady = never || (now && !socket.TryConnect(_latch.Current)) ? NeverSteady : 0;
    }

    private void Loosen(DatagramSocket socket)
    {
        socket.Disconnect();
        _steady = 0;
    }

    /// <summary>RFC 7983 §7: the first octet tells ZRTP (16–19) and DTLS (20–63) from STUN and RTP.</summary>
    private static bool IsHandshake(ReadOnlySpan<byte> datagram) => datagram.Length > 0 && datagram[0] is >= 16 and <= 63;

    private RelayEvents OfSide(RelayEvents ofA) => Side == RelaySide.A ? ofA : (RelayEvents)((ushort)ofA << 1);
}
