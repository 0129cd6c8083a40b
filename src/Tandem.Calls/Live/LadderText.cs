using System.Text;

namespace Tandem.Calls.Live;

/// <summary>A ladder as text, for terminals: the caller on the left, the switch, then each carrier in the order it was tried; an arrow for each message.</summary>
public static class LadderText
{
    private const int ColumnWidth = 28;
    private const int TimeWidth = 11;
    private const string Ours = "tandem";

    /// <summary>Draws the messages in order, with milliseconds since the first. Lines end with a line feed.</summary>
    public static string Draw(IReadOnlyList<LadderMessage> messages)
    {
        if (messages.Count == 0)
        {
            return "";
        }

        List<string> columns = Columns(messages);
        var text = new StringBuilder();
        text.Append(' ', TimeWidth);
        foreach (string column in columns)
        {
            text.Append(Centred(column, ColumnWidth));
        }

        EndLine(text);
        foreach (LadderMessage message in messages)
        {
            text.Append($"{(message.At - messages[0].At).TotalMilliseconds,8:F0} ms");
            int other = columns.IndexOf(Outside(message));
            int ours = columns.IndexOf(Ours);
            Arrow(text, columns.Count, Math.Min(ours, other), Math.Max(ours, other), toRight: message.Sent == ours < other, Label(message));
            EndLine(text);
        }

        return text.ToString();
    }

    /// <summary><c>INVITE (SDP)</c>, <c>180 Ringing</c>, <c>200 OK to BYE</c>.</summary>
    public static string Label(LadderMessage message)
    {
        string head = Encoding.UTF8.GetString(message.Message);
        string[] lines = head.Split('\n', StringSplitOptions.TrimEntries);
        string[] words = lines[0].Split(' ', 3);
        string label = words[0];
        if (words[0].StartsWith("SIP/", StringComparison.OrdinalIgnoreCase) && words.Length > 1)
        {
            label = words.Length > 2 && words[2].Length > 0 ? $"{words[1]} {words[2]}" : words[1];
            string? method = lines.FirstOrDefault(static line => line.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase))?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
            if (method is not null and not "INVITE")
            {
                label = $"{label} to {method}";
            }
        }

        int body = Array.IndexOf(lines, "");
        bool hasSdp = body >= 0 && body + 1 < lines.Length && lines[body + 1].StartsWith("v=0", StringComparison.Ordinal);
        return hasSdp ? $"{label} (SDP)" : label;
    }

    private static List<string> Columns(IReadOnlyList<LadderMessage> messages)
    {
        List<string> columns = [.. messages.Where(static message => message.Leg == 0).Select(Outside).Distinct(), Ours];
        columns.AddRange(messages.Where(static message => message.Leg > 0).Select(Outside).Distinct().Where(column => !columns.Contains(column)));
        return columns;
    }

    private static string Outside(LadderMessage message) => message.Remote;

    private static void Arrow(StringBuilder text, int columns, int left, int right, bool toRight, string label)
    {
        int from = (left * ColumnWidth) + (ColumnWidth / 2);
        int to = (right * ColumnWidth) + (ColumnWidth / 2);
        var line = new StringBuilder(new string(' ', columns * ColumnWidth));
        for (int column = 0; column < columns; column++)
        {
            line[(column * ColumnWidth) + (ColumnWidth / 2)] = '|';
        }

        int width = to - from - 1;
        string shown = label.Length + 4 > width ? label[..Math.Max(0, width - 4)] : label;
        string shaft = Centred($" {shown} ", width, '-');
        shaft = toRight ? $"{shaft[..^1]}>" : $"<{shaft[1..]}";
        line.Remove(from + 1, width).Insert(from + 1, shaft);
        text.Append(line);
    }

    private static string Centred(string text, int width, char fill = ' ')
    {
        string shown = text.Length > width ? text[..width] : text;
        int left = (width - shown.Length) / 2;
        return string.Concat(new string(fill, left), shown, new string(fill, width - shown.Length - left));
    }

    private static void EndLine(StringBuilder text)
    {
        int length = text.Length;
        while (length > 0 && text[length - 1] == ' ')
        {
            length--;
        }

        text.Length = length;
        text.Append('\n');
    }
}
