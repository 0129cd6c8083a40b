using System.Text.RegularExpressions;

namespace Tandem.Scenarios.Nat;

/// <summary>A datagram on its way through a scripted ALG, to be altered. What nobody alters leaves byte for byte as it came.</summary>
internal sealed partial class AlgPacket
{
    private const string LineEnd = "\r\n";
    private readonly string _text;
    private readonly string _body = "";

    /// <param name="text">The datagram, an octet a character.</param>
    public AlgPacket(string text)
    {
        _text = text;
        int head = text.IndexOf(LineEnd + LineEnd, StringComparison.Ordinal);
        if (head <= 0 || !text.AsSpan(0, text.IndexOf(LineEnd, StringComparison.Ordinal)).Contains("SIP/2.0", StringComparison.Ordinal))
        {
            return;
        }

        string[] lines = text[..head].Split(LineEnd);
        IsSip = true;
        StartLine = lines[0];
        Headers = [.. lines[1..]];
        _body = Body = text[(head + 4)..];
    }

    public bool IsSip { get; }

    public string StartLine { get; set; } = "";

    /// <summary>Header lines, with their names, without the line's end.</summary>
    public List<string> Headers { get; } = [];

    public string Body { get; set; } = "";

    public bool IsResponse => StartLine.StartsWith("SIP/2.0 ", StringComparison.Ordinal);

    /// <summary>The request's method; empty for a response, and for what is no SIP.</summary>
    public string Method => IsResponse ? "" : StartLine.Split(' ')[0];

    /// <summary>How often it goes on; 0: it is lost.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>What goes back to where the datagram came from.</summary>
    public string? Answer { get; set; }

    /// <summary>Content-Length stays as it was, whatever becomes of the body.</summary>
    public bool KeepsLength { get; set; }

    /// <summary>The datagram as it leaves.</summary>
    public string Text => IsSip ? string.Join(LineEnd, [StartLine, .. Headers.Select(Counted), "", Body]) : _text;

    /// <summary>The value of the first header of this name.</summary>
    public string Header(string name) => Headers.FirstOrDefault(line => Has(line, name))?[(name.Length + 1)..].Trim() ?? "";

    /// <summary>Each value of the headers of this name becomes what is said here.</summary>
    public void Change(string name, Func<string, string> value)
    {
        for (int i = 0; i < Headers.Count; i++)
        {
            if (Has(Headers[i], name))
            {
                Headers[i] = $"{Headers[i][..name.Length]}: {value(Headers[i][(name.Length + 1)..].Trim())}";
            }
        }
    }

    public void Remove(string name) => Headers.RemoveAll(line => Has(line, name));

    private static bool Has(string line, string name) => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);

    private string Counted(string line) => Body != _body && !KeepsLength ? Length().Replace(line, $"Content-Length: {Body.Length}") : line;

    [GeneratedRegex("^Content-Length:.*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Length();
}
