using System.Text;

namespace Tandem.Calls.Nat.Probes;

/// <summary>
/// The form of a probe and of its answer, for both ends. A probe is a SIP request for the user <c>nat-check</c>, as a phone would write it; its answer has as its body what the switch has seen, and the
/// probe itself as it arrived. Each byte of that body has its highest bit turned over, so that no ALG on the way back recognises an address in it and "mends" the evidence.
/// </summary>
public static class ProbeForm
{
    public const string User = "nat-check";

    /// <summary>What the sender asks for: <c>echo</c>, <c>other COOKIE</c>, <c>after SECONDS COOKIE</c>.</summary>
    public const string OrderHeader = "X-Nat-Check";

    /// <summary>Makes the question longer than its answer; not given back.</summary>
    public const string PadHeader = "X-Nat-Check-Pad";

    /// <summary>A probe as long as this has an answer that is no longer, and both pass every network whole.</summary>
    public const int QuestionBytes = 1400;

    /// <summary>Longer ones are not looked at.</summary>
    public const int LongestQuestion = 2048;

    /// <summary>The longest silence that may be ordered, seconds.</summary>
    public const int LongestWait = 900;

    /// <summary>Turns the highest bit of each byte over; twice is as before.</summary>
    public static void Mask(Span<byte> bytes)
    {
        foreach (ref byte one in bytes)
        {
            one ^= 0x80;
        }
    }

    /// <summary>A request line that is a probe's: <c>METHOD sip:nat-check@</c>. All that other messages pay for the probes.</summary>
    public static bool IsProbe(ReadOnlySpan<byte> message)
    {
        int at = message[..Math.Min(message.Length, LongestMethod)].IndexOf((byte)' ');
        return at > 0 && message[(at + 1)..].StartsWith("sip:nat-check@"u8);
    }

    /// <summary>The first header line of that name, without its end; empty when there is none. Names are compared without case.</summary>
    public static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = message;
        while (TryNextLine(ref rest, out ReadOnlySpan<byte> line) && !line.IsEmpty)
        {
            if (IsOf(line, name))
            {
                return line;
            }
        }

        return default;
    }

    /// <summary>What stands behind the colon of a header line.</summary>
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line) => line[(line.IndexOf((byte)':') + 1)..].Trim((byte)' ');

    public static bool IsOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        int colon = line.IndexOf((byte)':');
        return colon >= name.Length && Ascii.EqualsIgnoreCase(line[..colon].TrimEnd((byte)' '), name);
    }

    /// <summary>Cuts a line off. False at the end.</summary>
    public static bool TryNextLine(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (rest.IsEmpty)
        {
            return false;
        }

        int end = rest.IndexOf((byte)'\n');
        line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
        rest = end < 0 ? default : rest[(end + 1)..];
        return true;
    }

    private const int LongestMethod = 16;
}
