using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tandem.Media.Relay.Wire;

/// <summary>Writes and reads messages in place: header, body, entries. A frame that is too short for what it says is refused.</summary>
internal static class RelayFrame
{
    /// <summary>Larger than any message: 16 sides of statistics, 64 listed sessions.</summary>
    public const int LargestMessage = 8192;

    public static int HeaderSize => Unsafe.SizeOf<RelayHeader>();

    public static int Write<T>(Span<byte> into, int at, in T value)
        where T : unmanaged
    {
        MemoryMarshal.Write(into[at..], in value);
        return at + Unsafe.SizeOf<T>();
    }

    public static bool TryRead<T>(ReadOnlySpan<byte> from, int at, out T value)
        where T : unmanaged
    {
        if (at < 0 || from.Length - at < Unsafe.SizeOf<T>())
        {
            value = default;
            return false;
        }

        value = MemoryMarshal.Read<T>(from[at..]);
        return true;
    }

    public static bool TryReadHeader(ReadOnlySpan<byte> message, out RelayHeader header) =>
        TryRead(message, 0, out header) && header.Magic == RelayHeader.Signature;

    /// <summary>Entry <paramref name="index"/> of those that start at <paramref name="at"/>.</summary>
    public static bool TryReadEntry<T>(ReadOnlySpan<byte> message, int at, int index, out T entry)
        where T : unmanaged => TryRead(message, at + (index * Unsafe.SizeOf<T>()), out entry);
}
