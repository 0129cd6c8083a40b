using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tandem.Media.Turn;
using Tandem.Server.Media;
using Tandem.Server.Options;
using Tandem.Wire.Flows;

namespace Tandem.Server.Turn;

/// <summary>What <c>up</c> says to its media process about STUN and TURN, and how that reads it.</summary>
internal static class TurnCommandLine
{
    public static IEnumerable<string> Write(UpOptions options, string book)
    {
        if (options.Stun.Count == 0)
        {
            return [];
        }

        List<string> words = ["--turn-ports", TurnPortRange.Text(options.TurnPorts), "--turn-users", book];
        words.AddRange(options.Stun.SelectMany(static point => new[] { "--stun", point.ToString() }));
        words.AddRange(options.TurnAllow.SelectMany(static network => new[] { "--turn-allow", network }));
        words.AddRange(options.Advertise is { } address ? ["--advertise", address.ToString()] : []);
        return words;
    }

    public static bool TryRead(
        string[] stun, string? ports, string[] allow, string[] media, string? advertise, string? book, [NotNullWhen(true)] out TurnOptions? options, out string problem)
    {
        options = null;
        var problems = new List<string>();
        var reader = new StunOptionsReader(problems);
        List<MediaRange> ranges = [.. media.Select(static text => MediaRange.TryParse(text, out MediaRange? range) ? range : null).OfType<MediaRange>()];
        IReadOnlyList<IPEndPoint> points = reader.Points(stun);
        (int low, int high) = reader.Ports(ports, points, ranges);
        IPAddress? shown = null;
        if (advertise is not null && !IPAddress.TryParse(advertise, out shown))
        {
            problems.Add($"--advertise {advertise}: write an IP address");
        }

        HashSet<UInt128> own = OwnAddresses.Read(shown);
        if (!TurnAllowance.TryRead(reader.Allowed(allow), ranges, points, (low, high), own, out IReadOnlyList<TurnNetwork>? networks, out _) || problems.Count > 0)
        {
            problem = string.Join("; ", problems);
            return false;
        }

        problem = "";
        options = new()
        {
            Points = [.. points.Select(static point => NetAddress.From(point))],
            LowPort = low,
            HighPort = high,
            Advertise = shown is null ? null : NetAddress.From(shown, 0),
            Allowed = networks,
            Own = own,
            Book = book ?? "",
        };
        return true;
    }
}
