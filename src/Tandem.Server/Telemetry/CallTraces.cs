using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Tandem.Billing.Cdrs;
using Tandem.Store.Cdrs;

namespace Tandem.Server.Telemetry;

/// <summary>
/// Calls whose trace is to be made, taken as their records are stored, and waiting for the exporter in a bounded queue: what does not fit is dropped and counted. Which they are depends on the record's
/// number alone.
/// </summary>
/// <param name="ratio">The part of the calls: 0 none, 1 all.</param>
/// <param name="counts">Where the dropped are counted.</param>
/// <param name="most">Calls that may wait.</param>
internal sealed class CallTraces(double ratio, OtlpCounts counts, int most = CallTraces.Most) : IStoredRecords
{
    private const int Most = 5000;
    private readonly Channel<CallTrace> _waiting = Channel.CreateBounded<CallTrace>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
    private readonly List<CallTrace> _batch = [];

    public void Begin() => _batch.Clear();

    public void Add(Cdr record)
    {
        // Strangers have no calls, and one record may be of many of theirs.
        if (record.BillingMode != BillingMode.IllegalCall && IsChosen(record.Id))
        {
            _batch.Add(new CallTrace(record));
        }
    }

    public void Keep()
    {
        foreach (CallTrace trace in _batch)
        {
            if (!_waiting.Writer.TryWrite(trace))
            {
                counts.Drop();
            }
        }

        _batch.Clear();
    }

    /// <summary>The next to be made; false: none waits.</summary>
    public bool TryTake([NotNullWhen(true)] out CallTrace? trace) => _waiting.Reader.TryRead(out trace);

    /// <summary>Spread evenly over numbers that follow each other (Fibonacci hashing).</summary>
    private bool IsChosen(long id) => (((ulong)id * 0x9E37_79B9_7F4A_7C15) >> 11) * (1.0 / (1UL << 53)) < ratio;
}
