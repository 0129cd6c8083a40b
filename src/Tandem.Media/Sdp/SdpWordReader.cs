using System.Buffers.Text;

namespace Tandem.Media.Sdp;

/// <summary>Words of a value, separated by one or more spaces.</summary>
internal ref struct SdpWordReader(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _left = text;

    /// <summary>What has not been read, without the spaces in front.</summary>
    public readonly ReadOnlySpan<byte> Rest => _left.TrimStart((byte)' ');

    public bool TryNext(out ReadOnlySpan<byte> word)
    {
        _left = _left.TrimStart((byte)' ');
        int end = _left.IndexOf((byte)' ');
        word = end < 0 ? _left : _left[..end];
        _left = end < 0 ? default : _left[end..];
        return !word.IsEmpty;
    }

    /// <summary>The next word as a number that is not negative.</summary>
    public bool TryNextNumber(out int number)
    {
        number = -1;
        return TryNext(out ReadOnlySpan<byte> word) && TryNumber(word, out number);
    }

    public static bool TryNumber(ReadOnlySpan<byte> word, out int number) =>
        Utf8Parser.TryParse(word, out number, out int used) && used == word.Length && number >= 0 && word[0] != '+';
}
