using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>At which of our addresses a client's port is opened, and which one it is told.</summary>
internal sealed class TurnLocals(TurnOptions options, TurnWays ways)
{
    // Any public host: where a client of one family asks for a port of the other, and we listen at all addresses.
    private static readonly NetAddress Somewhere4 = NetAddress.FromIPv4(0x0101_0101, 9);
    private static readonly NetAddress Somewhere6 = new(new UInt128(0x2606_4700_4700_0000, 0x1111), 9);

    /// <summary>False when nothing of this family is served.</summary>
    public bool TryFind(in TurnClient client, bool isIPv4, out UInt128 local, out NetAddress shown)
    {
        (local, shown) = (default, default);
        if (!TryFindPoint(client, isIPv4, out NetAddress point))
        {
            return false;
        }

        if (point.IsAny)
        {
            NetAddress remote = client.Address.IsIPv4 == isIPv4 ? client.Address : isIPv4 ? Somewhere4 : Somewhere6;
            if (!DatagramSocket.TryFindLocal(remote, out point))
            {
                return false;
            }
        }

        local = point.Ip;
        shown = options.Advertise is { } advertised && advertised.IsIPv4 == isIPv4 && !point.IsLoopback ? advertised : point;
        return true;
    }

    /// <summary>The very one that the client speaks to, else the first of the family.</summary>
    private bool TryFindPoint(in TurnClient client, bool isIPv4, out NetAddress point)
    {
        point = client.IsStream ? default : ways[client.Way];
        for (int way = 0; way < ways.Count && (client.IsStream || point.IsIPv4 != isIPv4); way++)
        {
            point = ways[way];
            if (point.IsIPv4 == isIPv4)
            {
                return true;
            }
        }

        return !client.IsStream && point.IsIPv4 == isIPv4;
    }
}
