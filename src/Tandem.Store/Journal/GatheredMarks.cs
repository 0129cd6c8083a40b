namespace Tandem.Store.Journal;

/// <summary>What it takes to write a mark, or to keep it in memory should the disk not take it.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="MonotonicMs">When it was made.</param>
/// <param name="Call">Whose it is; 0 of nobody.</param>
/// <param name="Room">So many bytes may wait in memory and this one still join them.</param>
internal readonly record struct MarkNote(MarkKind Kind, long MonotonicMs, long Call, long Room);

/// <summary>Marks that are written together, in the order in which they were made.</summary>
internal sealed class GatheredMarks
{
    /// <summary>More than what a shard makes in one round, but for a flood.</summary>
    private const int Size = 64 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size);
    private readonly List<(MarkNote Note, int End)> _marks = new(64);

    public int Length => _marks.Count == 0 ? 0 : _marks[^1].End;
    public int Count => _marks.Count;
    public Span<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Where the next one goes; empty when it has no place here.</summary>
    public Span<byte> PlaceFor(int length) => Length + length <= Size ? _bytes.AsSpan(Length, length) : default;

    /// <summary>The next one stands in its place.</summary>
    public void Add(in MarkNote note, int length) => _marks.Add((note, Length + length));

    public MarkNote Note(int index) => _marks[index].Note;

    public Span<byte> Mark(int index) => _bytes.AsSpan()[(index == 0 ? 0 : _marks[index - 1].End).._marks[index].End];

    public void Clear() => _marks.Clear();
}
