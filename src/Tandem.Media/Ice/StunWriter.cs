using System.Buffers.Binary;
using Tandem.Wire.Flows;

namespace Tandem.Media.Ice;

/// <summary>Writes a STUN message in place. The header's length is right after <see cref="End"/> or a seal. RFC 8489 §5, §14.</summary>
internal ref struct StunWriter
{
    private readonly Span<byte> _bytes;

    /// <summary>Begins a message. <paramref name="transaction"/>: cookie and transaction as in the message that is answered, 16 octets.</summary>
    public StunWriter(Span<byte> into, ushort type, scoped ReadOnlySpan<byte> transaction)
    {
        _bytes = into;
        BinaryPrimitives.WriteUInt16BigEndian(into, type);
        transaction[..16].CopyTo(into[4..]);
        Length = StunMessage.HeaderLength;
    }

    /// <summary>Octets so far.</summary>
    public int Length { get; private set; }

    public void Add(StunAttribute type, scoped ReadOnlySpan<byte> value) => value.CopyTo(Begin(type, value.Length));

    public void Add(StunAttribute type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(Begin(type, 4), value);

    /// <summary>An attribute whose value stands, or will be written, where this says.</summary>
    public Span<byte> Begin(StunAttribute type, int length)
    {
        Span<byte> attribute = _bytes[Length..];
        BinaryPrimitives.WriteUInt16BigEndian(attribute, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)length);
        int padded = (length + 3) & ~3;
        attribute[(StunMessage.AttributeHeader + length)..(StunMessage.AttributeHeader + padded)].Clear();
        Length += StunMessage.AttributeHeader + padded;
        return attribute.Slice(StunMessage.AttributeHeader, length);
    }

    /// <summary>In the clear: MAPPED-ADDRESS, RESPONSE-ORIGIN, OTHER-ADDRESS. RFC 8489 §14.1.</summary>
    public void AddAddress(StunAttribute type, in NetAddress address) => WriteAddress(Begin(type, LengthOf(address)), address.Ip, address);

    /// <summary>So that no router translates it: XOR-MAPPED-ADDRESS and its like. RFC 8489 §14.2.</summary>
    public void AddXorAddress(StunAttribute type, in NetAddress address)
    {
        UInt128 mask = address.IsIPv4 ? StunMessage.MagicCookie : BinaryPrimitives.ReadUInt128BigEndian(_bytes[4..]);
        WriteAddress(Begin(type, LengthOf(address)), address.Ip ^ mask, new(address.Ip, (ushort)(address.Port ^ (StunMessage.MagicCookie >> 16))));
    }

    /// <summary>Without words: an answer to a stranger stays short. RFC 8489 §14.8.</summary>
    public void AddError(int code) => Add(StunAttribute.ErrorCode, ((uint)code / 100 << 8) | ((uint)code % 100));

    /// <summary>RFC 8489 §14.9.</summary>
    public void AddUnknown(scoped ReadOnlySpan<ushort> types)
    {
        Span<byte> value = Begin(StunAttribute.UnknownAttributes, types.Length * sizeof(ushort));
        for (int i = 0; i < types.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(value[(i * sizeof(ushort))..], types[i]);
        }
    }

    /// <summary>MESSAGE-INTEGRITY over what stands so far. RFC 8489 §14.5.</summary>
    public void Seal(scoped ReadOnlySpan<byte> key) => Seal(StunAttribute.MessageIntegrity, StunSeal.Sha1Length, key);

    /// <summary>MESSAGE-INTEGRITY-SHA256. RFC 8489 §14.6.</summary>
    public void SealSha256(scoped ReadOnlySpan<byte> key) => Seal(StunAttribute.MessageIntegritySha256, StunSeal.Sha256Length, key);

    /// <summary>FINGERPRINT: always the last. RFC 8489 §14.7.</summary>
    public void AddFingerprint()
    {
        int covered = Length;
        Span<byte> value = Begin(StunAttribute.Fingerprint, StunSeal.FingerprintLength);
        End();
        BinaryPrimitives.WriteUInt32BigEndian(value, StunSeal.FingerprintOf(_bytes[..covered]));
    }

    /// <summary>The whole message.</summary>
    public readonly ReadOnlySpan<byte> End()
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes[2..], (ushort)(Length - StunMessage.HeaderLength));
        return _bytes[..Length];
    }

    private void Seal(StunAttribute type, int length, scoped ReadOnlySpan<byte> key)
    {
        int covered = Length;
        Span<byte> mac = Begin(type, length);
        End();
        StunSeal.Write(_bytes[..covered], type, key, mac);
    }

    private static int LengthOf(in NetAddress address) => address.IsIPv4 ? 8 : 20;

    private static void WriteAddress(Span<byte> value, UInt128 ip, in NetAddress address)
    {
        value[0] = 0;
        value[1] = (byte)(value.Length == 8 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], address.Port);
        if (value.Length == 8)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value[4..], (uint)ip);
        }
        else
        {
            BinaryPrimitives.WriteUInt128BigEndian(value[4..], ip);
        }
    }
}
