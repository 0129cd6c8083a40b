using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>Two sockets on an even port and the one after it: RTP and RTCP. Stays open between its calls.</summary>
internal sealed class PortPair(PortRange range, int lowPort) : IDisposable
{
    public PortRange Range => range;

    public int LowPort => lowPort;

    public DatagramSocket? Rtp { get; set; }

    public DatagramSocket? Rtcp { get; set; }

    /// <summary>When it was given back.</summary>
    public long FreedAtNs { get; set; }

    /// <summary>Whose packets come in here; null while it rests, and what comes then is nobody's.</summary>
    public RelayPort? Owner { get; set; }

    /// <summary>Its number in its loop's event set; −1 before it was first there.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Both sockets, as they are, are in the event set. They stay there while the pair rests.</summary>
    public bool IsWatched { get; set; }

    public void Dispose()
    {
        Rtp?.Dispose();
        Rtcp?.Dispose();
        Rtp = null;
        Rtcp = null;
    }
}

/// <summary>
/// The ports of one <c>--media ADDRESS:LOW-HIGH</c>, handed out in pairs. The first pair is taken at random, so that a restart does not hand out the ports of the
/// calls before it; one that was given back rests for the guard time, so that late packets of its old call find nobody. Any thread; a lock for each call, none for packets.
/// </summary>
public sealed class PortRange : IDisposable
{
    // Ports that another program holds are passed over, but not without end within one order.
    private const int MostTries = 32;

    // More than the kernel's buffer holds of small packets.
    private const int MostDrained = 1000;
    private const int TooManyOpen = 24;
    private const int TooManyOpenAnywhere = 23;
    private const int NoSuchAddress = 99;
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Queue<PortPair>> _resting = []; // by the address that their sockets are bound to
    private readonly PacketMemory _drain = new();
    private readonly long _guardNs;
    private readonly int _first;
    private int _untouched;
    private int _taken;

    public PortRange(IPAddress address, int low, int high, TimeSpan guard, Random random)
    {
        Address = NetAddress.From(address, 0);
        Low = low + (low & 1);
        Pairs = Math.Max(0, (high - Low + 1) / 2);
        _guardNs = (long)guard.TotalNanoseconds;
        _first = Pairs == 0 ? 0 : random.Next(Pairs);
        _untouched = Pairs;
    }

    /// <summary>Where sockets are bound: an address of this machine or the wildcard.</summary>
    public NetAddress Address { get; }

    /// <summary>The first even port.</summary>
    public int Low { get; }

    public int Pairs { get; }

    /// <summary>
    /// No socket gets a higher descriptor, and who wants one more is told that there are none: the runtime can't go on when the last one is taken, and the calls in progress must.
    /// </summary>
    public int HighestDescriptor { get; set; } = int.MaxValue;

    /// <summary>Not in use; those that rest count as free.</summary>
    public int Free
    {
        get
        {
            lock (_gate)
            {
                return Pairs - _taken;
            }
        }
    }

    /// <summary>A part of the range, with ports of its own: each loop has one, so that a pair's sockets never change threads. The whole one when it is not to be divided.</summary>
    public PortRange Part(int index, int of)
    {
        if (of <= 1)
        {
            return this;
        }

        int low = Low + (int)((long)Pairs * index / of * 2);
        int end = Low + (int)((long)Pairs * (index + 1) / of * 2);
        return new(Address.ToIPAddress(), low, end - 1, TimeSpan.FromTicks(_guardNs / 100), new Random(_first + index)) { HighestDescriptor = HighestDescriptor };
    }

    /// <summary>Reads <c>ADDRESS:LOW-HIGH</c>, an IPv6 address in brackets.</summary>
    public static bool TryParse(string text, TimeSpan guard, Random random, [NotNullWhen(true)] out PortRange? range)
    {
        range = null;
        int colon = text.LastIndexOf(':');
        string[] ports = colon < 0 ? [] : text[(colon + 1)..].Split('-');
        if (ports.Length != 2
            || !IPAddress.TryParse(text[..colon], out IPAddress? address)
            || !ushort.TryParse(ports[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort low)
            || !ushort.TryParse(ports[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort high)
            || low < 1024 || high <= low)
        {
            return false;
        }

        range = new(address, low, high, guard, random);
        if (range.Pairs == 0)
        {
            range.Dispose();
            range = null;
        }

        return range is not null;
    }

    public bool Serves(in NetAddress local) => local.IsIPv4 == Address.IsIPv4 && (local.Ip == Address.Ip || Address.IsAny || local.IsAny);

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (Queue<PortPair> queue in _resting.Values)
            {
                while (queue.TryDequeue(out PortPair? pair))
                {
                    pair.Dispose();
                }
            }

            _drain.Dispose();
        }
    }

    /// <summary>A pair, its sockets open and empty; the second one only when RTCP is wanted.</summary>
    internal PortPair? Take(in NetAddress local, bool withRtcp, long nowNs, out RelayStatus status)
    {
        NetAddress bind = Address.IsAny && !local.IsAny && local.Ip != UInt128.Zero ? local : Address;
        lock (_gate)
        {
            for (int tries = 0; tries < MostTries; tries++)
            {
                PortPair? pair = Next(bind.Ip, nowNs);
                if (pair is null)
                {
                    break;
                }

                int error = Open(pair, bind, withRtcp);
                if (error == 0)
                {
                    _taken++;
                    status = RelayStatus.Ok;
                    return pair;
                }

                bool isFull = error is TooManyOpen or TooManyOpenAnywhere;
                bool hasRoom = isFull && CloseResting();
                pair.Dispose();
                pair.FreedAtNs = nowNs;
                Rest(pair, bind.Ip);
                if ((isFull && !hasRoom) || error == NoSuchAddress)
                {
                    status = error == NoSuchAddress ? RelayStatus.NoSuchAddress : RelayStatus.DescriptorsExhausted;
                    return null;
                }
            }
        }

        status = RelayStatus.PortsExhausted;
        return null;
    }

    internal void GiveBack(PortPair pair, long nowNs)
    {
        lock (_gate)
        {
            pair.FreedAtNs = nowNs;
            Rest(pair, pair.Rtp?.Local.Ip ?? Address.Ip);
            _taken--;
        }
    }

    /// <summary>One that has rested long enough, whose sockets are open already at this address; else one that never was in use; else one whose sockets are at another address.</summary>
    private PortPair? Next(UInt128 ip, long nowNs)
    {
        if (_resting.TryGetValue(ip, out Queue<PortPair>? here) && TryWake(here, nowNs) is { } rested)
        {
            return rested;
        }

        if (_untouched > 0)
        {
            int index = (_first + Pairs - _untouched--) % Pairs;
            return new(this, Low + (index * 2));
        }

        foreach (Queue<PortPair> queue in _resting.Values)
        {
            if (TryWake(queue, nowNs) is { } other)
            {
                return other;
            }
        }

        return null;
    }

    private PortPair? TryWake(Queue<PortPair> queue, long nowNs) =>
        queue.TryPeek(out PortPair? rested) && nowNs - rested.FreedAtNs >= _guardNs ? queue.Dequeue() : null;

    private void Rest(PortPair pair, UInt128 ip)
    {
        if (!_resting.TryGetValue(ip, out Queue<PortPair>? queue))
        {
            _resting[ip] = queue = new();
        }

        queue.Enqueue(pair);
    }

    /// <summary>Pairs that rest are nobody's: their descriptors serve calls. False: none was open.</summary>
    private bool CloseResting()
    {
        bool any = false;
        foreach (PortPair pair in _resting.Values.SelectMany(static queue => queue))
        {
            any |= pair.Rtp is not null;
            pair.Dispose();
        }

        return any;
    }

    private int Open(PortPair pair, in NetAddress bind, bool withRtcp)
    {
        (DatagramSocket? rtp, DatagramSocket? rtcp) = (pair.Rtp, pair.Rtcp);
        pair.Rtp = OpenOne(pair, rtp, new(bind.Ip, (ushort)pair.LowPort), out int error);
        if (error == 0 && withRtcp)
        {
            pair.Rtcp = OpenOne(pair, rtcp, new(bind.Ip, (ushort)(pair.LowPort + 1)), out error);
        }

        pair.IsWatched &= pair.Rtp == rtp && pair.Rtcp == rtcp;
        return error;
    }

    private DatagramSocket? OpenOne(PortPair pair, DatagramSocket? socket, in NetAddress local, out int error)
    {
        error = 0;
        if (socket is not null && socket.Local == local)
        {
            socket.Disconnect();
            for (int left = pair.IsWatched ? 0 : MostDrained; left > 0 && socket.Receive(_drain, out _) >= 0; left--)
            {
                // What came while it rested is nobody's. Where it is watched it has been thrown away as it came.
            }

            return socket;
        }

        socket?.Dispose();
        DatagramSocket? opened = DatagramSocket.TryOpen(local, out error);
        if (opened is not null && opened.Descriptor > HighestDescriptor)
        {
            opened.Dispose();
            error = TooManyOpen;
            return null;
        }

        return opened;
    }
}
