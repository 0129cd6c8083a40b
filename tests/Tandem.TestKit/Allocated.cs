namespace Tandem.TestKit;

/// <summary>How much code allocates, for tests that run beside others.</summary>
public static class Allocated
{
    private const int Runs = 5;

    /// <summary>
    /// Bytes that the action allocates on this thread each time it runs, once it is warm. A collection that another test causes meanwhile
    /// counts the unused rest of this thread's allocation buffer (up to 8 KB) as allocated, so it is the least of several runs.
    /// </summary>
    public static long By(Action action)
    {
        action();
        long least = long.MaxValue;
        for (int run = 0; run < Runs && least > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
