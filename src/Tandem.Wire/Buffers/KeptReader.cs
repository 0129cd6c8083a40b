using System.Text;
using Tandem.Wire.Flows;

namespace Tandem.Wire.Buffers;

/// <summary>Reads what <see cref="KeptWriter"/> wrote. Never throws: what is not there reads as zero or empty, and <see cref="IsSound"/> says so in the end.</summary>
public ref struct KeptReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Everything that was asked for was there.</summary>
    public bool IsSound { get; private set; } = true;

    public ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_rest.IsEmpty)
            {
                break;
            }

            byte part = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        IsSound = false;
        _rest = default;
        return 0;
    }

    /// <summary>A number that is not larger than this.</summary>
    public int Number(int most)
    {
        ulong value = Number();
        IsSound &= value <= (ulong)most;
        return IsSound ? (int)value : 0;
    }

    public bool Flag() => Number(1) == 1;

    public ReadOnlySpan<byte> Text()
    {
        int length = Number(int.MaxValue);
        if (length > _rest.Length)
        {
            IsSound = false;
            return default;
        }

        ReadOnlySpan<byte> text = _rest[..length];
        _rest = _rest[length..];
        return text;
    }

    public string Words() => Encoding.UTF8.GetString(Text());

    public UInt128 Wide() => new(Number(), Number());

    public NetAddress Address() => new(Wide(), (ushort)Number(ushort.MaxValue));
}
