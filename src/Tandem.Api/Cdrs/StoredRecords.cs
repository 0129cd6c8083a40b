using Tandem.Store.Cdrs;

namespace Tandem.Api.Cdrs;

/// <summary>Waiting until ended calls are in the database, for answers that speak of them.</summary>
internal static class StoredRecords
{
    /// <summary>Long enough for a busy database; one that is locked or full takes as long as somebody needs to mend it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>False when the database did not take them in time; they wait in the journal.</summary>
    public static async Task<bool> WaitAsync(CdrWriter writer, TimeProvider time, CancellationToken stop)
    {
        try
        {
            await writer.DrainAsync(stop).WaitAsync(Longest, time, stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
