using System.Net;

namespace Tandem.Sip.Transport;

/// <summary>
/// The names that the machine's operator has given addresses by hand (hosts(5)); they win over DNS, as everywhere else on it.
/// </summary>
internal static class HostsFile
{
    public static IReadOnlyList<IPAddress> Find(string? path, string host)
    {
        var found = new List<IPAddress>();
        if (path is not null && File.Exists(path))
        {
            foreach (string line in File.ReadLines(path))
            {
                string[] words = line.Split('#')[0].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                bool isNamed = words.Skip(1).Contains(host, StringComparer.OrdinalIgnoreCase);
                if (isNamed && IPAddress.TryParse(words[0], out IPAddress? address))
                {
                    found.Add(address);
                }
            }
        }

        // RFC 6761 §6.3: localhost is never asked of a name server.
        if (found.Count == 0 && string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            found.AddRange([IPAddress.Loopback, IPAddress.IPv6Loopback]);
        }

        return found;
    }
}
