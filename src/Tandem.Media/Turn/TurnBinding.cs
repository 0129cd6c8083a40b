using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>Whether STUN's places are free: asked before the media process is started, so that what stands in its way is one line.</summary>
public static class TurnBinding
{
    private const int NoRight = 13;
    private const int NoFamily = 97;
    private const int InUse = 98;
    private const int NoSuchAddress = 99;

    /// <summary>Opens all of them and closes them again; the problem is a line, such as <c>udp 203.0.113.5:3478 is in use by another process</c>.</summary>
    public static bool IsFree(IReadOnlyList<NetAddress> points, out string problem)
    {
        var ways = new TurnWays(points);
        for (int way = 0; way < ways.Count; way++)
        {
            using DatagramSocket? socket = DatagramSocket.TryOpen(ways[way], out int error);
            if (socket is null)
            {
                problem = Explain("udp", ways[way], error);
                return false;
            }
        }

        foreach (NetAddress point in points)
        {
            using StreamSocket? listener = StreamSocket.TryListen(point, out int error);
            if (listener is null)
            {
                problem = Explain("tcp", point, error);
                return false;
            }
        }

        problem = "";
        return true;
    }

    internal static string Explain(string transport, in NetAddress point, int error) => $"{transport} {point} " + error switch
    {
        InUse => "is in use by another process",
        NoSuchAddress => "can't be bound: this machine does not have that address",
        NoRight => "can't be bound: ports below 1024 need the right to do so",
        NoFamily => "can't be bound: this machine does not speak that address family",
        _ => $"can't be bound: error {error}",
    };
}
