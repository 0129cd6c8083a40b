using Tandem.Sip.Transport;

namespace Tandem.Calls.Setup;

/// <summary>A look-up that this shard has asked for; the answer comes as an event, perhaps too late for who asked.</summary>
internal abstract class LocationQuestion
{
    /// <summary>The places to try, in order; none: the name leads nowhere.</summary>
    public abstract void Take(IReadOnlyList<Target> targets);
}
