using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.Wire.Buffers;

/// <summary>What must outlive this process, as small fields one after the other in a buffer that is used again. <see cref="KeptReader"/> reads them in the same order.</summary>
public sealed class KeptWriter
{
    private byte[] _bytes = new byte[2048];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>What was written, until the next <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> ToMemory() => _bytes.AsMemory(0, _length);

    public KeptWriter Clear()
    {
        _length = 0;
        return this;
    }

    /// <summary>Seven bits a byte, small numbers first.</summary>
    public KeptWriter Number(ulong value)
    {
        while (value >= 0x80)
        {
            Take(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Take(1)[0] = (byte)value;
        return this;
    }

    public KeptWriter Number(int value) => Number((ulong)(uint)value);

    public KeptWriter Flag(bool value) => Number(value ? 1 : 0);

    public KeptWriter Text(ReadOnlySpan<byte> text)
    {
        Number(text.Length);
        text.CopyTo(Take(text.Length));
        return this;
    }

    public KeptWriter Text(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Encoding.UTF8.GetBytes(text, Take(length));
        return this;
    }

    public KeptWriter Wide(UInt128 value) => Number((ulong)(value >> 64)).Number((ulong)value);

    public KeptWriter Address(in NetAddress address) => Wide(address.Ip).Number(address.Port);

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
