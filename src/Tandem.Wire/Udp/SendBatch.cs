using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Wire.Udp;

/// <summary>
/// The way out for one thread at a time. Datagrams gather in it until <see cref="Flush"/> (which must follow), and leave in the order in which they were sent. Of those that somebody asks the fate of, only those to
/// where one went a while ago do: of the first the sender learns at once that there is no way, so that a carrier that can't be reached is passed over. One that fails later is lost as it would be on the way,
/// and the next to there is tried at once again.
/// </summary>
public sealed class SendBatch
{
    // A place for each remote by its hash; the one that came last keeps it.
    private const int Places = 1024;
    private readonly WireHub _hub;
    private readonly Action _beforeSends;
    private readonly DatagramSends? _sends = DatagramSends.IsSupported ? new() : null;
    private readonly NetAddress[] _worked = new NetAddress[Places];
    private int _listener;

    internal SendBatch(WireHub hub, Action beforeSends)
    {
        _hub = hub;
        _beforeSends = beforeSends;
    }

    /// <summary>As <see cref="IWire.Send"/>, but that it may wait for <see cref="Flush"/>.</summary>
    public bool Send(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (flow.Transport != TransportKind.Udp)
        {
            return SendNow(flow, message);
        }

        ref NetAddress worked = ref _worked[PlaceOf(flow.Remote)];
        if (worked == flow.Remote && TryGather(flow, message))
        {
            return true;
        }

        Flush();
        bool sent = SendNow(flow, message);
        worked = sent ? flow.Remote : worked == flow.Remote ? default : worked;
        return sent;
    }

    /// <summary>Sends what nobody asks the fate of: it waits for <see cref="Flush"/> wherever it goes.</summary>
    public void Post(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (!TryGather(flow, message))
        {
            Flush();
            SendNow(flow, message);
        }
    }

    /// <summary>What waits leaves now.</summary>
    public void Flush()
    {
        if (_sends is not { Count: > 0 })
        {
            return;
        }

        _beforeSends();
        int count = _sends.Count;
        uint refused = _hub.Send(_listener, _sends);
        for (int i = 0; refused != 0 && i < count; i++)
        {
            if ((refused & (1u << i)) != 0)
            {
                _worked[PlaceOf(_sends.Remote(i))] = default;
            }
        }

        _sends.Clear();
    }

    private bool SendNow(in Flow flow, ReadOnlySpan<byte> message)
    {
        _beforeSends();
        return _hub.Send(flow, message);
    }

    private bool TryGather(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (_sends is null || flow.Transport != TransportKind.Udp || message.Length > DatagramSends.LongestDatagram)
        {
            return false;
        }

        if (_listener != flow.Listener)
        {
            Flush();
            _listener = flow.Listener;
        }

        _sends.Add(flow.Remote, message);
        if (_sends.Count == DatagramSends.Size)
        {
            Flush();
        }

        return true;
    }

    private static int PlaceOf(in NetAddress remote)
    {
        ulong mixed = ((ulong)remote.Ip ^ (ulong)(remote.Ip >> 64) ^ ((ulong)remote.Port << 32)) * 0x9E37_79B9_7F4A_7C15;
        return (int)(mixed >> 54);
    }
}
