namespace Tandem.Sip.Dialogs;

/// <summary>Bytes that a pooled dialog keeps, in an array that the next call uses again.</summary>
internal struct DialogText
{
    private const int KeepAtMost = 512;
    private byte[]? _bytes;
    private int _length;

    public readonly ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public readonly bool IsEmpty => _length == 0;

    public void Set(ReadOnlySpan<byte> text) => text.CopyTo(Resize(text.Length));

    /// <summary>Room for a text of that length, to be filled by the caller.</summary>
    public Span<byte> Resize(int length)
    {
        if (_bytes is null || _bytes.Length < length)
        {
            _bytes = new byte[Math.Max(64, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length))];
        }

        _length = length;
        return _bytes.AsSpan(0, length);
    }

    public void Clear()
    {
        _length = 0;
        if (_bytes?.Length > KeepAtMost)
        {
            _bytes = null;
        }
    }
}
