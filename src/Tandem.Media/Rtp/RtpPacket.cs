using System.Buffers.Binary;

namespace Tandem.Media.Rtp;

/// <summary>An RTP packet, read in place. RFC 3550 §5.1.</summary>
public readonly ref struct RtpPacket
{
    /// <summary>Octets of the fixed header.</summary>
    public const int FixedHeader = 12;

    private const int Version = 2;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _header;

    private RtpPacket(ReadOnlySpan<byte> bytes, int header, int padding)
    {
        _bytes = bytes;
        _header = header;
        PaddingLength = padding;
    }

    public bool Marker => (_bytes[1] & 0x80) != 0;

    public byte PayloadType => (byte)(_bytes[1] & 0x7F);

    public ushort SequenceNumber => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>In units of the payload's clock rate.</summary>
    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(_bytes[8..]);

    public int CsrcCount => _bytes[0] & 0x0F;

    public bool HasExtension => (_bytes[0] & 0x10) != 0;

    public int HeaderLength => _header;

    public int PaddingLength { get; }

    public ReadOnlySpan<byte> Payload => _bytes[_header..^PaddingLength];

    /// <summary>
    /// False for what is no RTP packet: another version, or a header, extension or padding that does not fit into the datagram
    /// (RFC 3550 §A.1).
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (datagram.Length < FixedHeader || datagram[0] >> 6 != Version)
        {
            return false;
        }

        int header = FixedHeader + ((datagram[0] & 0x0F) * sizeof(uint));
        if ((datagram[0] & 0x10) != 0)
        {
            if (datagram.Length < header + sizeof(uint))
            {
                return false;
            }

            header += sizeof(uint) + (BinaryPrimitives.ReadUInt16BigEndian(datagram[(header + 2)..]) * sizeof(uint));
        }

        int padding = (datagram[0] & 0x20) != 0 ? datagram[^1] : 0;
        if (header + padding > datagram.Length || ((datagram[0] & 0x20) != 0 && padding == 0))
        {
            return false;
        }

        packet = new(datagram, header, padding);
        return true;
    }
}
