namespace Tandem.Store.Journal;

/// <summary>Marks that the disk did not take: they wait in memory, in their order, and no more of them than each one's <see cref="MarkNote.Room"/> lets in.</summary>
internal sealed class HeldMarks
{
    private readonly Queue<(MarkNote Note, byte[] Bytes)> _marks = new();

    public int Count => _marks.Count;

    /// <summary>How much waits.</summary>
    public long Bytes { get; private set; }

    /// <summary>False when there is no room for it.</summary>
    public bool TryAdd(in MarkNote note, ReadOnlySpan<byte> mark)
    {
        if (Bytes + mark.Length > note.Room)
        {
            return false;
        }

        _marks.Enqueue((note, mark.ToArray()));
        Bytes += mark.Length;
        return true;
    }

    public bool TryPeek(out MarkNote note, out Span<byte> mark)
    {
        bool has = _marks.TryPeek(out (MarkNote Note, byte[] Bytes) first);
        note = first.Note;
        mark = first.Bytes;
        return has;
    }

    /// <summary>The first is written.</summary>
    public void Dequeue() => Bytes -= _marks.Dequeue().Bytes.Length;
}
