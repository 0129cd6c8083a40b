using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tandem.Wire.Flows;

/// <summary>
/// An IP address and port as a value: IPv4 is kept IPv4-mapped. No object per packet, usable as a key. 18 bytes: each phone and each call keeps several, and a <see cref="UInt128"/> of its own would make
/// them 32.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
public readonly record struct NetAddress
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;
    private readonly ulong _high;
    private readonly ulong _low;

    public NetAddress(UInt128 ip, ushort port)
    {
        _high = (ulong)(ip >> 64);
        _low = (ulong)ip;
        Port = port;
    }

    public UInt128 Ip
    {
        get => new(_high, _low);
        init => (_high, _low) = ((ulong)(value >> 64), (ulong)value);
    }

    public ushort Port { get; init; }

    public bool IsIPv4 => _high == 0 && _low >> 32 == MappedPrefix >> 32;

    /// <summary>127.0.0.0/8 or ::1.</summary>
    public bool IsLoopback => IsIPv4 ? (byte)(_low >> 24) == 127 : _high == 0 && _low == 1;

    /// <summary>0.0.0.0 or ::.</summary>
    public bool IsAny => IsIPv4 ? (uint)_low == 0 : _high == 0 && _low == 0;

    public static NetAddress From(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address.TryWriteBytes(bytes, out _);
            return FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)port);
        }

        address.TryWriteBytes(bytes, out _);
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)port);
    }

    public static NetAddress From(IPEndPoint endPoint) => From(endPoint.Address, endPoint.Port);

    public static NetAddress FromIPv4(uint address, ushort port) => new(new UInt128(0, MappedPrefix | address), port);

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Ip);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    public IPEndPoint ToEndPoint() => new(ToIPAddress(), Port);

    /// <summary>
    /// Writes the address as a SIP host: an IPv6 address stands in brackets (RFC 3261 §25.1 <c>host</c>, RFC 5952 §4).
    /// </summary>
    public bool TryFormatHost(Span<byte> destination, out int written)
    {
        // The longest: "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]".
        Span<byte> text = stackalloc byte[48];
        int length = IsIPv4 ? FormatIPv4((uint)_low, text) : FormatIPv6(Ip, text);
        written = 0;
        if (!text[..length].TryCopyTo(destination))
        {
            return false;
        }

        written = length;
        return true;
    }

    /// <summary><c>192.0.2.1:5060</c> or <c>[2001:db8::1]:5060</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsIPv4 ? ToIPAddress().ToString() : $"[{ToIPAddress()}]")}:{Port}");

    private static int FormatIPv4(uint ip, Span<byte> text)
    {
        int at = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            Utf8Formatter.TryFormat((byte)(ip >> shift), text[at..], out int digits);
            at += digits;
            text[at++] = (byte)'.';
        }

        return at - 1;
    }

    /// <summary>Lower case, no leading zeros, the first longest run of two or more zero groups as <c>::</c>.</summary>
    private static int FormatIPv6(UInt128 ip, Span<byte> text)
    {
        (int runStart, int runLength) = LongestZeroRun(ip);
        int at = 0;
        text[at++] = (byte)'[';
        for (int group = 0; group < 8; group++)
        {
            if (group == runStart)
            {
                text[at++] = (byte)':';
                text[at++] = (byte)':';
                group += runLength - 1;
                continue;
            }

            if (group > 0 && group != runStart + runLength)
            {
                text[at++] = (byte)':';
            }

            Utf8Formatter.TryFormat(Group(ip, group), text[at..], out int digits, 'x');
            at += digits;
        }

        text[at++] = (byte)']';
        return at;
    }

    private static (int Start, int Length) LongestZeroRun(UInt128 ip)
    {
        (int Start, int Length) best = (-1, 1);
        int length = 0;
        for (int group = 0; group < 8; group++)
        {
            length = Group(ip, group) == 0 ? length + 1 : 0;
            if (length > best.Length)
            {
                best = (group - length + 1, length);
            }
        }

        return best.Start < 0 ? (-1, 0) : best;
    }

    private static ushort Group(UInt128 ip, int index) => (ushort)(ip >> (112 - (16 * index)));
}
