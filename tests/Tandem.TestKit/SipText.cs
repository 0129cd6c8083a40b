using System.Text;

namespace Tandem.TestKit;

/// <summary>SIP messages as text, for tests that look at them line by line.</summary>
public static class SipText
{
    /// <summary>An offer or answer that differs by its name; one that is called inactive, sendonly or recvonly is.</summary>
    public static string Sdp(string name, string ip = "127.0.0.9", int port = 4000) =>
        $"v=0\r\no={name} 1 1 IN IP4 127.0.0.9\r\ns=-\r\nc=IN IP4 {ip}\r\nt=0 0\r\nm=audio {port} RTP/AVP 8 0\r\na={(name is "inactive" or "sendonly" or "recvonly" ? name : "sendrecv")}\r\n";

    /// <summary>The start line without addresses, CSeq where it tells something, and whether there is a body.</summary>
    public static string Summary(byte[] message)
    {
        string text = Encoding.UTF8.GetString(message);
        if (!text.Contains('\r', StringComparison.Ordinal))
        {
            return text; // a keep-alive
        }

        string start = text[..text.IndexOf('\r', StringComparison.Ordinal)];
        string cseq = Header(text, "CSeq") ?? "";
        string line = start.StartsWith("SIP/2.0 ", StringComparison.Ordinal)
            ? $"{start[8..]} ({cseq[(cseq.IndexOf(' ', StringComparison.Ordinal) + 1)..]})"
            : start.Replace(" SIP/2.0", "", StringComparison.Ordinal);
        string body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (body.Length == 0)
        {
            return line;
        }

        int owner = body.IndexOf("o=", StringComparison.Ordinal);
        return owner < 0 ? $"{line} +body" : $"{line} +sdp {body[(owner + 2)..].Split(' ')[0]}";
    }

    public static string? Header(string message, string name)
    {
        string start = $"\r\n{name}: ";
        int at = message.IndexOf(start, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        at += start.Length;
        return message[at..message.IndexOf("\r\n", at, StringComparison.Ordinal)];
    }

    public static IReadOnlyList<string> Headers(string message, string name)
    {
        string head = message[..message.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        return
        [
            .. head.Split("\r\n").Skip(1).Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
                .Select(line => line[(name.Length + 1)..].Trim()),
        ];
    }

    /// <summary>A 200 to a request outside a dialog, with what every answer repeats.</summary>
    public static string AnswerTo(string request) =>
        "SIP/2.0 200 OK\r\n" + string.Concat(new[] { "Via", "From", "To", "Call-ID", "CSeq" }.Select(name => $"{name}: {Header(request, name)}\r\n")) + "Content-Length: 0\r\n\r\n";
}
