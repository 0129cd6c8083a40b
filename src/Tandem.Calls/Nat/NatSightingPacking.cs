using System.Buffers.Binary;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat;

/// <summary>A sighting in as few bytes as it needs, some fifty: a hundred thousand endpoints have one each. Nothing is lost.</summary>
internal static class NatSightingPacking
{
    private const int HeadBytes = 14;
    private const int MostBytes = HeadBytes + (7 * (1 + 16 + 2));
    private const byte There = 1;
    private const byte Name = 2;
    private const byte HasPort = 4;
    private const byte IPv4 = 8;
    private const byte IPv6 = 16;

    public static byte[] Pack(in NatSighting seen)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        bytes[0] = (byte)seen.Method;
        bytes[1] = (byte)((seen.IsAnswer ? 1 : 0) | (seen.IsStream ? 2 : 0) | (seen.HasRPort ? 4 : 0) | (seen.HasHops ? 8 : 0) | (seen.HasCandidates ? 16 : 0) | (seen.IsFresh ? 32 : 0));
        BinaryPrimitives.WriteInt32LittleEndian(bytes[2..], seen.RPortValue);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[6..], seen.ContentLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[10..], seen.BodyLength);
        int at = HeadBytes;
        Write(bytes, ref at, WrittenAddress.Of(seen.Source));
        Write(bytes, ref at, seen.Via);
        Write(bytes, ref at, seen.Received);
        Write(bytes, ref at, seen.Contact);
        Write(bytes, ref at, seen.Origin);
        Write(bytes, ref at, seen.Media);
        Write(bytes, ref at, seen.CallIdHost);
        return bytes[..at].ToArray();
    }

    /// <summary>What <see cref="Pack"/> made.</summary>
    public static NatSighting Unpack(ReadOnlySpan<byte> bytes)
    {
        byte bits = bytes[1];
        int at = HeadBytes;
        return new()
        {
            Method = (SipMethod)bytes[0],
            IsAnswer = (bits & 1) != 0,
            IsStream = (bits & 2) != 0,
            HasRPort = (bits & 4) != 0,
            HasHops = (bits & 8) != 0,
            HasCandidates = (bits & 16) != 0,
            IsFresh = (bits & 32) != 0,
            RPortValue = BinaryPrimitives.ReadInt32LittleEndian(bytes[2..]),
            ContentLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[6..]),
            BodyLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[10..]),
            Source = Read(bytes, ref at).Address,
            Via = Read(bytes, ref at),
            Received = Read(bytes, ref at),
            Contact = Read(bytes, ref at),
            Origin = Read(bytes, ref at),
            Media = Read(bytes, ref at),
            CallIdHost = Read(bytes, ref at),
        };
    }

    private static void Write(Span<byte> bytes, ref int at, in WrittenAddress written)
    {
        NetAddress address = written.Address;
        bool hasIp = address.Ip != UInt128.Zero;
        bytes[at++] = (byte)((written.IsThere ? There : 0) | (written.IsName ? Name : 0) | (address.Port != 0 ? HasPort : 0) | (!hasIp ? 0 : address.IsIPv4 ? IPv4 : IPv6));
        if (hasIp && address.IsIPv4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], (uint)address.Ip);
            at += 4;
        }
        else if (hasIp)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(bytes[at..], address.Ip);
            at += 16;
        }

        if (address.Port != 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], address.Port);
            at += 2;
        }
    }

    private static WrittenAddress Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        byte kind = bytes[at++];
        NetAddress address = default;
        if ((kind & IPv4) != 0)
        {
            address = NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]), 0);
            at += 4;
        }
        else if ((kind & IPv6) != 0)
        {
            address = new(BinaryPrimitives.ReadUInt128LittleEndian(bytes[at..]), 0);
            at += 16;
        }

        if ((kind & HasPort) != 0)
        {
            address = address with { Port = BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) };
            at += 2;
        }

        return new(address, (kind & There) != 0, (kind & Name) != 0);
    }
}
