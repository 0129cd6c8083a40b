using System.Runtime.InteropServices;
using System.Text;

namespace Tandem.Wire.Interop;

/// <summary>A path as the kernel takes it (struct sockaddr_un), made once.</summary>
public sealed class LocalPath
{
    /// <summary>Most octets of a path: 108 with the zero that ends it.</summary>
    public const int LongestPath = 107;

    private const int PathAt = 2;
    private const int FamilyUnix = 1;

    public LocalPath(string path)
    {
        Path = path;
        int length = Encoding.UTF8.GetByteCount(path);
        if (length is 0 or > LongestPath)
        {
            throw new ArgumentException($"A socket's path has 1 to {LongestPath} octets: {path}", nameof(path));
        }

        Bytes = new byte[PathAt + length + 1];
        BitConverter.TryWriteBytes(Bytes, (ushort)FamilyUnix);
        Encoding.UTF8.GetBytes(path, Bytes.AsSpan(PathAt));
    }

    public string Path { get; }

    internal byte[] Bytes { get; }
}

/// <summary>
/// A Unix datagram socket with a path: small messages between two processes of this machine. It never blocks in sending, throws nothing that the other side
/// can cause, and allocates when it is made and never after. Receiving and answering are one thread's, sending is any thread's.
/// </summary>
public sealed unsafe partial class LocalSocket : IDisposable
{
    private const int FamilyUnix = 1;
    private const int Datagram = 2;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x8_0000;
    private const int AddressCell = 128; // struct sockaddr_un is 110
    private const short Readable = 1;
    private readonly LocalPath _path;
    private readonly byte* _addresses; // who sent last, and whom we keep for telling
    private uint _senderLength;
    private uint _keptLength;
    private volatile bool _isDisposed;

    private LocalSocket(int descriptor, LocalPath path)
    {
        Descriptor = descriptor;
        _path = path;

        // Safety: freed in Dispose only; everything that touches it refuses afterwards.
        _addresses = (byte*)NativeMemory.AllocZeroed(2, AddressCell);
    }

    public int Descriptor { get; }

    /// <summary>Binds; a socket file that a run before left there goes. Null and the system's error number when that is refused.</summary>
    public static LocalSocket? TryBind(LocalPath path, out int error)
    {
        int descriptor = SocketCalls.Open(FamilyUnix, Datagram | NonBlocking | CloseOnExec, 0);
        if (descriptor < 0)
        {
            error = Marshal.GetLastPInvokeError();
            return null;
        }

        File.Delete(path.Path);

        // Safety: the array is pinned for the call and as long as it says.
        fixed (byte* address = path.Bytes)
        {
            if (SocketCalls.Bind(descriptor, address, (uint)path.Bytes.Length) < 0)
            {
                error = Marshal.GetLastPInvokeError();
                _ = SocketCalls.Close(descriptor);
                return null;
            }
        }

        error = 0;
        return new(descriptor, path);
    }

    /// <summary>Waits until there is something to receive; false when the time is over.</summary>
    public bool Wait(int milliseconds)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Safety: one struct on this stack, read and written during the call.
        var what = new PollEntry { Descriptor = Descriptor, Wanted = Readable };
        return Poll(&what, 1, milliseconds) > 0;
    }

    /// <summary>Takes one message and remembers who sent it; its length, or −1 when there is none.</summary>
    public int Receive(PacketMemory memory)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Safety: the kernel writes at most the lengths given; both blocks live as long as this call.
        uint length = AddressCell;
        nint received = SocketCalls.ReceiveFrom(Descriptor, memory.Start, PacketMemory.Size, 0, _addresses, &length);
        _senderLength = received < 0 ? 0 : Math.Min(length, AddressCell);
        return (int)received;
    }

    /// <summary>The address of who sent last.</summary>
    public ReadOnlySpan<byte> Sender
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return new(_addresses, (int)_senderLength); // Safety: within the first cell, which lives as long as the socket
        }
    }

    /// <summary>Sends to an address that was <see cref="Sender"/> before.</summary>
    public bool SendTo(ReadOnlySpan<byte> message, ReadOnlySpan<byte> address)
    {
        // Safety: the address is pinned for the call and as long as it says.
        fixed (byte* bytes = address)
        {
            return SendTo(message, bytes, (uint)address.Length);
        }
    }

    /// <summary>Sends to who sent last.</summary>
    public bool Answer(ReadOnlySpan<byte> message) => SendTo(message, _addresses, _senderLength);

    /// <summary>Who sent last is who is told from now on.</summary>
    public void KeepSender()
    {
        // Safety: both cells are within the block.
        Buffer.MemoryCopy(_addresses, _addresses + AddressCell, AddressCell, AddressCell);
        _keptLength = _senderLength;
    }

    /// <summary>Sends to who was kept.</summary>
    public bool Tell(ReadOnlySpan<byte> message) => SendTo(message, _addresses + AddressCell, _keptLength);

    /// <summary>False when nobody is there, or does not keep up.</summary>
    public bool Send(ReadOnlySpan<byte> message, LocalPath to)
    {
        // Safety: the array is pinned for the call and as long as it says.
        fixed (byte* address = to.Bytes)
        {
            return SendTo(message, address, (uint)to.Bytes.Length);
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _ = SocketCalls.Close(Descriptor);
            File.Delete(_path.Path);

            // Safety: everything that would touch it refuses now.
            NativeMemory.Free(_addresses);
        }
    }

    private bool SendTo(ReadOnlySpan<byte> message, byte* address, uint length)
    {
        if (_isDisposed || length <= sizeof(ushort))
        {
            return false;
        }

        // Safety: the message is pinned for the call; the address is as long as it says.
        fixed (byte* bytes = message)
        {
            return SocketCalls.SendTo(Descriptor, bytes, (nuint)message.Length, 0, address, length) >= 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    // struct pollfd
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Seen;
    }
}
