using System.Globalization;
using System.Net;
using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Nat.Probes;

/// <summary>What the switch says of a probe.</summary>
/// <param name="What"><c>echo</c>, <c>other</c>, <c>waits</c> (the silence begins) or <c>after</c> (it is over).</param>
/// <param name="Source">Where the probe came from, as the switch sees it.</param>
/// <param name="Ports">The UDP ports of the switch.</param>
/// <param name="Cookie">To be shown with further orders.</param>
/// <param name="Arrived">The probe as it arrived; empty but in an echo.</param>
public sealed record ProbeAnswer(string What, NetAddress Source, IReadOnlyList<int> Ports, string Cookie, byte[] Arrived)
{
    /// <summary>Whose answer this is, by its Call-ID; empty when it is none.</summary>
    public static string TokenOf(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> callId = ProbeForm.Value(ProbeForm.Line(message, "Call-ID"u8));
        int at = callId.IndexOf((byte)'@');
        return Encoding.Latin1.GetString(at < 0 ? callId : callId[..at]);
    }

    /// <summary>False: it is no answer of a switch that knows probes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ProbeAnswer? answer)
    {
        answer = null;
        int head = message.IndexOf("\r\n\r\n"u8);
        if (head < 0 || !message.StartsWith("SIP/2.0 404"u8))
        {
            return false;
        }

        byte[] body = message[(head + 4)..].ToArray();
        ProbeForm.Mask(body);
        ReadOnlySpan<byte> rest = body;
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (ProbeForm.TryNextLine(ref rest, out ReadOnlySpan<byte> line) && !line.IsEmpty)
        {
            int equals = line.IndexOf((byte)'=');
            if (equals > 0)
            {
                facts[Encoding.Latin1.GetString(line[..equals])] = Encoding.Latin1.GetString(line[(equals + 1)..]);
            }
        }

        if (!facts.TryGetValue("answer", out string? what) || !IPEndPoint.TryParse(facts.GetValueOrDefault("source", ""), out IPEndPoint? source))
        {
            return false;
        }

        int[] ports = [.. facts.GetValueOrDefault("udp", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0)];
        answer = new(what, NetAddress.From(source), ports, facts.GetValueOrDefault("cookie", ""), rest.ToArray());
        return true;
    }
}
