using Tandem.Routing.Access;

namespace Tandem.Routing.Phones;

/// <summary>
/// One target of a phone's forwarding, for one call: the phone that forwards and pays, why, the call as it is billed to it, and the forwarding that had brought the call to the phone (null: it came from
/// its caller).
/// </summary>
public sealed record Forwarding(CompiledPhone Phone, ForwardKind Kind, Admitted Call, Forwarding? Before)
{
    /// <summary>Forwardings up to this one: 1 for the first.</summary>
    public int Depth { get; } = (Before?.Depth ?? 0) + 1;

    /// <summary>The forwarding that was the first.</summary>
    public Forwarding First => Before?.First ?? this;

    /// <summary>The call has been forwarded by that phone already.</summary>
    public bool Passed(string phone) => Phone.Number == phone || Before?.Passed(phone) == true;
}

/// <summary>Routes that ring at once; the object itself is what they have in common.</summary>
public sealed class RingGroup;
