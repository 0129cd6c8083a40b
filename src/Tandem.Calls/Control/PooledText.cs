using Tandem.Wire.Buffers;

namespace Tandem.Calls.Control;

/// <summary>Bytes kept for the length of a leg, in a buffer of the shard's pool. Empty at first.</summary>
internal struct PooledText
{
    private byte[]? _bytes;
    private int _length;

    public readonly ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public readonly bool IsEmpty => _length == 0;

    public void Set(ReadOnlySpan<byte> text, BufferPool buffers)
    {
        if (_bytes is null || _bytes.Length < text.Length)
        {
            buffers.Return(_bytes);
            _bytes = buffers.Rent(text.Length);
        }

        text.CopyTo(_bytes);
        _length = text.Length;
    }

    public void Clear(BufferPool buffers)
    {
        buffers.Return(_bytes);
        _bytes = null;
        _length = 0;
    }
}
