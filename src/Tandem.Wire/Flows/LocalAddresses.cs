using System.Net;
using System.Net.Sockets;

namespace Tandem.Wire.Flows;

/// <summary>
/// Which of our addresses the kernel would send from to a remote one: asked by connecting a datagram socket (no packet goes out),
/// and remembered in a table of fixed size, where a newcomer takes the place of whoever has its slot. Questions are limited, so
/// that a flood of forged sources costs neither memory nor many system calls: beyond the limit a stranger gets the answer of the
/// one before. IP_PKTINFO would say it per packet, but costs Socket.ReceiveMessageFrom (an allocation and some 2 µs each). On a
/// machine with several addresses on one network, bind each one instead of the wildcard.
/// </summary>
internal sealed class LocalAddresses(TimeProvider time)
{
    private const int SlotBits = 12;
    private const int LivesMs = 60_000; // routes change
    private const int MostPerSecond = 500;
    private static readonly NetAddress Loopback4 = NetAddress.From(IPAddress.Loopback, 0);
    private static readonly NetAddress Loopback6 = NetAddress.From(IPAddress.IPv6Loopback, 0);

    private readonly long _ticksPerMs = Math.Max(1, time.TimestampFrequency / 1000);
    private readonly Lock _gate = new();
    private readonly Entry[] _table = new Entry[1 << SlotBits];
    private NetAddress _latest4 = NetAddress.FromIPv4(0, 0);
    private NetAddress _latest6;
    private long _second;
    private int _asked;

    /// <summary>The source address (port 0), or the wildcard when there is no route.</summary>
    public NetAddress For(in NetAddress remote)
    {
        if (remote.IsLoopback)
        {
            return remote.IsIPv4 ? Loopback4 : Loopback6;
        }

        ulong hash = ((ulong)remote.Ip ^ (ulong)(remote.Ip >> 64)) * 0x9E37_79B9_7F4A_7C15;
        long nowMs = time.GetTimestamp() / _ticksPerMs;
        lock (_gate)
        {
            ref Entry entry = ref _table[hash >> (64 - SlotBits)];
            if (entry.IsUsed && entry.Remote == remote.Ip && nowMs - entry.AtMs <= LivesMs)
            {
                return entry.Local;
            }

            ref NetAddress latest = ref remote.IsIPv4 ? ref _latest4 : ref _latest6;
            if (MayAsk(nowMs))
            {
                latest = Ask(remote);
                entry = new() { IsUsed = true, Remote = remote.Ip, Local = latest, AtMs = nowMs };
            }

            return latest;
        }
    }

    private static NetAddress Ask(in NetAddress remote)
    {
        try
        {
            // A new socket each time: the kernel keeps the source address of a socket's first connect for its later ones.
            IPAddress to = remote.ToIPAddress();
            using Socket probe = new(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            probe.Connect(new IPEndPoint(to, 9));
            if (probe.LocalEndPoint is IPEndPoint local)
            {
                return NetAddress.From(local.Address, 0);
            }
        }
        catch (SocketException)
        {
            // No route: what is sent there will fail, and be counted there.
        }

        return remote.IsIPv4 ? NetAddress.FromIPv4(0, 0) : default;
    }

    private bool MayAsk(long nowMs)
    {
        if (nowMs / 1000 != _second)
        {
            _second = nowMs / 1000;
            _asked = 0;
        }

        return _asked++ < MostPerSecond;
    }

    private struct Entry
    {
        public bool IsUsed;
        public UInt128 Remote;
        public NetAddress Local;
        public long AtMs;
    }
}
