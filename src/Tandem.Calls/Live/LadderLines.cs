using System.Buffers.Binary;
using System.Numerics;

namespace Tandem.Calls.Live;

/// <summary>
/// Where a ladder has a line already: most lines of a call's messages come several times, and are packed once. A small table that forgets, beside the call that it is for: one for all calls is
/// larger than a processor's near cache, and a call looks up some hundred lines.
/// </summary>
internal sealed class LadderLines
{
    /// <summary>Shorter lines are not worth a reference.</summary>
    internal const int Shortest = sizeof(ulong);

    private const int PlaceBits = 7;
    private readonly ushort[] _places = new ushort[1 << PlaceBits]; // 0: nothing, as no line stands at 0

    /// <summary>The line stands among the packed bytes, or it is not found.</summary>
    internal bool TryFind(ReadOnlySpan<byte> line, ReadOnlySpan<byte> packed, out int at)
    {
        int place = PlaceOf(line);
        at = _places[place];
        if (Stands(line, packed, at))
        {
            return true;
        }

        at = _places[place ^ 1];
        return Stands(line, packed, at);
    }

    /// <summary>The line stands at a place from 1 to 65,535. Of three lines that want two places the middle one is forgotten.</summary>
    internal void Note(ReadOnlySpan<byte> line, int at)
    {
        int place = PlaceOf(line);
        _places[_places[place] == 0 ? place : place ^ 1] = (ushort)at;
    }

    internal void Clear() => Array.Clear(_places);

    /// <summary>The line stands right there.</summary>
    internal static bool Stands(ReadOnlySpan<byte> line, ReadOnlySpan<byte> packed, int at) =>
        at > 0 && line.Length <= packed.Length - at && packed.Slice(at, line.Length).SequenceEqual(line);

    /// <summary>Lines of one kind differ at their ends, kinds differ at their beginnings. At least <see cref="Shortest"/> bytes.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> line)
    {
        ulong head = BinaryPrimitives.ReadUInt64LittleEndian(line);
        ulong tail = BinaryPrimitives.ReadUInt64LittleEndian(line[^8..]);
        ulong middle = BinaryPrimitives.ReadUInt64LittleEndian(line[((line.Length - 8) / 2)..]);
        ulong mixed = (head ^ BitOperations.RotateLeft(tail, 21) ^ BitOperations.RotateLeft(middle, 42) ^ (uint)line.Length) * 0x9E37_79B9_7F4A_7C15;
        return (int)((mixed ^ (mixed >> 32)) * 0xD6E8_FEB8_6659_FD93 >> (64 - PlaceBits));
    }
}
