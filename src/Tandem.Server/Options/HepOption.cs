using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Tandem.Server.Options;

/// <summary>A capture server: <c>ADDRESS:PORT[,ID[,KEY]]</c>.</summary>
/// <param name="Server">Where it takes HEP3.</param>
/// <param name="Id">Capture agent ID that it knows us by.</param>
/// <param name="Key">Its password for agents; empty: none.</param>
internal sealed record HepOption(IPEndPoint Server, uint Id, string Key)
{
    private const uint DefaultId = 2001;
    private const int LongestKey = 64;

    public static bool TryParse(string text, [NotNullWhen(true)] out HepOption? option, out string problem)
    {
        option = null;
        problem = "";
        string[] parts = text.Split(',', 3);
        if (!parts[0].Contains(':', StringComparison.Ordinal) || !IPEndPoint.TryParse(parts[0], out IPEndPoint? server) || server.Port == 0)
        {
            problem = $"{parts[0]}: write ADDRESS:PORT[,ID[,KEY]], such as 192.0.2.9:9060";
            return false;
        }

        uint id = DefaultId;
        if (parts.Length > 1 && !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out id))
        {
            problem = $"{parts[0]}: '{parts[1]}' is no capture agent ID, a whole number up to {uint.MaxValue}";
            return false;
        }

        string key = parts.Length > 2 ? parts[2] : "";
        if (key.Length > LongestKey)
        {
            problem = $"{parts[0]}: the key has {key.Length} characters, {LongestKey} may be";
            return false;
        }

        option = new(server, id, key);
        return true;
    }
}
