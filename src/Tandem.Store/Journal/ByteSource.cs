using System.Text;

namespace Tandem.Store.Journal;

/// <summary>Reads what <see cref="ByteSink"/> wrote. Throws <see cref="InvalidDataException"/> when it is something else.</summary>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private const int MostDecimals = 28;
    private static readonly long s_first = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long s_last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new InvalidDataException("a record of the journal is shorter than it says");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        ulong value = 0;
        int shift = 0;
        while (true)
        {
            byte part = Byte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }

            shift += 7;
            if (shift > 63)
            {
                throw new InvalidDataException("a number in a record of the journal is too long");
            }
        }
    }

    public int Int() => Number() is >= int.MinValue and <= int.MaxValue and var number ? (int)number : throw new InvalidDataException("a number in a record of the journal is too large");

    public DateTimeOffset Time() => IsTime(Number(), out DateTimeOffset time) ? time : throw new InvalidDataException("a time in a record of the journal is none");

    /// <summary>Whether there is such a moment: milliseconds since 1970.</summary>
    public static bool IsTime(long milliseconds, out DateTimeOffset time)
    {
        bool isTime = milliseconds >= s_first && milliseconds <= s_last;
        time = isTime ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isTime;
    }

    public DateTimeOffset? TimeOrNull() => Byte() == 0 ? null : Time();

    public string Text()
    {
        ReadOnlySpan<byte> utf8 = Take(Number());
        return utf8.IsEmpty ? "" : Encoding.UTF8.GetString(utf8);
    }

    public ReadOnlySpan<byte> Blob() => Take(Number());

    public decimal Decimal()
    {
        byte signAndScale = Byte();
        if ((signAndScale & 0x7f) > MostDecimals)
        {
            throw new InvalidDataException("an amount in a record of the journal has too many decimals");
        }

        ulong low = (ulong)Number();
        int high = (int)(uint)Number();
        return new decimal((int)low, (int)(low >> 32), high, signAndScale > 0x7f, (byte)(signAndScale & 0x7f));
    }
}
