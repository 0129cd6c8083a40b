using System.Buffers.Binary;

namespace Tandem.Media.Ice;

/// <summary>STUN attribute types. RFC 8489 §18.3, RFC 8445 §16.1.</summary>
internal enum StunAttribute : ushort
{
    Username = 0x0006,
    MessageIntegrity = 0x0008,
    ErrorCode = 0x0009,
    XorMappedAddress = 0x0020,
    UseCandidate = 0x0025,
    Fingerprint = 0x8028,
    IceControlled = 0x8029,
    IceControlling = 0x802A,
}

/// <summary>A STUN message, read in place. What does not fit into the datagram is not there. RFC 8489 §5.</summary>
internal static class StunMessage
{
    public const int HeaderLength = 20;

    /// <summary>Octets that an answer of ours needs at most.</summary>
    public const int LongestAnswer = 128;

    public const uint MagicCookie = 0x2112_A442;
    public const ushort BindingRequest = 0x0001;
    public const ushort BindingSuccess = 0x0101;
    public const ushort BindingError = 0x0111;
    public const int AttributeHeader = 4;

    /// <summary>
    /// Shares a port with RTP: the first two bits of a STUN message are 0, of RTP 2 (RFC 7983 §7), and the cookie stands where it stands.
    /// </summary>
    public static bool IsStun(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength
        && (datagram[0] & 0xC0) == 0
        && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == MagicCookie
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) == datagram.Length - HeaderLength
        && (datagram.Length & 3) == 0;

    public static ushort TypeOf(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadUInt16BigEndian(message);

    /// <summary>Finds an attribute; <paramref name="at"/> is where its header begins.</summary>
    public static bool TryFind(ReadOnlySpan<byte> message, StunAttribute type, out ReadOnlySpan<byte> value, out int at)
    {
        at = HeaderLength;
        while (at + AttributeHeader <= message.Length)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]);
            if (at + AttributeHeader + length > message.Length)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt16BigEndian(message[at..]) == (ushort)type)
            {
                value = message.Slice(at + AttributeHeader, length);
                return true;
            }

            at += AttributeHeader + ((length + 3) & ~3);
        }

        value = default;
        return false;
    }

    public static bool HasUseCandidate(ReadOnlySpan<byte> message) => TryFind(message, StunAttribute.UseCandidate, out _, out _);
}
