using System.Numerics;

namespace Tandem.Wire.Buffers;

/// <summary>
/// Byte arrays of a shard, by powers of two from 512 to 64 Ki. One thread, no lock. Arrays that a shard does not get back are
/// left to the collector; each size keeps a bounded stock.
/// </summary>
public sealed class BufferPool
{
    private const int SmallestLog2 = 9;
    private const int Classes = 8;
    private readonly byte[][][] _stock = new byte[Classes][][];
    private readonly int[] _count = new int[Classes];

    public BufferPool(int keepBytes = 16 << 20)
    {
        for (int i = 0; i < Classes; i++)
        {
            _stock[i] = new byte[Math.Max(16, keepBytes >> (i + SmallestLog2))][];
        }
    }

    /// <summary>An array of at least <paramref name="size"/> bytes (512 or more); its content is whatever it was.</summary>
    public byte[] Rent(int size)
    {
        int index = ClassOf(size);
        if (index >= Classes)
        {
            return GC.AllocateUninitializedArray<byte>(size);
        }

        int count = _count[index];
        if (count == 0)
        {
            return GC.AllocateUninitializedArray<byte>(1 << (index + SmallestLog2));
        }

        _count[index] = count - 1;
        byte[] array = _stock[index][count - 1];
        _stock[index][count - 1] = null!; // the slot above the count is never read
        return array;
    }

    public void Return(byte[]? array)
    {
        if (array is null || !BitOperations.IsPow2(array.Length))
        {
            return;
        }

        int index = BitOperations.Log2((uint)array.Length) - SmallestLog2;
        if ((uint)index < Classes && _count[index] < _stock[index].Length)
        {
            _stock[index][_count[index]++] = array;
        }
    }

    private static int ClassOf(int size) => size <= 1 << SmallestLog2 ? 0 : BitOperations.Log2((uint)(size - 1)) + 1 - SmallestLog2;
}
