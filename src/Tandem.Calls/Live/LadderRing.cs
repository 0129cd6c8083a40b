using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tandem.Calls.Live;

/// <summary>
/// The newest ladders under each of many names, in so many bytes: when they are full the oldest go, 64 KiB at a time. Of one shard. The memory is taken as it is needed; after that nothing is allocated
/// but for names that were not there.
/// </summary>
/// <param name="mostBytes">What the ladders take at most; two segments of 64 KiB at least.</param>
internal sealed class LadderRing<TName>(int mostBytes)
    where TName : notnull
{
    private const int SegmentBytes = 64 * 1024;

    // Before each ladder: the segment and the place of the one before it under that name, and its length.
    private const int HeadBytes = 8 + 4 + 4;
    private static readonly Place Nowhere = new(-1, 0);

    private readonly Segment?[] _segments = new Segment?[Math.Max(2, mostBytes / SegmentBytes)];
    private readonly Dictionary<TName, Place> _newest = [];
    private long _current = -1;

    /// <summary>Names with a ladder.</summary>
    public int Count => _newest.Count;

    /// <summary>Takes a packed ladder. One that does not fit into a segment is not taken.</summary>
    public void Add(TName name, ReadOnlySpan<byte> packed)
    {
        int length = HeadBytes + packed.Length;
        if (packed.IsEmpty || length > SegmentBytes)
        {
            return;
        }

        if (_current < 0 || Current.Length + length > SegmentBytes)
        {
            BeginNext();
        }

        Segment segment = Current;
        ref Place newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newest, name, out bool isKnown);
        Place before = isKnown ? newest : Nowhere;
        newest = new(_current, segment.Length);
        Span<byte> entry = segment.Bytes.AsSpan(segment.Length, length);
        BinaryPrimitives.WriteInt64LittleEndian(entry, before.Segment);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], before.At);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], packed.Length);
        packed.CopyTo(entry[HeadBytes..]);
        segment.Length += length;
        segment.Names.Add(name);
    }

    /// <summary>The messages of the newest <paramref name="most"/> ladders under a name, the oldest first.</summary>
    public IReadOnlyList<LadderMessage> Read(TName name, int most)
    {
        List<IReadOnlyList<LadderMessage>> found = [];
        Place at = _newest.GetValueOrDefault(name, Nowhere);
        while (found.Count < most && at.Segment >= 0 && at.Segment > _current - _segments.Length)
        {
            ReadOnlySpan<byte> entry = _segments[at.Segment % _segments.Length]!.Bytes.AsSpan(at.At); // it has been begun, and not anew
            found.Add(Ladder.Read(entry.Slice(HeadBytes, BinaryPrimitives.ReadInt32LittleEndian(entry[12..]))));
            at = new(BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[8..]));
        }

        found.Reverse();
        return [.. found.SelectMany(static one => one)];
    }

    private Segment Current => _segments[_current % _segments.Length]!; // BeginNext has made it

    private void BeginNext()
    {
        long leaving = ++_current - _segments.Length;
        Segment segment = _segments[_current % _segments.Length] ??= new();
        foreach (TName name in segment.Names)
        {
            if (_newest.TryGetValue(name, out Place newest) && newest.Segment == leaving)
            {
                _newest.Remove(name);
            }
        }

        segment.Names.Clear();
        segment.Length = 0;
    }

    private readonly record struct Place(long Segment, int At);

    private sealed class Segment
    {
        public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(SegmentBytes);

        public List<TName> Names { get; } = [];

        public int Length { get; set; }
    }
}
