using System.Net;
using System.Net.Sockets;
using Tandem.Server.Turn;

namespace Tandem.Server.Options;

/// <summary>The options of STUN and TURN; every problem is one line.</summary>
internal sealed class StunOptionsReader(ICollection<string> problems)
{
    public const string Example = "203.0.113.5:3478";
    private const int MostOfFamily = 2;

    public IReadOnlyList<IPEndPoint> Points(IReadOnlyList<string> texts)
    {
        var points = new List<IPEndPoint>();
        foreach (string text in texts)
        {
            if (!IPEndPoint.TryParse(text, out IPEndPoint? point) || point.Port == 0 || !text.Contains(':'))
            {
                problems.Add($"--stun {text}: write ADDRESS:PORT, such as {Example} or [2001:db8::5]:3478");
            }
            else if (points.Contains(point))
            {
                problems.Add($"--stun {text}: is given twice");
            }
            else
            {
                points.Add(point);
            }
        }

        foreach (IGrouping<AddressFamily, IPEndPoint> family in points.GroupBy(static point => point.AddressFamily).Where(static family => family.Count() > 1))
        {
            if (family.Count() > MostOfFamily)
            {
                problems.Add($"--stun {family.Last()}: at most two of one address family");
            }
            else if (family.Any(static point => point.Address.Equals(IPAddress.Any) || point.Address.Equals(IPAddress.IPv6Any)))
            {
                problems.Add($"--stun {family.Last()}: where there are two, both name an address, as clients are told the other one");
            }
        }

        return points;
    }

    public (int Low, int High) Ports(string? text, IReadOnlyList<IPEndPoint> points, IReadOnlyList<MediaRange> media)
    {
        if (!TurnPortRange.TryParse(text ?? TurnPortRange.Default, out (int Low, int High) range))
        {
            problems.Add($"--turn-ports {text}: write LOW-HIGH, such as {TurnPortRange.Default}");
        }
        else if (points.Count > 0 && media.FirstOrDefault(one => range.Low <= one.High && one.Low <= range.High) is { } both)
        {
            problems.Add($"--turn-ports {TurnPortRange.Text(range)}: --media {both} has some of these ports");
        }

        return range;
    }

    public IReadOnlyList<string> Allowed(IReadOnlyList<string> texts)
    {
        foreach (string text in texts.Where(static text => !TurnAllowance.IsGood(text)))
        {
            problems.Add($"--turn-allow {text}: write a network such as 10.0.0.0/8, an address, or media");
        }

        return texts;
    }
}
