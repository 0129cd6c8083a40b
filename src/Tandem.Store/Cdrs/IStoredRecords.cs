using Tandem.Billing.Cdrs;

namespace Tandem.Store.Cdrs;

/// <summary>Sees the records as they are stored, a batch at a time; called by the thread that stores them, which waits meanwhile.</summary>
public interface IStoredRecords
{
    /// <summary>A batch begins; what was not kept of the one before has not been stored.</summary>
    void Begin();

    /// <summary>A record of the batch. It is another's afterwards: what is needed must be copied.</summary>
    void Add(Cdr record);

    /// <summary>The batch is stored.</summary>
    void Keep();
}
