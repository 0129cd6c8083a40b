using System.Globalization;
using System.Runtime.CompilerServices;
using Tandem.Media.Relay.Wire;
using Tandem.Wire.Interop;

namespace Tandem.Media.Relay;

/// <summary>Asks a media process once whether it is there, without becoming its signalling: nothing is kept alive by it, no event comes to it.</summary>
public static class RelayProbe
{
    private static int s_count;

    /// <summary>Null when nobody answers in time, or one of another version.</summary>
    public static RelayHello? Ask(string socketPath, TimeSpan patience)
    {
        int number = Interlocked.Increment(ref s_count);
        var own = new LocalPath(string.Create(CultureInfo.InvariantCulture, $"{socketPath}.p{Environment.ProcessId:x}.{number:x}"));
        using LocalSocket? socket = LocalSocket.TryBind(own, out _);
        if (socket is null)
        {
            return null;
        }

        using var memory = new PacketMemory();
        RelayHello? first = AskLoop(socket, socketPath, 0, number, memory, patience);
        for (int loop = 1; loop < first?.Loops; loop++)
        {
            // Each loop has calls of its own: where one hangs, the process does.
            if (AskLoop(socket, socketPath, loop, number, memory, patience) is null)
            {
                return null;
            }
        }

        return first;
    }

    private static RelayHello? AskLoop(LocalSocket socket, string socketPath, int loop, int number, PacketMemory memory, TimeSpan patience)
    {
        Span<byte> hello = stackalloc byte[Unsafe.SizeOf<RelayHeader>()];
        RelayFrame.Write(hello, 0, new RelayHeader { Magic = RelayHeader.Signature, Verb = RelayVerb.Hello, Request = (ulong)number });
        if (!socket.Send(hello, new LocalPath(RelayPaths.OfLoop(socketPath, loop))) || !socket.Wait((int)patience.TotalMilliseconds))
        {
            return null;
        }

        int length = socket.Receive(memory);
        return length >= 0
            && RelayFrame.TryReadHeader(memory.Span(length), out RelayHeader header)
            && header.Verb == (RelayVerb.Hello | RelayVerb.Answer)
            && RelayFrame.TryRead(memory.Span(length), RelayFrame.HeaderSize, out HelloBody body)
            && body.Loops is > 0 and <= RelayPaths.MostLoops
            ? new RelayHello(body.Instance, body.ProcessId, body.Loops, body.Sessions, body.FreePairs, body.AllPairs, body.Collections)
            : null;
    }
}
