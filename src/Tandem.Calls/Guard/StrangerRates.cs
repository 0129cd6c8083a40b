using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Tandem.Calls.Guard;

/// <summary>
/// How often each stranger has called in this second, over all shards: any thread, no lock, a fixed size. Two sources that share a place forget each other's count, so that one of them may have a few
/// more records of its own; those are bounded elsewhere.
/// </summary>
public sealed class StrangerRates
{
    // One word a place: 32 bits of the source, 20 of the second, 12 of the count.
    private const int Places = 1 << 14;
    private const int CountBits = 12;
    private const int SecondBits = 20;
    private const long MostCount = (1L << CountBits) - 1;
    private readonly long[] _places = new long[Places];

    /// <summary>Counts one more, and says the how many-th it is in that second.</summary>
    public int CountIn(UInt128 source, long second)
    {
        ulong hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref source, 1)));
        ref long place = ref _places[hash % Places];
        long owner = ((long)(hash >> 32) << (SecondBits + CountBits)) | ((second & ((1L << SecondBits) - 1)) << CountBits);
        while (true)
        {
            long before = Volatile.Read(ref place);
            long count = (before & ~MostCount) == owner ? Math.Min((before & MostCount) + 1, MostCount) : 1;
            if (Interlocked.CompareExchange(ref place, owner | count, before) == before)
            {
                return (int)count;
            }
        }
    }
}
