using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tandem.Wire.Udp;

/// <summary>Socket options that are wishes: the kernel may refuse, and we run on without.</summary>
internal static class SocketTuning
{
    // Linux: asm-generic/socket.h, linux/in6.h.
    private const int SolSocket = 1;
    private const int SoReceiveBufferForce = 33;
    private const int IPProtoIPv6 = 41;
    private const int IPv6TrafficClass = 67;

    /// <summary>The TOS byte (IPv4) or traffic class (IPv6).</summary>
    public static void SetTos(Socket socket, byte tos)
    {
        try
        {
            if (socket.AddressFamily == AddressFamily.InterNetwork)
            {
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService, tos);
            }
            else if (OperatingSystem.IsLinux())
            {
                SetRaw(socket, IPProtoIPv6, IPv6TrafficClass, tos);
            }
        }
        catch (Exception refusal) when (refusal is SocketException or ObjectDisposedException)
        {
            // A mark on packets is a wish; a socket that closes while it is marked needs none.
        }
    }

    /// <summary>With the right to (CAP_NET_ADMIN) beyond net.core.rmem_max, else up to it.</summary>
    public static void EnlargeBuffers(Socket socket, int bytes)
    {
        try
        {
            socket.ReceiveBufferSize = bytes;
            socket.SendBufferSize = bytes;
            if (OperatingSystem.IsLinux())
            {
                SetRaw(socket, SolSocket, SoReceiveBufferForce, bytes);
            }
        }
        catch (SocketException)
        {
            // The kernel's default has to do.
        }
    }

    private static void SetRaw(Socket socket, int level, int name, int value) =>
        socket.SetRawSocketOption(level, name, MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref value, 1)));
}
