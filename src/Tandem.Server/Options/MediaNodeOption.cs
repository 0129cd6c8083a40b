using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Tandem.Server.Options;

/// <summary>An rtpengine on another machine: <c>--media-node NAME=rtpengine:HOST:PORT[,WEIGHT]</c>.</summary>
/// <param name="Name">How records and explanations call it.</param>
/// <param name="Address">Where it takes the NG protocol over UDP.</param>
/// <param name="Weight">Its share of the calls beside the other nodes'.</param>
internal sealed record MediaNodeOption(string Name, IPEndPoint Address, int Weight)
{
    /// <summary>The weight of a node that says none, and of the switch's own media process.</summary>
    public const int UsualWeight = 100;

    private const int MostWeight = 10_000;
    private const string Kind = "rtpengine:";

    public static bool TryParse(string text, [NotNullWhen(true)] out MediaNodeOption? node, out string problem)
    {
        node = null;
        problem = $"'{text}': write NAME=rtpengine:ADDRESS:PORT[,WEIGHT], such as media-1=rtpengine:192.0.2.10:2223";
        string[] parts = text.Split('=', 2);
        if (parts.Length != 2 || parts[0].Length is 0 or > 32 || !parts[0].All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            || !parts[1].StartsWith(Kind, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string[] place = parts[1][Kind.Length..].Split(',', 2);
        int weight = UsualWeight;
        bool weighs = place.Length == 1 || (int.TryParse(place[1], NumberStyles.None, CultureInfo.InvariantCulture, out weight) && weight <= MostWeight);
        if (!weighs || !place[0].Contains(':', StringComparison.Ordinal) || !IPEndPoint.TryParse(place[0], out IPEndPoint? address) || address.Port == 0)
        {
            return false;
        }

        node = new(parts[0], address, weight);
        problem = "";
        return true;
    }
}
