using Tandem.Wire.Tcp;

namespace Tandem.Fuzz.Targets;

/// <summary>A TCP, TLS or WebSocket stream, in segments: the first byte says how long each is.</summary>
internal sealed class StreamTarget : FuzzTarget
{
    private const int Headers = 16 * 1024;
    private const int Body = 32 * 1024;

    public override IEnumerable<byte[]> Seeds() =>
        Carried("Torture").Select(static message => (byte[])[40, .. message]).Append([3, .. "\r\n\r\n\r\n"u8]).Concat(Carried("Seeds/stream"));

    public override void Take(byte[] input)
    {
        if (input.Length < 2)
        {
            return;
        }

        // Many cuts in a long stream would take long, and find no more.
        int step = Math.Max(input[0] + 1, input.Length / 256);
        var framer = new StreamFramer(Headers, Body);
        for (int at = 1; at < input.Length; at += step)
        {
            framer.Append(input.AsSpan(at, Math.Min(step, input.Length - at)));
            FrameKind kind;
            while ((kind = framer.Next(out ReadOnlySpan<byte> message)) is FrameKind.Message or FrameKind.Ping)
            {
                Must(kind == FrameKind.Ping || message.Length > 0, "a message has octets");
            }

            _ = framer.IsPartial;
            if (kind == FrameKind.Fault)
            {
                return;
            }
        }
    }
}
