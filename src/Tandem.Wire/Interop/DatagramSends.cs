using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Wire.Interop;

/// <summary>
/// Gives many datagrams to a socket with one system call: Linux's sendmmsg(2). Used by one thread at a time. Beside the calls that it saves, whoever receives several of them is woken once.
/// </summary>
internal sealed unsafe partial class DatagramSends
{
    public const int Size = 32;

    /// <summary>A longer datagram does not fit.</summary>
    public const int LongestDatagram = 2048;

    private const int LargestAddress = 32; // sockaddr_in6 is 28
    private const ushort FamilyIPv4 = 2;
    private const ushort FamilyIPv6 = 10;

    // On the pinned heap, as they hold each other's addresses: by index, and never otherwise after the constructor.
    private readonly byte[] _buffers = GC.AllocateUninitializedArray<byte>(Size * LongestDatagram, pinned: true);
    private readonly byte[] _addresses = GC.AllocateArray<byte>(Size * LargestAddress, pinned: true);
    private readonly IoVector[] _vectors = GC.AllocateArray<IoVector>(Size, pinned: true);
    private readonly MessageHeader[] _headers = GC.AllocateArray<MessageHeader>(Size, pinned: true);

    public DatagramSends()
    {
        // Safety: pinned arrays that live as long as this does.
        fixed (byte* buffers = _buffers, addresses = _addresses)
        fixed (IoVector* vectors = _vectors)
        {
            for (int i = 0; i < Size; i++)
            {
                _vectors[i] = new() { Base = buffers + (i * LongestDatagram) };
                _headers[i] = new() { Name = addresses + (i * LargestAddress), Vectors = vectors + i, VectorCount = 1 };
            }
        }
    }

    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Datagrams that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a copy of a datagram of <see cref="LongestDatagram"/> bytes at most; there must be room.</summary>
    public void Add(in NetAddress remote, ReadOnlySpan<byte> datagram)
    {
        datagram.CopyTo(_buffers.AsSpan(Count * LongestDatagram, LongestDatagram));
        _vectors[Count].Length = (nuint)datagram.Length;
        Span<byte> address = Address(Count);
        BitConverter.TryWriteBytes(address, remote.IsIPv4 ? FamilyIPv4 : FamilyIPv6);
        SocketAddresses.Write(address, remote);
        _headers[Count].NameLength = (uint)SocketAddresses.SizeOf(remote.IsIPv4);
        Count++;
    }

    /// <summary>Whom a datagram goes to.</summary>
    public NetAddress Remote(int index) =>
        SocketAddresses.Read(Address(index), isIPv4: _headers[index].NameLength == SocketAddresses.SizeOf(isIPv4: true));

    /// <summary>Sends all in their order; they stay until <see cref="Clear"/>. A bit is set for each that the kernel refused.</summary>
    public uint Send(SafeSocketHandle socket)
    {
        uint refused = 0;

        // Safety: the kernel reads within the arrays above, whose sizes the headers state.
        fixed (MessageHeader* headers = _headers)
        {
            for (int sent = 0; sent < Count;)
            {
                int more = SendMany(socket, headers + sent, (uint)(Count - sent), 0);
                if (more > 0)
                {
                    sent += more;
                }
                else
                {
                    refused |= 1u << sent++; // the error is that of the first
                }
            }
        }

        return refused;
    }

    /// <summary>Forgets what was sent.</summary>
    public void Clear() => Count = 0;

    private Span<byte> Address(int index) => _addresses.AsSpan(index * LargestAddress, LargestAddress);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendMany(SafeSocketHandle socket, MessageHeader* headers, uint count, int flags);
}
