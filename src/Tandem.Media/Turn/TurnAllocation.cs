using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>One client's port, with its permissions and channels. RFC 8656 §3.2, §9, §12. Searching allocates nothing; there are few of each.</summary>
internal sealed class TurnAllocation(in TurnClient client, DatagramSocket socket, in NetAddress relayed, UInt128 user) : IDisposable
{
    public const int MostPermissions = 64;
    public const int MostChannels = 64;
    public const ushort FirstChannel = 0x4000;

    // RFC 8656 §12 leaves clients a quarter of this; those of RFC 5766 use all of it.
    public const ushort LastChannel = 0x7FFE;

    private const long PermissionMs = 300_000;
    private const long ChannelMs = 600_000;
    private const int FirstRoom = 4;
    private Permission[] _permissions = [];
    private Channel[] _channels = [];
    private int _permissionCount;
    private int _channelCount;
    private int _lastPermission;
    private int _lastChannel;

    public TurnClient Client { get; } = client;

    public DatagramSocket Socket => socket;

    /// <summary>What the client has been told.</summary>
    public NetAddress Relayed { get; } = relayed;

    public UInt128 User => user;

    /// <summary>Of the request that made it: the same once more is answered the same. RFC 8656 §7.2.</summary>
    public UInt128 Transaction { get; init; }

    /// <summary>For the port after this one, when the client wanted two; else 0.</summary>
    public ulong Token { get; init; }

    /// <summary>Its place in the table.</summary>
    public int Slot { get; set; } = -1;

    public long UntilMs { get; set; }

    public int Permissions => _permissionCount;

    public int Channels => _channelCount;

    /// <summary>Whether packets may pass between the client and this host.</summary>
    public bool MayPass(UInt128 host, long nowMs)
    {
        int at = FindPermission(host);
        return at >= 0 && _permissions[at].UntilMs > nowMs;
    }

    /// <summary>Whether so many hosts more would fit.</summary>
    public bool HasRoomFor(int hosts, long nowMs)
    {
        DropOldPermissions(nowMs);
        return _permissionCount + hosts <= MostPermissions;
    }

    public void Permit(UInt128 host, long nowMs)
    {
        int at = FindPermission(host);
        if (at < 0)
        {
            Grow(ref _permissions, _permissionCount);
            at = _permissionCount++;
        }

        _permissions[at] = new() { Host = host, UntilMs = nowMs + PermissionMs };
    }

    /// <summary>Binds, or binds anew for its time; false when the number has another peer or the peer another number. RFC 8656 §12.2.</summary>
    public bool TryBind(ushort number, in NetAddress peer, long nowMs, out bool isFull)
    {
        isFull = false;
        DropOldChannels(nowMs);
        int at = FindChannel(number);
        if (at >= 0 ? _channels[at].Peer != peer : FindChannel(peer) >= 0)
        {
            return false;
        }

        if (at < 0)
        {
            isFull = _channelCount == MostChannels || !HasRoomFor(1, nowMs);
            if (isFull)
            {
                return false;
            }

            Grow(ref _channels, _channelCount);
            at = _channelCount++;
        }

        _channels[at] = new() { Number = number, Peer = peer, UntilMs = nowMs + ChannelMs };
        Permit(peer.Ip, nowMs);
        return true;
    }

    /// <summary>The peer of a channel.</summary>
    public bool TryFindPeer(ushort number, long nowMs, out NetAddress peer)
    {
        int at = FindChannel(number);
        peer = at >= 0 ? _channels[at].Peer : default;
        return at >= 0 && _channels[at].UntilMs > nowMs;
    }

    /// <summary>The channel of a peer, 0 when it has none.</summary>
    public ushort ChannelOf(in NetAddress peer, long nowMs)
    {
        int at = FindChannel(peer);
        return at >= 0 && _channels[at].UntilMs > nowMs ? _channels[at].Number : (ushort)0;
    }

    public void Dispose() => socket.Dispose();

    private int FindPermission(UInt128 host)
    {
        if (_lastPermission < _permissionCount && _permissions[_lastPermission].Host == host)
        {
            return _lastPermission;
        }

        for (int i = 0; i < _permissionCount; i++)
        {
            if (_permissions[i].Host == host)
            {
                return _lastPermission = i;
            }
        }

        return -1;
    }

    private int FindChannel(ushort number)
    {
        if (_lastChannel < _channelCount && _channels[_lastChannel].Number == number)
        {
            return _lastChannel;
        }

        for (int i = 0; i < _channelCount; i++)
        {
            if (_channels[i].Number == number)
            {
                return _lastChannel = i;
            }
        }

        return -1;
    }

    private int FindChannel(in NetAddress peer)
    {
        if (_lastChannel < _channelCount && _channels[_lastChannel].Peer == peer)
        {
            return _lastChannel;
        }

        for (int i = 0; i < _channelCount; i++)
        {
            if (_channels[i].Peer == peer)
            {
                return _lastChannel = i;
            }
        }

        return -1;
    }

    private void DropOldPermissions(long nowMs)
    {
        for (int i = _permissionCount - 1; i >= 0; i--)
        {
            if (_permissions[i].UntilMs <= nowMs)
            {
                _permissions[i] = _permissions[--_permissionCount];
            }
        }
    }

    private void DropOldChannels(long nowMs)
    {
        for (int i = _channelCount - 1; i >= 0; i--)
        {
            if (_channels[i].UntilMs <= nowMs)
            {
                _channels[i] = _channels[--_channelCount];
            }
        }
    }

    private static void Grow<T>(ref T[] items, int count)
    {
        if (count == items.Length)
        {
            Array.Resize(ref items, Math.Max(FirstRoom, count * 2));
        }
    }

    private struct Permission
    {
        public UInt128 Host;
        public long UntilMs;
    }

    private struct Channel
    {
        public NetAddress Peer;
        public ushort Number;
        public long UntilMs;
    }
}
