using Tandem.Wire.Flows;

namespace Tandem.Media.Sdp;

/// <summary>A stretch of a description's bytes.</summary>
internal readonly record struct SdpPart(int At, int Length)
{
    public ReadOnlySpan<byte> Of(byte[] bytes) => bytes.AsSpan(At, Length);
}

/// <summary>One line: its letter, its value, whose it is.</summary>
internal readonly record struct SdpLine(byte Type, SdpAttribute Attribute, short Media, SdpPart Value);

/// <summary>One m-line with what its attributes say, the session's own where it says nothing itself (RFC 8866 §5.14). Texts are read through <see cref="SdpDescription"/>.</summary>
public struct SdpMedia
{
    public SdpMediaKind Kind { get; internal set; }
    public SdpProtocol Protocol { get; internal set; }

    /// <summary>0: rejected, or not used any more (RFC 3264 §6, §8.2).</summary>
    public int Port { get; internal set; }

    /// <summary>Formats on the line.</summary>
    public int FormatCount { get; internal set; }

    /// <summary>Payload types 0–127 of an RTP line, a bit each.</summary>
    public UInt128 PayloadTypes { get; internal set; }

    /// <summary>The first format when it is a payload type; −1 else.</summary>
    public int FirstPayloadType { get; internal set; }

    /// <summary>Timestamp units a second of the first format; 0 when that has no meaning.</summary>
    public int ClockRate { get; internal set; }

    /// <summary>Payload type of telephone-event (RFC 4733); −1 none.</summary>
    public int TelephoneEvent { get; internal set; }

    /// <summary>Where the side wants RTP; port as on the line. Unspecified (0.0.0.0) when the description names a host, which is not looked up.</summary>
    public NetAddress Rtp { get; internal set; }

    /// <summary>Where it wants RTCP: <c>a=rtcp</c> (RFC 3605), else the next port.</summary>
    public NetAddress Rtcp { get; internal set; }

    /// <summary>RTP and RTCP on one port (RFC 5761).</summary>
    public bool RtcpMux { get; internal set; }

    /// <summary>As written; see <see cref="Flows"/>.</summary>
    public SdpDirection Direction { get; internal set; }

    /// <summary>Milliseconds of sound in a packet; 0 says nothing.</summary>
    public int Ptime { get; internal set; }

    /// <summary>SDES keys (RFC 4568) on the line.</summary>
    public int CryptoCount { get; internal set; }

    /// <summary>A certificate's fingerprint (RFC 8122): DTLS-SRTP.</summary>
    public bool HasFingerprint { get; internal set; }

    public int CandidateCount { get; internal set; }

    /// <summary>The side speaks ICE on this line (RFC 8839).</summary>
    public readonly bool HasIce => IceUfrag.Length > 0 && IcePwd.Length > 0;

    /// <summary>Stands for the side's ICE credentials: another number, other credentials. 0 without ICE.</summary>
    public ulong IceHash { get; internal set; }

    public readonly bool IsUsed => Port != 0;

    public readonly bool IsRtp => Protocol is >= SdpProtocol.RtpAvp and <= SdpProtocol.UdpTlsRtpSavpf;

    /// <summary>A UDP relay can carry it.</summary>
    public readonly bool CanRelay => Protocol != SdpProtocol.Other;

    /// <summary>Keys are exchanged: the media is encrypted.</summary>
    public readonly bool IsEncrypted => Protocol is SdpProtocol.RtpSavp or SdpProtocol.RtpSavpf or SdpProtocol.UdpTlsRtpSavp or SdpProtocol.UdpTlsRtpSavpf;

    /// <summary>Who sends, with the old form of hold taken in: a side with the address 0.0.0.0 hears nothing (RFC 3264 §8.4).</summary>
    public readonly SdpDirection Flows => Port == 0 ? SdpDirection.Inactive : IsHeldByAddress ? Direction & SdpDirection.SendOnly : Direction;

    /// <summary>The old form of hold. With ICE the address says nothing: it stands for candidates that are names, or come later (RFC 8839 §4.3.1).</summary>
    internal readonly bool IsHeldByAddress => IsUsed && Rtp.IsAny && !IsNamed && !HasIce;

    /// <summary>The other line's protocol carries the same: with feedback (AVPF) or without is no matter of the way.</summary>
    internal readonly bool IsCarriedAs(SdpMedia other) => FamilyOf(Protocol) == FamilyOf(other.Protocol);

    /// <summary>A format in common: by number, or a codec by name, for each side may have numbers of its own (RFC 3264 §5.1).</summary>
    internal readonly bool SharesFormat(SdpMedia other) =>
        !IsRtp || (PayloadTypes & other.PayloadTypes) != UInt128.Zero || (CodecBits & other.CodecBits) != 0;

    private static int FamilyOf(SdpProtocol protocol) => protocol is >= SdpProtocol.RtpAvp and <= SdpProtocol.UdpTlsRtpSavpf ? (protocol - SdpProtocol.RtpAvp) / 2 : 10 + (int)protocol;

    /// <summary>Codecs with a number of the side's choice, each a bit that its name and rate give.</summary>
    internal ulong CodecBits { get; set; }
    internal bool IsNamed { get; set; }
    internal bool HasDirection { get; set; }
    internal bool HasConnection { get; set; }
    internal UInt128 ConnectionIp { get; set; }
    internal int RtcpPort { get; set; }
    internal UInt128 RtcpIp { get; set; }
    internal SdpPart KindPart { get; set; }
    internal SdpPart ProtocolPart { get; set; }
    internal SdpPart Formats { get; set; }
    internal SdpPart IceUfrag { get; set; }
    internal SdpPart IcePwd { get; set; }
    internal int FirstLine { get; set; }
    internal int EndLine { get; set; }
}
