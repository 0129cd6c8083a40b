using System.Runtime.InteropServices;

namespace Tandem.Wire.Interop;

/// <summary>
/// Native memory that one packet is received into, outside the collected heap. Packets are handed out as spans of it, which must
/// not be kept beyond the next packet.
/// </summary>
public sealed unsafe class PacketMemory : IDisposable
{
    /// <summary>The largest UDP payload.</summary>
    public const int Size = 65_536;

    private bool _isDisposed;

    public PacketMemory() =>

        // Safety: freed in Dispose only; Span refuses afterwards. Pages that no packet reaches are never touched.
        Start = (byte*)NativeMemory.Alloc(Size);

    internal byte* Start { get; }

    public Span<byte> Span(int length) => Span(0, length);

    public Span<byte> Span(int at, int length)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, Size);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Size - at);

        // Safety: within the block.
        return new(Start + at, length);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;

            // Safety: as above.
            NativeMemory.Free(Start);
        }
    }
}
