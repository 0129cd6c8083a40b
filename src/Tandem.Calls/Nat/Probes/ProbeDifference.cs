using System.Text;

namespace Tandem.Calls.Nat.Probes;

/// <summary>Bytes that are not as they were sent.</summary>
/// <param name="Part">The header or line of the description; <c>request line</c>.</param>
/// <param name="SentAt">Where in the probe the first differing byte was, from 0; −1 when the line was added.</param>
/// <param name="ArrivedAt">Where it is now; −1 when the line was taken out.</param>
/// <param name="Sent">The bytes that were there.</param>
/// <param name="Arrived">The bytes that are there now.</param>
/// <param name="SentLine">The whole line as it was sent.</param>
/// <param name="ArrivedLine">The whole line as it arrived.</param>
public sealed record ByteChange(string Part, int SentAt, int ArrivedAt, string Sent, string Arrived, string SentLine, string ArrivedLine);

/// <summary>A probe as it was sent beside the probe as it arrived, line by line and byte by byte.</summary>
public static class ProbeDifference
{
    public static IReadOnlyList<ByteChange> Between(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> arrived)
    {
        List<Line> before = Lines(sent);
        List<Line> after = Lines(arrived);
        List<ByteChange> changes = [];

        // First those that came as they went, wherever they stand now; then what is left is matched by name.
        foreach (Line line in before.ToArray())
        {
            int same = after.FindIndex(other => other.Text == line.Text);
            if (same >= 0)
            {
                after.RemoveAt(same);
                before.Remove(line);
            }
        }

        foreach (Line line in before)
        {
            int renamed = after.FindIndex(other => string.Equals(other.Part, line.Part, StringComparison.OrdinalIgnoreCase));
            if (renamed < 0)
            {
                changes.Add(new(line.Part, line.At, -1, line.Text, "", line.Text, ""));
            }
            else
            {
                changes.Add(Compare(line, after[renamed]));
                after.RemoveAt(renamed);
            }
        }

        changes.AddRange(after.Select(static line => new ByteChange(line.Part, -1, line.At, "", line.Text, "", line.Text)));
        return changes;
    }

    /// <summary>The changes as the doctor takes them.</summary>
    public static IReadOnlyList<NatChange> Told(IReadOnlyList<ByteChange> changes) => [.. changes.Select(static change => new NatChange(change.Part, ValueOf(change.SentLine), ValueOf(change.ArrivedLine)))];

    private static ByteChange Compare(Line sent, Line arrived)
    {
        int start = 0;
        while (start < sent.Text.Length && start < arrived.Text.Length && sent.Text[start] == arrived.Text[start])
        {
            start++;
        }

        int end = 0;
        while (end < sent.Text.Length - start && end < arrived.Text.Length - start && sent.Text[^(end + 1)] == arrived.Text[^(end + 1)])
        {
            end++;
        }

        return new(sent.Part, sent.At + start, arrived.At + start, sent.Text[start..^end], arrived.Text[start..^end], sent.Text, arrived.Text);
    }

    private static List<Line> Lines(ReadOnlySpan<byte> message)
    {
        List<Line> lines = [];
        ReadOnlySpan<byte> rest = message;
        bool isBody = false;
        int at = 0;
        while (ProbeForm.TryNextLine(ref rest, out ReadOnlySpan<byte> bytes))
        {
            string text = Encoding.Latin1.GetString(bytes);
            if (text.Length > 0)
            {
                lines.Add(new(PartOf(text, lines.Count == 0, isBody), at, text));
            }

            isBody |= text.Length == 0;
            at = message.Length - rest.Length;
        }

        return lines;
    }

    private static string PartOf(string line, bool isFirst, bool isBody)
    {
        if (isFirst)
        {
            return "request line";
        }

        if (isBody)
        {
            int value = line.StartsWith("a=", StringComparison.Ordinal) ? line.IndexOf(':', StringComparison.Ordinal) : line.IndexOf('=', StringComparison.Ordinal) + 1;
            return $"SDP {(value > 0 ? line[..value] : line)}";
        }

        int colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? line : line[..colon].TrimEnd() switch
        {
            "v" => "Via",
            "m" => "Contact",
            "i" => "Call-ID",
            "f" => "From",
            "t" => "To",
            "l" => "Content-Length",
            "c" => "Content-Type",
            var name => name,
        };
    }

    private static string ValueOf(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 ? line[(colon + 2)..] : line;
    }

    private sealed record Line(string Part, int At, string Text);
}
