using Tandem.Billing.Cdrs;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Control;

/// <summary>A call that the switch itself places: it has no caller's leg. A test call, or one with a message.</summary>
internal interface IOwnCall
{
    /// <summary>Seconds of talk after which the switch ends it.</summary>
    int Seconds { get; }

    /// <summary>The body of its INVITE, the same each time it is asked for.</summary>
    ReadOnlySpan<byte> Offer(scoped in NetAddress local, long id);

    /// <summary>It is over.</summary>
    void Finish(Cdr record, in CallEnd end);
}
