using System.Buffers.Binary;
using Tandem.Wire.Flows;

namespace Tandem.Media.Sdp;

/// <summary>Addresses of <c>c=</c>, <c>o=</c> and <c>a=rtcp</c>: read without an object.</summary>
internal static class SdpAddress
{
    /// <summary>Reads the two last words of a connection: <c>IP4 192.0.2.1[/ttl]</c>. A host name is taken, and gives no address.</summary>
    public static bool TryRead(ReadOnlySpan<byte> family, ReadOnlySpan<byte> host, out UInt128 ip, out bool isName)
    {
        ip = default;
        isName = false;
        int slash = host.IndexOf((byte)'/');
        host = slash < 0 ? host : host[..slash]; // multicast scope: not for us
        if (host.IsEmpty || host.Length > 255)
        {
            return false;
        }

        bool four = SdpWords.Is(family, "IP4"u8);
        if (!four && !SdpWords.Is(family, "IP6"u8))
        {
            return false;
        }

        // Some write the other family's address: what stands there decides.
        if (IPv4Text.TryRead(host, out uint ipv4))
        {
            ip = NetAddress.FromIPv4(ipv4, 0).Ip;
            return true;
        }

        if (host.Contains((byte)':'))
        {
            return TryReadIPv6(host, out ip);
        }

        foreach (byte letter in host)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'.' or (byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        isName = true;
        return true;
    }

    /// <summary>RFC 4291 §2.2: groups, one <c>::</c>, an IPv4 tail.</summary>
    public static bool TryReadIPv6(ReadOnlySpan<byte> host, out UInt128 ip)
    {
        ip = default;
        Span<ushort> groups = stackalloc ushort[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (host.StartsWith("::"u8))
        {
            gap = 0;
            at = 2;
        }

        while (at < host.Length)
        {
            ReadOnlySpan<byte> left = host[at..];
            int end = left.IndexOf((byte)':');
            ReadOnlySpan<byte> group = end < 0 ? left : left[..end];
            if (end < 0 && group.Contains((byte)'.'))
            {
                if (count > 6 || !IPv4Text.TryRead(group, out uint tail))
                {
                    return false;
                }

                groups[count++] = (ushort)(tail >> 16);
                groups[count++] = (ushort)tail;
                break;
            }

            if (count == 8 || !TryReadGroup(group, out groups[count]))
            {
                return false;
            }

            count++;
            if (end < 0)
            {
                break;
            }

            at += end + 1;
            if (at == host.Length)
            {
                return false;
            }

            if (host[at] == ':')
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = count;
                at++;
            }
        }

        if (gap < 0 ? count != 8 : count > 7)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        int missing = 8 - count;
        for (int i = 0; i < count; i++)
        {
            int place = gap >= 0 && i >= gap ? i + missing : i;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[(place * 2)..], groups[i]);
        }

        ip = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    private static bool TryReadGroup(ReadOnlySpan<byte> text, out ushort group)
    {
        group = 0;
        if (text.Length is 0 or > 4)
        {
            return false;
        }

        foreach (byte letter in text)
        {
            if (!char.IsAsciiHexDigit((char)letter))
            {
                return false;
            }

            int digit = letter <= (byte)'9' ? letter - '0' : (letter | 0x20) - 'a' + 10;
            group = (ushort)((group << 4) | digit);
        }

        return true;
    }
}
