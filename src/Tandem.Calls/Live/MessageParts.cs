using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Calls.Live;

/// <summary>
/// A message taken apart for people to look at, whether it is a right one or not: start line, headers in order with their long names, and the lines of its body. Unlike the parser's, a fold (RFC 3261
/// §7.3.1) is undone and a line that is no header has the name <c>""</c>.
/// </summary>
internal sealed record MessageParts(string StartLine, IReadOnlyList<(string Name, string Value)> Headers, string ContentType, IReadOnlyList<string> Body)
{
    public bool IsResponse => StartLine.StartsWith("SIP/2.0 ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of a response; else 0.</summary>
    public int Status => IsResponse && int.TryParse(StartLine.AsSpan(8, Math.Min(3, StartLine.Length - 8)), out int status) ? status : 0;

    /// <summary>Of a request its own, of a response that of what it answers; "" when it can't be seen.</summary>
    public string Method => (IsResponse ? First("CSeq").Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var asked, ..] ? asked : "" : StartLine.Split(' ')[0]).ToUpperInvariant();

    public string RequestUri => !IsResponse && StartLine.Split(' ') is [_, var uri, ..] ? uri : "";

    public static MessageParts Of(LadderMessage message)
    {
        string text = Encoding.UTF8.GetString(message.Message);
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        int plain = text.IndexOf("\n\n", StringComparison.Ordinal);
        (int length, int gap) = end >= 0 && (plain < 0 || end < plain) ? (end, 4) : plain >= 0 ? (plain, 2) : (text.Length, 0);
        string[] lines = text[..length].Split('\n', StringSplitOptions.None);
        var headers = new List<(string Name, string Value)>();
        foreach (string raw in lines.Skip(1))
        {
            string line = raw.TrimEnd('\r');
            if (line.Length > 0 && line[0] is ' ' or '\t' && headers.Count > 0)
            {
                headers[^1] = (headers[^1].Name, $"{headers[^1].Value} {line.Trim()}");
            }
            else if (line.Length > 0)
            {
                headers.Add(Header(line));
            }
        }

        string type = headers.Find(static header => Is(header.Name, "Content-Type")).Value ?? "";
        string[] body = text[(length + gap)..].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(lines[0].Trim(), headers, type.Split(';')[0].Trim(), body);
    }

    /// <summary>The first value of a header, or "".</summary>
    public string First(string name) => Headers.FirstOrDefault(header => Is(header.Name, name)).Value ?? "";

    private static (string Name, string Value) Header(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return ("", line);
        }

        string name = line[..colon].Trim();
        HeaderId known = HeaderNames.Find(Encoding.UTF8.GetBytes(name));
        return (known == HeaderId.Other ? name : Encoding.UTF8.GetString(HeaderNames.Name(known)), line[(colon + 1)..].Trim());
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
