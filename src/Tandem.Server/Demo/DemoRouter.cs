using System.Net;
using System.Text;

namespace Tandem.Server.Demo;

/// <summary>
/// A home router in front of a simulated phone, with a SIP ALG that means well: over the phone's address it writes its own, in Contact with a port of its table where nobody listens, and in the
/// description. Via it forgets. So that the NAT doctor has something to find.
/// </summary>
internal sealed class DemoRouter(IPAddress outside)
{
    private const int TablePort = 61_002;
    private const string EndOfHead = "\r\n\r\n";
    private const string Length = "Content-Length:";

    /// <summary>Where the phone is, behind it.</summary>
    public IPEndPoint Phone { get; } = new(new IPAddress([192, 168, 1, 20]), 5060);

    /// <summary>A message of the phone as it leaves the router.</summary>
    public byte[] Pass(byte[] message)
    {
        string text = Encoding.UTF8.GetString(message);
        int end = text.IndexOf(EndOfHead, StringComparison.Ordinal);
        if (end < 0)
        {
            return message;
        }

        string body = Altered(text[(end + EndOfHead.Length)..], "c=", Phone.Address.ToString(), outside.ToString());
        string head = Altered(text[..end], "Contact:", Phone.ToString(), $"{outside}:{TablePort}");
        string[] lines = [.. head.Split("\r\n").Select(line => line.StartsWith(Length, StringComparison.OrdinalIgnoreCase) ? $"{Length} {Encoding.UTF8.GetByteCount(body)}" : line)];
        return Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + EndOfHead + body);
    }

    private static string Altered(string text, string line, string from, string to) =>
        string.Join("\r\n", text.Split("\r\n").Select(one => one.StartsWith(line, StringComparison.OrdinalIgnoreCase) ? one.Replace(from, to, StringComparison.Ordinal) : one));
}
