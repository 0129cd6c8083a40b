using System.Buffers.Text;
using System.Text;

namespace Tandem.Media.Nodes;

/// <summary>
/// Bencoding, as rtpengine's NG protocol has it: integers <c>i7e</c>, strings <c>3:abc</c>, lists <c>l…e</c>, dictionaries <c>d…e</c>. Read in place: a value is a stretch of the datagram.
/// </summary>
internal static class Bencode
{
    private const int Deepest = 16;

    /// <summary>The value of a dictionary's key; false when it is not there, or the bytes are no dictionary.</summary>
    public static bool TryGet(ReadOnlySpan<byte> dictionary, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var entries = new BencodeEntries(dictionary);
        while (entries.TryNextPair(out ReadOnlySpan<byte> name, out value))
        {
            if (name.SequenceEqual(key))
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    public static bool TryGetText(ReadOnlySpan<byte> dictionary, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> text)
    {
        text = default;
        return TryGet(dictionary, key, out ReadOnlySpan<byte> value) && TryText(value, out text, out _);
    }

    public static bool TryGetNumber(ReadOnlySpan<byte> dictionary, ReadOnlySpan<byte> key, out long number)
    {
        number = 0;
        return TryGet(dictionary, key, out ReadOnlySpan<byte> value) && TryNumber(value, out number, out _);
    }

    /// <summary>How many bytes the value at the start takes; 0 when it is none, or too deep.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes, int depth = 0)
    {
        if (bytes.IsEmpty || depth > Deepest)
        {
            return 0;
        }

        if (bytes[0] is (byte)'l' or (byte)'d')
        {
            int at = 1;
            while (at < bytes.Length && bytes[at] != 'e')
            {
                int length = LengthOf(bytes[at..], depth + 1);
                if (length == 0)
                {
                    return 0;
                }

                at += length;
            }

            return at < bytes.Length ? at + 1 : 0;
        }

        return bytes[0] == 'i' ? (TryNumber(bytes, out _, out int used) ? used : 0) : TryText(bytes, out _, out int taken) ? taken : 0;
    }

    public static bool TryText(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> text, out int used)
    {
        text = default;
        used = 0;
        if (!Utf8Parser.TryParse(bytes, out int length, out int digits) || length < 0 || bytes[0] == '+' || digits >= bytes.Length || bytes[digits] != ':'
            || length > bytes.Length - digits - 1)
        {
            return false;
        }

        text = bytes.Slice(digits + 1, length);
        used = digits + 1 + length;
        return true;
    }

    public static bool TryNumber(ReadOnlySpan<byte> bytes, out long number, out int used)
    {
        number = 0;
        used = 0;
        if (bytes.Length < 3 || bytes[0] != 'i' || !Utf8Parser.TryParse(bytes[1..], out number, out int digits) || digits + 1 >= bytes.Length || bytes[digits + 1] != 'e')
        {
            return false;
        }

        used = digits + 2;
        return true;
    }
}

/// <summary>The entries of a list, or the pairs of a dictionary, one after another.</summary>
internal ref struct BencodeEntries(ReadOnlySpan<byte> container)
{
    private ReadOnlySpan<byte> _left = container.Length > 1 && container[0] is (byte)'l' or (byte)'d' ? container[1..] : default;

    public bool TryNext(out ReadOnlySpan<byte> value)
    {
        int length = _left.IsEmpty || _left[0] == 'e' ? 0 : Bencode.LengthOf(_left);
        value = _left[..length];
        _left = length == 0 ? default : _left[length..];
        return length > 0;
    }

    public bool TryNextPair(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        return TryNext(out ReadOnlySpan<byte> key) && Bencode.TryText(key, out name, out _) && TryNext(out value);
    }
}

/// <summary>Writes bencoding into one growing array, used again and again.</summary>
internal sealed class BencodeWriter
{
    private byte[] _bytes = new byte[2048];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public BencodeWriter Clear()
    {
        _length = 0;
        return this;
    }

    /// <summary>Bytes that are no part of the encoding: the cookie in front.</summary>
    public BencodeWriter Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
        return this;
    }

    public BencodeWriter Raw(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out int written);
        _length += written;
        return this;
    }

    public BencodeWriter Dictionary() => Raw("d"u8);

    public BencodeWriter List() => Raw("l"u8);

    public BencodeWriter End() => Raw("e"u8);

    public BencodeWriter Text(ReadOnlySpan<byte> text) => Raw(text.Length).Raw(":"u8).Raw(text);

    public BencodeWriter Number(long number) => Raw("i"u8).Raw(number).Raw("e"u8);

    public BencodeWriter Pair(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text) => Text(key).Text(text);

    public BencodeWriter Pair(ReadOnlySpan<byte> key, string text)
    {
        Text(key).Raw(Encoding.UTF8.GetByteCount(text)).Raw(":"u8);
        _length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));
        return this;
    }

    private Span<byte> Room(int needed)
    {
        if (_bytes.Length - _length < needed)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + needed));
        }

        return _bytes.AsSpan(_length);
    }
}
