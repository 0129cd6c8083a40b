using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tandem.Media.Turn;
using Tandem.Server.Options;
using Tandem.Wire.Flows;

namespace Tandem.Server.Turn;

/// <summary>
/// What <c>--turn-allow</c> says beside networks: <c>media</c>, the ports of the switch's own media and TURN, which are at our own addresses. Not at loopback, where nobody's media is, unless it is
/// bound there by name.
/// </summary>
internal static class TurnAllowance
{
    public const string Media = "media";

    public static bool IsGood(string text) => text == Media || TurnNetwork.TryParse(text, out _);

    /// <summary>All that may be relayed to; <paramref name="problem"/> is the first text that is neither.</summary>
    public static bool TryRead(
        IEnumerable<string> texts, IReadOnlyList<MediaRange> media, IReadOnlyList<IPEndPoint> points, (int Low, int High) ports, IReadOnlySet<UInt128> own,
        [NotNullWhen(true)] out IReadOnlyList<TurnNetwork>? networks, out string problem)
    {
        var found = new List<TurnNetwork>();
        (networks, problem) = (found, "");
        foreach (string text in texts)
        {
            if (text == Media)
            {
                found.AddRange(media.SelectMany(range => At(range.Address, range.Low, range.High, own)));
                found.AddRange(points.SelectMany(point => At(point.Address, ports.Low, ports.High, own)));
            }
            else if (TurnNetwork.TryParse(text, out TurnNetwork? network))
            {
                found.Add(network.Value);
            }
            else
            {
                (networks, problem) = (null, text);
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<TurnNetwork> At(IPAddress address, int low, int high, IReadOnlySet<UInt128> own)
    {
        var bound = NetAddress.From(address, 0);
        return bound.IsAny
            ? own.Select(static ip => new NetAddress(ip, 0)).Where(one => one.IsIPv4 == bound.IsIPv4 && !one.IsLoopback).Select(one => new TurnNetwork(one.Ip, 128, low, high))
            : [new TurnNetwork(bound.Ip, 128, low, high)];
    }
}
