using System.Buffers.Binary;
using System.Text;

namespace Tandem.Calls.Live;

/// <summary>
/// A ladder as a capture with words beside it: pcapng (draft-ietf-opsawg-pcapng), one section, one interface of raw IP, times in microseconds. Wireshark shows the comment of the section among the
/// capture's properties and that of a packet above it.
/// </summary>
public static class PcapNg
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort EndOfOptions = 0;
    private const ushort Comment = 1;
    private const ushort InterfaceName = 2;
    private const ushort UserApplication = 4;
    private const int LongestOption = 60_000;
    private const int BlockFrame = 12;

    /// <summary>Writes the capture.</summary>
    /// <param name="messages">In the order they passed.</param>
    /// <param name="about">What the capture is of: the comment of the section; "" for none.</param>
    /// <param name="words">The comment of a message; "" for none.</param>
    /// <param name="output">Where to.</param>
    public static void Write(IReadOnlyList<LadderMessage> messages, string about, Func<LadderMessage, string> words, Stream output)
    {
        Span<byte> section = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(section, ByteOrderMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(section[4..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(section[6..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(section[8..], -1); // how long the section is need not be said
        WriteBlock(output, SectionHeader, section, [], [(Comment, about), (UserApplication, "tandem")]);

        Span<byte> link = stackalloc byte[8];
        link.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(link, CapturePackets.LinkTypeRaw);
        BinaryPrimitives.WriteInt32LittleEndian(link[4..], CapturePackets.SnapLength);
        WriteBlock(output, InterfaceDescription, link, [], [(InterfaceName, "sip")]);

        var packets = new CapturePackets();
        Span<byte> head = stackalloc byte[20];
        foreach (LadderMessage message in messages)
        {
            if (packets.TryMake(message, out byte[]? packet))
            {
                ulong microseconds = (ulong)((message.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
                BinaryPrimitives.WriteUInt32LittleEndian(head, 0);
                BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)(microseconds >> 32));
                BinaryPrimitives.WriteUInt32LittleEndian(head[8..], (uint)microseconds);
                BinaryPrimitives.WriteInt32LittleEndian(head[12..], packet.Length);
                BinaryPrimitives.WriteInt32LittleEndian(head[16..], packet.Length);
                WriteBlock(output, EnhancedPacket, head, packet, [(Comment, words(message))]);
            }
        }
    }

    /// <summary>Type and length, the fixed part, what is captured, options, the length again; each padded to four bytes.</summary>
    private static void WriteBlock(Stream output, uint type, ReadOnlySpan<byte> head, ReadOnlySpan<byte> captured, ReadOnlySpan<(ushort Code, string Text)> options)
    {
        using var tail = new MemoryStream();
        foreach ((ushort code, string text) in options)
        {
            WriteOption(tail, code, Encoding.UTF8.GetBytes(text));
        }

        if (tail.Length > 0)
        {
            tail.Write([(byte)EndOfOptions, 0, 0, 0]);
        }

        Span<byte> word = stackalloc byte[4];
        uint length = (uint)(BlockFrame + head.Length + Padded(captured.Length) + tail.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(word, type);
        output.Write(word);
        BinaryPrimitives.WriteUInt32LittleEndian(word, length);
        output.Write(word);
        output.Write(head);
        WritePadded(output, captured);
        output.Write(tail.GetBuffer().AsSpan(0, (int)tail.Length));
        output.Write(word);
    }

    private static void WriteOption(Stream output, ushort code, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        text = text[..Math.Min(text.Length, LongestOption)];
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, code);
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)text.Length);
        output.Write(head);
        WritePadded(output, text);
    }

    private static void WritePadded(Stream output, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> padding = [0, 0, 0];
        output.Write(bytes);
        output.Write(padding[..(Padded(bytes.Length) - bytes.Length)]);
    }

    private static int Padded(int length) => (length + 3) & ~3;
}
