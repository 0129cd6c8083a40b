using System.Buffers.Binary;

namespace Tandem.Calls.Live;

/// <summary>
/// Where the ladders of one shard have a line already: most lines of a call's messages come several times, and are packed once. A fixed table that forgets; whoever finds
/// a line here compares it.
/// </summary>
public sealed class LadderLines
{
    /// <summary>Shorter lines are not worth a reference.</summary>
    internal const int Shortest = sizeof(ulong);

    private const int PlaceBits = 16;
    private readonly Entry[] _entries = new Entry[1 << PlaceBits];
    private int _lastTag;

    /// <summary>A number for one ladder's life.</summary>
    internal int NextTag() => ++_lastTag;

    internal bool TryFind(int tag, ReadOnlySpan<byte> line, out int at)
    {
        ref Entry entry = ref _entries[PlaceOf(tag, line)];
        at = entry.At;
        return entry.Tag == tag && entry.Length == line.Length;
    }

    internal void Note(int tag, ReadOnlySpan<byte> line, int at) => _entries[PlaceOf(tag, line)] = new Entry(tag, at, line.Length);

    /// <summary>Lines of one kind differ at their ends, kinds differ at their beginnings. At least <see cref="Shortest"/> bytes.</summary>
    private static int PlaceOf(int tag, ReadOnlySpan<byte> line)
    {
        ulong head = BinaryPrimitives.ReadUInt64LittleEndian(line);
        ulong tail = BinaryPrimitives.ReadUInt64LittleEndian(line[^8..]);
        ulong middle = BinaryPrimitives.ReadUInt64LittleEndian(line[((line.Length - 8) / 2)..]);
        ulong mixed = (head + (tail * 0x9E37_79B9_7F4A_7C15) + (middle * 0xC2B2_AE3D_27D4_EB4F) + (uint)tag + ((ulong)(uint)line.Length << 32)) * 0xD6E8_FEB8_6659_FD93;
        return (int)(mixed >> (64 - PlaceBits));
    }

    private readonly record struct Entry(int Tag, int At, int Length);
}
