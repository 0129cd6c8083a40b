using System.Runtime.InteropServices;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Wire.Interop;

/// <summary>
/// One UDP socket of the relay: recvfrom(2) and sendto(2) without the runtime's socket between. It never blocks, allocates when it
/// is made and never after, and is used by one thread at a time. What the network refuses is a return value.
/// </summary>
public sealed unsafe partial class DatagramSocket : IDisposable
{
    // Linux: asm-generic/socket.h, errno.h, linux/in.h, linux/in6.h; struct sockaddr_in6 is 28 octets.
    private const int FamilyUnspecified = 0;
    private const int FamilyIPv4 = 2;
    private const int FamilyIPv6 = 10;
    private const int Datagram = 2;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x8_0000;
    private const int LargestAddress = 28;
    private const int AddressCell = 32;
    private const int LevelSocket = 1;
    private const int SendBuffer = 7;
    private const int ReceiveBuffer = 8;
    private const int ReceiveBufferForce = 33;
    private const int LevelIPv4 = 0;
    private const int LevelIPv6 = 41;
    private const int TypeOfService = 1;
    private const int TrafficClass = 67;
    private const int IPv6Only = 26;

    private readonly byte* _addresses; // one cell for who sent, one for whom we send to
    private readonly bool _isIPv4;
    private NetAddress _to;
    private bool _isDisposed;

    private DatagramSocket(int descriptor, in NetAddress local)
    {
        Descriptor = descriptor;
        Local = local;
        _isIPv4 = local.IsIPv4;

        // Safety: freed in Dispose only; everything that touches it refuses afterwards.
        _addresses = (byte*)NativeMemory.AllocZeroed(2, AddressCell);
    }

    public int Descriptor { get; }

    /// <summary>The bound address.</summary>
    public NetAddress Local { get; }

    /// <summary>The one peer that the kernel lets in, when connected.</summary>
    public NetAddress Peer { get; private set; }

    public bool IsConnected { get; private set; }

    /// <summary>TOS octet or traffic class of what is sent.</summary>
    public byte Tos { get; private set; }

    private byte* Source => _addresses;

    private byte* Target => _addresses + AddressCell;

    /// <summary>Opens and binds; null and the system's error number when that is refused (98 = in use, 24 = too many open).</summary>
    public static DatagramSocket? TryOpen(in NetAddress local, out int error)
    {
        error = 0;
        bool isIPv4 = local.IsIPv4;
        int descriptor = SocketCalls.Open(isIPv4 ? FamilyIPv4 : FamilyIPv6, Datagram | NonBlocking | CloseOnExec, 0);
        if (descriptor < 0)
        {
            error = Marshal.GetLastPInvokeError();
            return null;
        }

        // Safety: cells on this stack, as large as the lengths given; read during the calls.
        int one = 1;
        byte* address = stackalloc byte[AddressCell];
        Write(address, local, isIPv4);
        if ((!isIPv4 && SetOption(descriptor, LevelIPv6, IPv6Only, &one, sizeof(int)) < 0)
            || SocketCalls.Bind(descriptor, address, (uint)SocketAddresses.SizeOf(isIPv4)) < 0)
        {
            error = Marshal.GetLastPInvokeError();
            _ = SocketCalls.Close(descriptor);
            return null;
        }

        return new(descriptor, local);
    }

    /// <summary>The address that the kernel would send from to this one, port 0; false when there is no way there. Nothing is sent.</summary>
    public static bool TryFindLocal(in NetAddress remote, out NetAddress local)
    {
        local = default;
        using DatagramSocket? probe = TryOpen(remote.IsIPv4 ? NetAddress.FromIPv4(0, 0) : default, out _);
        if (probe is null || !probe.TryConnect(remote.Port == 0 ? new(remote.Ip, 9) : remote))
        {
            return false;
        }

        // Safety: as in TryOpen; the kernel writes at most the length given.
        byte* address = stackalloc byte[AddressCell];
        uint length = LargestAddress;
        if (GetName(probe.Descriptor, address, &length) < 0)
        {
            return false;
        }

        local = new(SocketAddresses.Read(new ReadOnlySpan<byte>(address, AddressCell), remote.IsIPv4).Ip, 0);
        return true;
    }

    /// <summary>Takes one datagram; its length, or −1 when there is none. What is longer than the memory from <paramref name="at"/> on is cut.</summary>
    public int Receive(PacketMemory memory, out NetAddress source, int at = 0)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, PacketMemory.Size);

        // Safety: the kernel writes at most the lengths given, into blocks of at least that size; both live as long as this call,
        // as their owners are used by this thread.
        // The source is asked for even when connected: what was in the queue before may be from anybody.
        uint addressLength = LargestAddress;
        nint length = SocketCalls.ReceiveFrom(Descriptor, memory.Start + at, (nuint)(PacketMemory.Size - at), 0, Source, &addressLength);
        source = length < 0 ? default : SocketAddresses.Read(new ReadOnlySpan<byte>(Source, LargestAddress), _isIPv4);
        return (int)length;
    }

    /// <summary>Sends; false when the kernel did not take it (buffer full, no route, another address family).</summary>
    public bool Send(ReadOnlySpan<byte> datagram, in NetAddress to)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (to.IsIPv4 != _isIPv4)
        {
            return false;
        }

        if (_to != to)
        {
            Write(Target, to, _isIPv4);
            _to = to;
        }

        bool isToPeer = IsConnected && to == Peer;

        // Safety: the span is pinned for the call, and Target holds a whole address.
        fixed (byte* bytes = datagram)
        {
            byte* target = isToPeer ? null : Target;
            uint targetLength = isToPeer ? 0 : (uint)SocketAddresses.SizeOf(_isIPv4);
            nint sent = SocketCalls.SendTo(Descriptor, bytes, (nuint)datagram.Length, 0, target, targetLength);
            if (sent < 0 && isToPeer)
            {
                // As a rule the ICMP answer to an earlier datagram: it took this call's place, and is gone now. Which error it is costs as much to learn as to try again.
                sent = SocketCalls.SendTo(Descriptor, bytes, (nuint)datagram.Length, 0, target, targetLength);
            }

            return sent >= 0;
        }
    }

    /// <summary>
    /// From now on the kernel lets this one peer in only, and needs no look-up of the way to it: a tenth less for each packet.
    /// </summary>
    public bool TryConnect(in NetAddress peer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (peer.IsIPv4 != _isIPv4)
        {
            return false;
        }

        // Safety: as in TryOpen.
        byte* address = stackalloc byte[AddressCell];
        Write(address, peer, _isIPv4);
        if (ConnectTo(Descriptor, address, (uint)SocketAddresses.SizeOf(_isIPv4)) < 0)
        {
            return false;
        }

        Peer = peer;
        IsConnected = true;
        return true;
    }

    /// <summary>Lets all in again.</summary>
    public void Disconnect()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (IsConnected)
        {
            // Safety: as in TryOpen. An address of no family dissolves the association.
            byte* address = stackalloc byte[AddressCell];
            new Span<byte>(address, AddressCell).Clear();
            *(ushort*)address = FamilyUnspecified;
            _ = ConnectTo(Descriptor, address, LargestAddress);
            IsConnected = false;
            Peer = default;
        }
    }

    /// <summary>The TOS octet (IPv4) or traffic class (IPv6) of what is sent: DSCP × 4. A wish.</summary>
    public void SetTos(byte tos)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (tos != Tos)
        {
            // Safety: an int on this stack, read during the call.
            int value = tos;
            _ = SetOption(Descriptor, _isIPv4 ? LevelIPv4 : LevelIPv6, _isIPv4 ? TypeOfService : TrafficClass, &value, sizeof(int));
            Tos = tos;
        }
    }

    /// <summary>The kernel's memory for what waits to be read and written. A wish: what the system allows, with the right to (CAP_NET_ADMIN) beyond it.</summary>
    public void EnlargeBuffers(int bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Safety: as in SetTos.
        int value = bytes;
        foreach (int name in (ReadOnlySpan<int>)[ReceiveBuffer, SendBuffer, ReceiveBufferForce])
        {
            _ = SetOption(Descriptor, LevelSocket, name, &value, sizeof(int));
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _ = SocketCalls.Close(Descriptor);

            // Safety: everything that would touch it refuses now.
            NativeMemory.Free(_addresses);
        }
    }

    // Safety: the caller's block is at least AddressCell octets.
    private static void Write(byte* block, in NetAddress address, bool isIPv4)
    {
        var bytes = new Span<byte>(block, AddressCell);
        bytes.Clear();
        *(ushort*)block = (ushort)(isIPv4 ? FamilyIPv4 : FamilyIPv6);
        SocketAddresses.Write(bytes, address);
    }

    [LibraryImport("libc", EntryPoint = "connect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ConnectTo(int descriptor, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "getsockname")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetName(int descriptor, byte* address, uint* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int descriptor, int level, int name, int* value, uint length);
}
