using System.Buffers.Binary;
using Tandem.Wire.Flows;

namespace Tandem.Media.Ice;

/// <summary>A STUN message, read in place. What does not fit into the datagram is not there. RFC 8489 §5.</summary>
internal static class StunMessage
{
    public const int HeaderLength = 20;

    /// <summary>Octets that an answer to a check needs at most.</summary>
    public const int LongestAnswer = 128;

    public const uint MagicCookie = 0x2112_A442;
    public const ushort BindingRequest = 0x0001;
    public const ushort BindingIndication = 0x0011;
    public const ushort BindingSuccess = 0x0101;
    public const ushort BindingError = 0x0111;
    public const int AttributeHeader = 4;

    // The two bits of the class, and what they are of a success and of an error. RFC 8489 §5.
    private const ushort ClassBits = 0x0110;
    private const ushort Success = 0x0100;
    private const byte FamilyIPv4 = 1;
    private const byte FamilyIPv6 = 2;
    private static readonly UInt128 Mapped = new(0, 0x0000_FFFF_0000_0000);

    /// <summary>
    /// Shares a port with RTP: the first two bits of a STUN message are 0, of RTP 2 (RFC 7983 §7), and the cookie stands where it stands.
    /// </summary>
    public static bool IsStun(ReadOnlySpan<byte> datagram) =>
        HasHeader(datagram) && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == MagicCookie;

    /// <summary>As <see cref="IsStun"/>, without the cookie: from a client of RFC 3489, whose transaction has 16 octets, or of RFC 8489.</summary>
    public static bool HasHeader(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength
        && (datagram[0] & 0xC0) == 0
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) == datagram.Length - HeaderLength
        && (datagram.Length & 3) == 0;

    public static ushort TypeOf(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadUInt16BigEndian(message);

    public static bool IsRequest(ushort type) => (type & ClassBits) == 0;

    public static ushort SuccessOf(ushort request) => (ushort)(request | Success);

    public static ushort ErrorOf(ushort request) => (ushort)(request | ClassBits);

    /// <summary>Finds an attribute; <paramref name="at"/> is where its header begins. What stands behind the proof of integrity is not proved, and so is not there (RFC 8489 §14.5).</summary>
    public static bool TryFind(ReadOnlySpan<byte> message, StunAttribute type, out ReadOnlySpan<byte> value, out int at)
    {
        int next = HeaderLength;
        bool isProved = false;
        while (TryNext(message, ref next, out StunAttribute found, out value, out at))
        {
            if (found == type && (!isProved || type is StunAttribute.MessageIntegritySha256 or StunAttribute.Fingerprint))
            {
                return true;
            }

            isProved |= found is StunAttribute.MessageIntegrity or StunAttribute.MessageIntegritySha256;
        }

        value = default;
        return false;
    }

    /// <summary>The attribute at <paramref name="next"/>, which moves behind it; false at the end, or when the attribute does not fit into the message.</summary>
    public static bool TryNext(ReadOnlySpan<byte> message, scoped ref int next, out StunAttribute type, out ReadOnlySpan<byte> value, out int at)
    {
        at = next;
        type = default;
        value = default;
        if (at + AttributeHeader > message.Length)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]);
        if (at + AttributeHeader + length > message.Length)
        {
            return false;
        }

        type = (StunAttribute)BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        value = message.Slice(at + AttributeHeader, length);
        next = at + AttributeHeader + ((length + 3) & ~3);
        return true;
    }

    public static bool HasUseCandidate(ReadOnlySpan<byte> message) => TryFind(message, StunAttribute.UseCandidate, out _, out _);

    /// <summary>Reads XOR-PEER-ADDRESS and its like. An IPv4 address in IPv6's clothes is refused: it would pass for the other family. RFC 8489 §14.2.</summary>
    public static bool TryReadAddress(ReadOnlySpan<byte> message, ReadOnlySpan<byte> value, out NetAddress address)
    {
        address = default;
        if (value.Length < 8)
        {
            return false;
        }

        ushort port = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ (MagicCookie >> 16));
        switch (value[1])
        {
            case FamilyIPv4 when value.Length == 8:
                address = NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(value[4..]) ^ MagicCookie, port);
                return true;
            case FamilyIPv6 when value.Length == 20:
                UInt128 ip = BinaryPrimitives.ReadUInt128BigEndian(value[4..]) ^ BinaryPrimitives.ReadUInt128BigEndian(message[4..]);
                address = new(ip, port);
                return (ip >> 32) != (Mapped >> 32);
            default:
                return false;
        }
    }
}
