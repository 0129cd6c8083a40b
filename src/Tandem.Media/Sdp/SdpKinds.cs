namespace Tandem.Media.Sdp;

/// <summary>What flows on an m-line (RFC 8866 §5.14).</summary>
public enum SdpMediaKind : byte
{
    Other,
    Audio,
    Video,

    /// <summary>T.38 fax, when the protocol is udptl (ITU-T T.38 annex D).</summary>
    Image,
    Application,
    Text,
    Message,
}

/// <summary>How it flows.</summary>
public enum SdpProtocol : byte
{
    /// <summary>TCP, SCTP and others that no UDP relay carries.</summary>
    Other,
    RtpAvp,
    RtpAvpf,
    RtpSavp,
    RtpSavpf,
    UdpTlsRtpSavp,
    UdpTlsRtpSavpf,
    Udptl,

    /// <summary>Plain UDP datagrams.</summary>
    Udp,
}

/// <summary>Who sends: RFC 8866 §6.7. From the view of the side whose description it stands in.</summary>
[Flags]
public enum SdpDirection : byte
{
    Inactive = 0,
    SendOnly = 1,
    RecvOnly = 2,
    SendRecv = 3,
}

/// <summary>The attributes that a B2BUA has to know: to read them, or to keep them from the other side.</summary>
public enum SdpAttribute : byte
{
    /// <summary>Not an attribute.</summary>
    None,
    Other,
    RtpMap,
    Fmtp,
    Ptime,
    MaxPtime,
    SendRecv,
    SendOnly,
    RecvOnly,
    Inactive,
    Rtcp,
    RtcpMux,
    RtcpMuxOnly,
    Crypto,
    Fingerprint,
    Setup,
    Mid,
    Group,
    BundleOnly,
    Candidate,
    RemoteCandidates,
    EndOfCandidates,
    IceUfrag,
    IcePwd,
    IceOptions,
    IceLite,
    IceMismatch,
    IcePacing,
    SourceFilter,

    /// <summary>Addresses of clients from before ICE (<c>alt</c>), and marks of other relays (<c>nortpproxy</c>, <c>oldmediaip</c>).</summary>
    ForeignRelay,

    /// <summary>A source's name and others of its properties (RFC 5576).</summary>
    Ssrc,

    /// <summary>The program that has made the description.</summary>
    Tool,
}

internal static class SdpWords
{
    public static SdpMediaKind Kind(ReadOnlySpan<byte> word) =>
        Is(word, "audio"u8) ? SdpMediaKind.Audio
        : Is(word, "video"u8) ? SdpMediaKind.Video
        : Is(word, "image"u8) ? SdpMediaKind.Image
        : Is(word, "application"u8) ? SdpMediaKind.Application
        : Is(word, "text"u8) ? SdpMediaKind.Text
        : Is(word, "message"u8) ? SdpMediaKind.Message
        : SdpMediaKind.Other;

    public static ReadOnlySpan<byte> Name(SdpMediaKind kind) => kind switch
    {
        SdpMediaKind.Video => "video"u8,
        SdpMediaKind.Image => "image"u8,
        SdpMediaKind.Application => "application"u8,
        SdpMediaKind.Text => "text"u8,
        SdpMediaKind.Message => "message"u8,
        _ => "audio"u8,
    };

    public static SdpProtocol Protocol(ReadOnlySpan<byte> word) =>
        Is(word, "RTP/AVP"u8) ? SdpProtocol.RtpAvp
        : Is(word, "RTP/AVPF"u8) ? SdpProtocol.RtpAvpf
        : Is(word, "RTP/SAVP"u8) ? SdpProtocol.RtpSavp
        : Is(word, "RTP/SAVPF"u8) ? SdpProtocol.RtpSavpf
        : Is(word, "UDP/TLS/RTP/SAVP"u8) ? SdpProtocol.UdpTlsRtpSavp
        : Is(word, "UDP/TLS/RTP/SAVPF"u8) ? SdpProtocol.UdpTlsRtpSavpf
        : Is(word, "udptl"u8) ? SdpProtocol.Udptl
        : Is(word, "udp"u8) ? SdpProtocol.Udp
        : SdpProtocol.Other;

    public static ReadOnlySpan<byte> Name(SdpProtocol protocol) => protocol switch
    {
        SdpProtocol.RtpAvpf => "RTP/AVPF"u8,
        SdpProtocol.RtpSavp => "RTP/SAVP"u8,
        SdpProtocol.RtpSavpf => "RTP/SAVPF"u8,
        SdpProtocol.UdpTlsRtpSavp => "UDP/TLS/RTP/SAVP"u8,
        SdpProtocol.UdpTlsRtpSavpf => "UDP/TLS/RTP/SAVPF"u8,
        SdpProtocol.Udptl => "udptl"u8,
        SdpProtocol.Udp => "udp"u8,
        _ => "RTP/AVP"u8,
    };

    public static SdpAttribute Attribute(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when Is(name, "mid"u8) => SdpAttribute.Mid,
        3 when Is(name, "alt"u8) => SdpAttribute.ForeignRelay,
        4 when Is(name, "fmtp"u8) => SdpAttribute.Fmtp,
        4 when Is(name, "rtcp"u8) => SdpAttribute.Rtcp,
        4 when Is(name, "ssrc"u8) => SdpAttribute.Ssrc,
        4 when Is(name, "tool"u8) => SdpAttribute.Tool,
        5 when Is(name, "ptime"u8) => SdpAttribute.Ptime,
        5 when Is(name, "setup"u8) => SdpAttribute.Setup,
        5 when Is(name, "group"u8) => SdpAttribute.Group,
        6 when Is(name, "rtpmap"u8) => SdpAttribute.RtpMap,
        6 when Is(name, "oldcip"u8) || Is(name, "oldoip"u8) => SdpAttribute.ForeignRelay,
        6 when Is(name, "crypto"u8) => SdpAttribute.Crypto,
        7 when Is(name, "ice-pwd"u8) => SdpAttribute.IcePwd,
        8 when Is(name, "sendrecv"u8) => SdpAttribute.SendRecv,
        8 when Is(name, "sendonly"u8) => SdpAttribute.SendOnly,
        8 when Is(name, "recvonly"u8) => SdpAttribute.RecvOnly,
        8 when Is(name, "inactive"u8) => SdpAttribute.Inactive,
        8 when Is(name, "rtcp-mux"u8) => SdpAttribute.RtcpMux,
        8 when Is(name, "maxptime"u8) => SdpAttribute.MaxPtime,
        8 when Is(name, "ice-lite"u8) => SdpAttribute.IceLite,
        9 when Is(name, "candidate"u8) => SdpAttribute.Candidate,
        9 when Is(name, "ice-ufrag"u8) => SdpAttribute.IceUfrag,
        10 when Is(name, "ice-pacing"u8) => SdpAttribute.IcePacing,
        10 when Is(name, "nortpproxy"u8) || Is(name, "oldmediaip"u8) => SdpAttribute.ForeignRelay,
        11 when Is(name, "fingerprint"u8) => SdpAttribute.Fingerprint,
        11 when Is(name, "ice-options"u8) => SdpAttribute.IceOptions,
        11 when Is(name, "bundle-only"u8) => SdpAttribute.BundleOnly,
        12 when Is(name, "oldmediaport"u8) => SdpAttribute.ForeignRelay,
        12 when Is(name, "ice-mismatch"u8) => SdpAttribute.IceMismatch,
        13 when Is(name, "rtcp-mux-only"u8) => SdpAttribute.RtcpMuxOnly,
        13 when Is(name, "source-filter"u8) => SdpAttribute.SourceFilter,
        17 when Is(name, "end-of-candidates"u8) => SdpAttribute.EndOfCandidates,
        17 when Is(name, "remote-candidates"u8) => SdpAttribute.RemoteCandidates,
        _ => SdpAttribute.Other,
    };

    public static bool Is(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => System.Text.Ascii.EqualsIgnoreCase(one, other);
}
