using Tandem.Media.Sounds;

namespace Tandem.Media.Working;

/// <summary>What is played to a side: sounds one after another, once or again and again. Belongs to one way.</summary>
internal sealed class SoundPlayer
{
    /// <summary>Sounds in one order.</summary>
    public const int MostPieces = 32;

    private readonly short[][] _pieces = new short[MostPieces][];
    private int _count;
    private int _piece;
    private int _at;
    private bool _loops;

    public bool IsPlaying => _piece < _count;

    /// <summary>What signalling knows it by.</summary>
    public byte Mark { get; private set; }

    public static int MillisecondsOf(ReadOnlySpan<short[]> pieces)
    {
        long samples = 0;
        foreach (short[] piece in pieces)
        {
            samples += piece.Length;
        }

        return (int)(samples * 1000 / SoundLibrary.Rate);
    }

    public void Begin(ReadOnlySpan<short[]> pieces, bool loops, byte mark)
    {
        pieces.CopyTo(_pieces);
        (_count, _piece, _at, _loops, Mark) = (pieces.Length, 0, 0, loops, mark);
    }

    public void Stop()
    {
        Array.Clear(_pieces);
        (_count, _piece) = (0, 0);
    }

    /// <summary>The next part of it, silence behind its end.</summary>
    public void Next(Span<short> samples)
    {
        while (!samples.IsEmpty && IsPlaying)
        {
            ReadOnlySpan<short> rest = _pieces[_piece].AsSpan(_at);
            int count = Math.Min(samples.Length, rest.Length);
            rest[..count].CopyTo(samples);
            samples = samples[count..];
            _at += count;
            if (count == rest.Length)
            {
                _at = 0;
                _piece = _loops && _piece + 1 == _count ? 0 : _piece + 1;
            }
        }

        samples.Clear();
    }
}
