using System.Numerics;

namespace Tandem.Wire.Buffers;

/// <summary>
/// Byte arrays of a shard, from 512 bytes to 64 Ki in steps of a quarter of the power of two below: what a call keeps for as long as it lasts is at most a quarter larger than what
/// it holds. One thread, no lock. Arrays that a shard does not get back are left to the collector; what lies in stock is bounded.
/// </summary>
/// <param name="keepBytes">Bytes in stock at most.</param>
public sealed class BufferPool(int keepBytes = 64 << 20)
{
    private const int SmallestLog2 = 9;
    private const int LargestLog2 = 16;
    private const int Steps = 4; // from one power of two to the next
    private const int StepsLog2 = 2;
    private const int Classes = ((LargestLog2 - SmallestLog2) * Steps) + 1;

    private readonly Stack<byte[]>[] _stock = [.. Enumerable.Range(0, Classes).Select(static _ => new Stack<byte[]>())];
    private long _kept;

    /// <summary>An array of at least <paramref name="size"/> bytes (512 or more); its content is whatever it was.</summary>
    public byte[] Rent(int size)
    {
        int index = ClassOf(size);
        if (index >= Classes)
        {
            return GC.AllocateUninitializedArray<byte>(size);
        }

        if (_stock[index].TryPop(out byte[]? array))
        {
            _kept -= array.Length;
            return array;
        }

        return GC.AllocateUninitializedArray<byte>(SizeOf(index));
    }

    public void Return(byte[]? array)
    {
        if (array is null || _kept + array.Length > keepBytes)
        {
            return;
        }

        int index = ClassOf(array.Length);
        if (index < Classes && SizeOf(index) == array.Length)
        {
            _kept += array.Length;
            _stock[index].Push(array);
        }
    }

    private static int ClassOf(int size)
    {
        if (size <= 1 << SmallestLog2)
        {
            return 0;
        }

        int below = BitOperations.Log2((uint)(size - 1));
        int step = ((size - 1) >> (below - StepsLog2)) & (Steps - 1);
        return ((below - SmallestLog2) * Steps) + step + 1;
    }

    private static int SizeOf(int index)
    {
        (int doublings, int step) = Math.DivRem(index, Steps);
        return (Steps + step) << (SmallestLog2 - StepsLog2 + doublings);
    }
}
