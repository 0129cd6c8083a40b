using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Wire.Interop;

/// <summary>
/// Takes many waiting datagrams from a socket with one system call: Linux's recvmmsg(2). Used by one thread. Pages of the buffers
/// that no datagram reaches are never touched.
/// </summary>
internal sealed unsafe partial class DatagramBatch : IDisposable
{
    public const int Size = 32;
    private const int LargestDatagram = 65_536;
    private const int LargestAddress = 32; // sockaddr_in6 is 28
    private const int WaitForOne = 0x10000;
    private readonly byte* _buffers;
    private readonly byte* _addresses;
    private readonly IoVector* _vectors;
    private readonly MessageHeader* _headers;

    public DatagramBatch()
    {
        // Safety: four blocks of native memory, freed in Dispose only, which the one thread that uses this calls last. Headers,
        // vectors, addresses and buffers point to each other by index and never change after this.
        _buffers = (byte*)NativeMemory.Alloc(Size, LargestDatagram);
        _addresses = (byte*)NativeMemory.AllocZeroed(Size, LargestAddress);
        _vectors = (IoVector*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(IoVector));
        _headers = (MessageHeader*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(MessageHeader));
        for (int i = 0; i < Size; i++)
        {
            _vectors[i] = new() { Base = _buffers + (i * LargestDatagram), Length = LargestDatagram };
            _headers[i] = new() { Name = _addresses + (i * LargestAddress), Vectors = _vectors + i, VectorCount = 1 };
        }
    }

    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>
    /// Waits for one datagram and takes those that are there, <see cref="Size"/> at most. Negative: the error is in errno.
    /// </summary>
    public int Receive(SafeSocketHandle socket)
    {
        // Safety: the kernel writes within the blocks above, whose sizes the headers state; it shortens NameLength, so that is
        // set anew.
        for (int i = 0; i < Size; i++)
        {
            _headers[i].NameLength = LargestAddress;
        }

        return ReceiveMany(socket, _headers, Size, WaitForOne, null);
    }

    public ReadOnlySpan<byte> Datagram(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);

        // Safety: the index is within the batch, and the kernel never says more than the buffer's length.
        return new(_buffers + (index * LargestDatagram), (int)_headers[index].Received);
    }

    public NetAddress Source(int index, bool isIPv4)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);

        // Safety: as above.
        return SocketAddresses.Read(new ReadOnlySpan<byte>(_addresses + (index * LargestAddress), LargestAddress), isIPv4);
    }

    public void Dispose()
    {
        // Safety: nothing uses the blocks after this.
        NativeMemory.Free(_headers);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_addresses);
        NativeMemory.Free(_buffers);
    }

    /// <summary>Lets datagrams gather for a moment.</summary>
    public static void Gather(int microseconds) => _ = Sleep((uint)microseconds); // a signal may end it early: no harm

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReceiveMany(SafeSocketHandle socket, MessageHeader* headers, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(uint microseconds);
}
