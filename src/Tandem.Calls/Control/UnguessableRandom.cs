using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tandem.Calls.Control;

/// <summary>
/// Chance from the system's generator, for branches, tags and Call-IDs that strangers must not guess (RFC 3261 §19.3). Drawn in blocks; one thread.
/// </summary>
public sealed class UnguessableRandom : Random
{
    private readonly byte[] _block = new byte[4096];
    private int _used = 4096;

    /// <inheritdoc/>
    public override int Next() => (int)(NextUInt64() % int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue) => (int)NextInt64(0, maxValue);

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc/>
    public override long NextInt64() => (long)(NextUInt64() % long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        ulong range = (ulong)maxValue - (ulong)minValue;

        // The high half of a 128-bit product: its bias is below 2⁻³² for every range that is drawn here.
        return range == 0 ? minValue : (long)((ulong)minValue + Math.BigMul(NextUInt64(), range, out _));
    }

    /// <inheritdoc/>
    public override double NextDouble() => Sample();

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    /// <inheritdoc/>
    protected override double Sample() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    private ulong NextUInt64()
    {
        if (_used == _block.Length)
        {
            RandomNumberGenerator.Fill(_block);
            _used = 0;
        }

        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(_used));
        _used += sizeof(ulong);
        return value;
    }
}
