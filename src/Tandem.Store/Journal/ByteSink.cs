using System.Text;

namespace Tandem.Store.Journal;

/// <summary>Bytes in the making, in one buffer that is used again and again.</summary>
internal sealed class ByteSink(int size = 4096)
{
    private byte[] _bytes = new byte[size];

    public int Length { get; private set; }

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    public void Byte(byte value) => Take(1)[0] = value;

    /// <summary>Seven bits a byte, small numbers of either sign first.</summary>
    public void Number(long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    public void Time(DateTimeOffset time) => Number(time.ToUnixTimeMilliseconds());

    public void Time(DateTimeOffset? time)
    {
        Byte(time is null ? (byte)0 : (byte)1);
        if (time is { } known)
        {
            Time(known);
        }
    }

    public void Text(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    public void Blob(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Exact, with its scale: sign and scale, then the 96 bits.</summary>
    public void Decimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Byte((byte)(((bits[3] >> 16) & 0x7f) | (value < 0m ? 0x80 : 0)));
        Number((long)(((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        Number((uint)bits[2]);
    }
}
