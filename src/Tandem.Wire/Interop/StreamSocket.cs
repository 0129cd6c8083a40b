using System.Runtime.InteropServices;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Wire.Interop;

/// <summary>
/// One TCP socket that never blocks, listening or connected, without the runtime's socket between: for a loop that waits on thousands with
/// <see cref="EventPoll"/>. Used by one thread at a time. What the network refuses is a return value.
/// </summary>
public sealed unsafe partial class StreamSocket : IDisposable
{
    /// <summary>The peer has closed, or the connection is broken.</summary>
    public const int Closed = -2;

    /// <summary>Nothing to read, or no room to write, now.</summary>
    public const int NotNow = -1;

    // Linux: asm-generic/socket.h, errno.h, netinet/tcp.h.
    private const int FamilyIPv4 = 2;
    private const int FamilyIPv6 = 10;
    private const int Stream = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x8_0000;
    private const int NoSignal = 0x4000;
    private const int AddressCell = 32;
    private const int LevelSocket = 1;
    private const int ReuseAddress = 2;
    private const int LevelTcp = 6;
    private const int NoDelay = 1;
    private const int LevelIPv6 = 41;
    private const int IPv6Only = 26;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int Backlog = 128;
    private bool _isDisposed;

    private StreamSocket(int descriptor, in NetAddress peer)
    {
        Descriptor = descriptor;
        Peer = peer;
    }

    public int Descriptor { get; }

    /// <summary>Who is connected; of a listening one nothing.</summary>
    public NetAddress Peer { get; }

    /// <summary>Binds and listens; null and the system's error number when that is refused (98 = in use).</summary>
    public static StreamSocket? TryListen(in NetAddress local, out int error)
    {
        error = 0;
        bool isIPv4 = local.IsIPv4;
        int descriptor = Open(isIPv4 ? FamilyIPv4 : FamilyIPv6, Stream | NonBlocking | CloseOnExec, 0);
        if (descriptor < 0)
        {
            error = Marshal.GetLastPInvokeError();
            return null;
        }

        // Safety: cells on this stack, as large as the lengths given; read during the calls.
        int one = 1;
        byte* address = stackalloc byte[AddressCell];
        var bytes = new Span<byte>(address, AddressCell);
        bytes.Clear();
        *(ushort*)address = (ushort)(isIPv4 ? FamilyIPv4 : FamilyIPv6);
        SocketAddresses.Write(bytes, local);
        if (SetOption(descriptor, LevelSocket, ReuseAddress, &one, sizeof(int)) < 0
            || (!isIPv4 && SetOption(descriptor, LevelIPv6, IPv6Only, &one, sizeof(int)) < 0)
            || Bind(descriptor, address, (uint)SocketAddresses.SizeOf(isIPv4)) < 0
            || Listen(descriptor, Backlog) < 0)
        {
            error = Marshal.GetLastPInvokeError();
            _ = Close(descriptor);
            return null;
        }

        return new(descriptor, default);
    }

    /// <summary>The next connection, or null when none waits or the system has no descriptor for it.</summary>
    public StreamSocket? TryAccept()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Safety: as above; the kernel writes at most the length given.
        byte* address = stackalloc byte[AddressCell];
        uint length = AddressCell;
        int descriptor = Accept(Descriptor, address, &length, NonBlocking | CloseOnExec);
        if (descriptor < 0)
        {
            return null;
        }

        int one = 1;
        _ = SetOption(descriptor, LevelTcp, NoDelay, &one, sizeof(int));
        return new(descriptor, SocketAddresses.Read(new ReadOnlySpan<byte>(address, AddressCell), *(ushort*)address == FamilyIPv4));
    }

    /// <summary>Octets read, <see cref="NotNow"/> or <see cref="Closed"/>.</summary>
    public int Receive(Span<byte> into)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Safety: the span is pinned for the call.
        fixed (byte* bytes = into)
        {
            nint read = ReceiveFrom(Descriptor, bytes, (nuint)into.Length, 0);
            return read > 0 ? (int)read : read == 0 ? Closed : Failure();
        }
    }

    /// <summary>Octets that the kernel took, fewer than given when it has no room for more; <see cref="NotNow"/> or <see cref="Closed"/>.</summary>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Safety: the span is pinned for the call.
        fixed (byte* start = bytes)
        {
            nint sent = SendTo(Descriptor, start, (nuint)bytes.Length, NoSignal);
            return sent >= 0 ? (int)sent : Failure();
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _ = Close(Descriptor);
        }
    }

    private static int Failure() => Marshal.GetLastPInvokeError() is TryAgain or Interrupted ? NotNow : Closed;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Bind(int descriptor, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Listen(int descriptor, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Accept(int descriptor, byte* address, uint* length, int flags);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int descriptor, int level, int name, int* value, uint length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReceiveFrom(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SendTo(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
