using System.Buffers.Binary;

namespace Tandem.Media.Rtp;

/// <summary>RFC 3550 §12.1, RFC 4585 §6.1, RFC 3611 §2.</summary>
public enum RtcpType : byte
{
    SenderReport = 200,
    ReceiverReport = 201,
    SourceDescription = 202,
    Bye = 203,
    App = 204,
    TransportFeedback = 205,
    PayloadFeedback = 206,
    ExtendedReport = 207,
}

/// <summary>One report block of an SR or RR. RFC 3550 §6.4.1.</summary>
/// <param name="Ssrc">The source that is reported on.</param>
/// <param name="FractionLost">Of 256, since the report before.</param>
/// <param name="CumulativeLost">Packets, may be negative where there were duplicates.</param>
/// <param name="HighestSequence">The highest received, with the cycles above its 16 bits.</param>
/// <param name="Jitter">In units of the payload's clock rate.</param>
/// <param name="LastSenderReport">The middle 32 bits of the NTP time of the last SR, 0 = none.</param>
/// <param name="DelaySinceLastSenderReport">In units of 1/65536 s.</param>
public readonly record struct ReportBlock(
    uint Ssrc, byte FractionLost, int CumulativeLost, uint HighestSequence, uint Jitter, uint LastSenderReport, uint DelaySinceLastSenderReport);

/// <summary>
/// One packet of a compound RTCP datagram, read in place: <c>while (RtcpPacket.TryRead(ref rest, out packet))</c>. Types that are not known are
/// packets like others; what does not fit into the datagram ends the reading. RFC 3550 §6.1.
/// </summary>
public readonly ref struct RtcpPacket
{
    private const int Header = 4;
    private const int ReportBlockLength = 24;
    private const int SenderInformation = 20;
    private readonly ReadOnlySpan<byte> _bytes;

    private RtcpPacket(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Report blocks, sources or subtype: what the type makes of it.</summary>
    public int Count => _bytes[0] & 0x1F;

    public RtcpType Type => (RtcpType)_bytes[1];

    /// <summary>Of who sends; 0 where the packet is too short to say (an empty BYE).</summary>
    public uint Ssrc => _bytes.Length >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]) : 0;

    /// <summary>
    /// RTCP shares a port with RTP when both sides agreed to (rtcp-mux): second octet 192 to 223 means RTCP. RFC 5761 §4.
    /// </summary>
    public static bool IsRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= Header && datagram[0] >> 6 == 2 && datagram[1] is >= 192 and <= 223;

    /// <summary>Takes the next packet off <paramref name="rest"/>.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> rest, out RtcpPacket packet)
    {
        packet = default;
        if (!IsRtcp(rest))
        {
            return false;
        }

        int length = (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 1) * sizeof(uint);
        if (length > rest.Length)
        {
            return false;
        }

        packet = new(rest[..length]);
        rest = rest[length..];
        return true;
    }

    /// <summary>The middle 32 bits of an SR's NTP time, which reports about it repeat. False when this is no whole SR.</summary>
    public bool TryReadSenderReport(out uint middleNtp, out uint rtpTimestamp, out uint packets, out uint octets)
    {
        bool isWhole = Type == RtcpType.SenderReport && _bytes.Length >= 8 + SenderInformation;
        middleNtp = isWhole ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[10..]) : 0;
        rtpTimestamp = isWhole ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[16..]) : 0;
        packets = isWhole ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[20..]) : 0;
        octets = isWhole ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[24..]) : 0;
        return isWhole;
    }

    /// <summary>Report block <paramref name="index"/> of an SR or RR; false when it is not there.</summary>
    public bool TryReadReport(int index, out ReportBlock report)
    {
        report = default;
        int first = Type switch
        {
            RtcpType.SenderReport => 8 + SenderInformation,
            RtcpType.ReceiverReport => 8,
            _ => int.MaxValue,
        };
        if (first == int.MaxValue || index < 0 || index >= Count || first + ((index + 1) * ReportBlockLength) > _bytes.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> block = _bytes[(first + (index * ReportBlockLength))..];
        uint lost = BinaryPrimitives.ReadUInt32BigEndian(block[4..]);
        report = new(
            BinaryPrimitives.ReadUInt32BigEndian(block),
            (byte)(lost >> 24),
            (int)(lost << 8) >> 8,
            BinaryPrimitives.ReadUInt32BigEndian(block[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(block[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(block[20..]));
        return true;
    }
}
