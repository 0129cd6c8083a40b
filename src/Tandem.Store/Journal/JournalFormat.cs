using System.Buffers.Binary;
using System.IO.Hashing;

namespace Tandem.Store.Journal;

internal enum MarkKind : byte
{
    Answered = 1,
    Alive = 2,
    Ended = 3,

    /// <summary>An answered call ended without a record.</summary>
    Forgotten = 4,

    /// <summary>What it takes to go on with an answered call.</summary>
    Kept = 5,
}

/// <summary>
/// A segment file: a header, then marks. Each mark has <c>TJ kind version | length | monotonic ms | hash</c> and its payload. The
/// hash is seeded with the segment's secret salt and the mark's place: what a caller puts into a SIP message can't pass for a mark
/// when a damaged file is searched for the next good one.
/// </summary>
internal static class JournalFormat
{
    public const int HeaderLength = 72;
    public const int MarkLength = 24;

    /// <summary>Longest payload that is believed.</summary>
    public const int MaxPayload = 4 * 1024 * 1024;

    private const long Magic = 0x314C4E524A4D4454; // "TDMJRNL1"
    private const byte Version = 1;

    public static ReadOnlySpan<byte> MarkStart => "TJ"u8;

    public static void WriteHeader(Span<byte> into, SegmentHeader header)
    {
        BinaryPrimitives.WriteInt64LittleEndian(into, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(into[8..], header.Shard);
        BinaryPrimitives.WriteInt64LittleEndian(into[16..], header.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(into[24..], header.CreatedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(into[32..], header.OldestOpen);
        BinaryPrimitives.WriteInt64LittleEndian(into[40..], header.Run);
        BinaryPrimitives.WriteInt64LittleEndian(into[48..], header.Salt);
        BinaryPrimitives.WriteInt64LittleEndian(into[56..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(into[64..], (long)XxHash3.HashToUInt64(into[..64]));
    }

    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < HeaderLength
            || BinaryPrimitives.ReadInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]) != Version
            || BinaryPrimitives.ReadInt64LittleEndian(bytes[64..]) != (long)XxHash3.HashToUInt64(bytes[..64])
            || !ByteSource.IsTime(BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]), out DateTimeOffset createdAt))
        {
            return false;
        }

        header = new SegmentHeader(
            (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            createdAt,
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]));
        return true;
    }

    /// <summary>Completes a mark whose payload stands behind <see cref="MarkLength"/> bytes of room, for the place it goes to.</summary>
    public static void Seal(Span<byte> mark, MarkKind kind, long monotonicMs, long salt, long offset)
    {
        MarkStart.CopyTo(mark);
        mark[2] = (byte)kind;
        mark[3] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(mark[4..], mark.Length - MarkLength);
        BinaryPrimitives.WriteInt64LittleEndian(mark[8..], monotonicMs);
        BinaryPrimitives.WriteUInt64LittleEndian(mark[16..], Hash(mark, salt, offset));
    }

    /// <summary>Total length of the mark that begins here, 0 when none can.</summary>
    public static int LengthOf(ReadOnlySpan<byte> start)
    {
        int payload = BinaryPrimitives.ReadInt32LittleEndian(start[4..]);
        bool isMark = start.StartsWith(MarkStart) && start[2] is >= (byte)MarkKind.Answered and <= (byte)MarkKind.Kept && payload is >= 0 and <= MaxPayload;
        return isMark ? MarkLength + payload : 0;
    }

    public static bool IsSound(ReadOnlySpan<byte> mark, long salt, long offset) =>
        BinaryPrimitives.ReadUInt64LittleEndian(mark[16..]) == Hash(mark, salt, offset);

    public static MarkKind KindOf(ReadOnlySpan<byte> mark) => (MarkKind)mark[2];

    public static long MonotonicOf(ReadOnlySpan<byte> mark) => BinaryPrimitives.ReadInt64LittleEndian(mark[8..]);

    private static ulong Hash(ReadOnlySpan<byte> mark, long salt, long offset) =>
        XxHash3.HashToUInt64(mark[..16], salt ^ offset) ^ XxHash3.HashToUInt64(mark[MarkLength..], salt + offset);
}

/// <summary>What a segment says about itself.</summary>
/// <param name="Shard">Whose journal it is part of.</param>
/// <param name="Sequence">Its place in that journal.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="OldestOpen">The first segment that held an answered call still open then: where recovery begins to read.</param>
/// <param name="Run">The process that wrote it: monotonic times compare within one run only.</param>
/// <param name="Salt">Seed of its hashes.</param>
internal readonly record struct SegmentHeader(int Shard, long Sequence, DateTimeOffset CreatedAt, long OldestOpen, long Run, long Salt);
