using System.Runtime.InteropServices;
using Tandem.Wire.Flows;

namespace Tandem.Media.Recording;

/// <summary>What a piece of a recording's queue is.</summary>
internal enum PieceKind : byte
{
    /// <summary>An RTP packet as it came.</summary>
    Packet,

    /// <summary>What the payload types of a side are from now on: a <see cref="Codecs.VoiceFormats"/>.</summary>
    Formats,
}

/// <summary>A piece's place in the queue and whose it is.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct RecordedPiece
{
    public Recording Of;
    public PieceKind Kind;

    /// <summary>0 the caller's side, 1 the callee's.</summary>
    public byte Side;
    public int At;
    public int Length;
    public long AtNs;
    public NetAddress Source;
    public NetAddress Destination;
    internal long End;
}

/// <summary>
/// Packets on their way from one loop's thread to the recorder's. Bounded; adding takes no lock, waits for nobody and allocates nothing, and a queue that is full says no: a recording may have
/// gaps, a call may not wait for a disk.
/// </summary>
internal sealed class RecordingQueue(int pieces = 1 << 14, int bytes = 1 << 23)
{
    private readonly RecordedPiece[] _pieces = new RecordedPiece[pieces];
    private readonly byte[] _bytes = new byte[bytes]; // its pages are touched by what passes through
    private long _added;
    private long _taken;
    private long _end;
    private long _freed;
    private long _dropped;

    /// <summary>Pieces that found no room.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Of the loop's thread.</summary>
    public bool TryAdd(RecordedPiece piece, ReadOnlySpan<byte> data)
    {
        int at = (int)(_end % _bytes.Length);
        int skipped = at + data.Length > _bytes.Length ? _bytes.Length - at : 0; // a piece lies in one stretch
        long end = _end + skipped + data.Length;
        if (_added - Volatile.Read(ref _taken) == _pieces.Length || end - Volatile.Read(ref _freed) > _bytes.Length)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return false;
        }

        at = skipped > 0 ? 0 : at;
        data.CopyTo(_bytes.AsSpan(at));
        ref RecordedPiece slot = ref _pieces[_added % _pieces.Length];
        slot = piece;
        slot.At = at;
        slot.Length = data.Length;
        slot.End = end;
        _end = end;
        Volatile.Write(ref _added, _added + 1);
        return true;
    }

    /// <summary>Of the recorder's thread: the oldest piece, which stays until <see cref="Release"/>.</summary>
    public bool TryPeek(out RecordedPiece piece, out ReadOnlySpan<byte> data)
    {
        if (_taken == Volatile.Read(ref _added))
        {
            piece = default;
            data = default;
            return false;
        }

        piece = _pieces[_taken % _pieces.Length];
        data = _bytes.AsSpan(piece.At, piece.Length);
        return true;
    }

    public void Release()
    {
        ref RecordedPiece slot = ref _pieces[_taken % _pieces.Length];
        long end = slot.End;
        slot = default; // holds no recording that is over
        Volatile.Write(ref _freed, end);
        Volatile.Write(ref _taken, _taken + 1);
    }
}
