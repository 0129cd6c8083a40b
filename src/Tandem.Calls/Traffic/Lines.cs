using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Calls.Traffic;

/// <summary>
/// The lines that a call takes: one of who calls, one of where it goes. A phone has lines for both directions together, and may have fewer for one of them (VOS3000 lineCapacity, lineCallIn,
/// lineCallOut).
/// </summary>
internal static class Lines
{
    /// <summary>A line of the caller's, or what is missing. Nothing is taken then.</summary>
    public static EndReason? TryEnter(this TrunkTraffic traffic, CompiledIngress caller, long waitedMs)
    {
        if (caller.Phone is { } phone)
        {
            return traffic.TryEnter(phone, TrafficKind.PhoneOut, phone.LineCallOut);
        }

        return traffic.TryEnter(TrafficKind.Ingress, caller.Name, caller.Capacity, caller.Cps, waitedMs);
    }

    /// <summary>The line of a call that was up before this process: whatever the limit.</summary>
    public static void Enter(this TrunkTraffic traffic, CompiledIngress caller)
    {
        traffic.TryEnter(caller.IsPhone ? TrafficKind.Phone : TrafficKind.Ingress, caller.Name, 0, 0);
        if (caller.IsPhone)
        {
            traffic.TryEnter(TrafficKind.PhoneOut, caller.Name, 0, 0);
        }
    }

    public static void Leave(this TrunkTraffic traffic, CompiledIngress caller)
    {
        traffic.Leave(caller.IsPhone ? TrafficKind.Phone : TrafficKind.Ingress, caller.Name);
        if (caller.IsPhone)
        {
            traffic.Leave(TrafficKind.PhoneOut, caller.Name);
        }
    }

    /// <summary>A call of the caller's has been answered, or has ended without.</summary>
    public static void Attempted(this TrunkTraffic traffic, CompiledIngress caller, bool answered) =>
        traffic.Attempted(caller.IsPhone ? TrafficKind.Phone : TrafficKind.Ingress, caller.Name, answered);

    /// <summary>An answered call has ended: so long it has been talked on both sides' lines. A phone's are of the calls that it makes.</summary>
    public static void Talked(this TrunkTraffic traffic, CompiledIngress? caller, CompiledEgress callee, long milliseconds)
    {
        if (caller is not null)
        {
            traffic.Talked(caller.IsPhone ? TrafficKind.Phone : TrafficKind.Ingress, caller.Name, milliseconds);
        }

        if (callee.Phone is null)
        {
            traffic.Talked(TrafficKind.Egress, callee.Name, milliseconds);
        }
    }

    /// <summary>A line of the trunk or phone that the call goes to.</summary>
    public static EndReason? TryEnter(this TrunkTraffic traffic, CompiledEgress callee) => callee.Phone is { } phone
        ? traffic.TryEnter(phone.Phone, TrafficKind.PhoneIn, phone.Phone.LineCallIn)
        : traffic.TryEnter(TrafficKind.Egress, callee.Name, callee.Trunk.Capacity, callee.Trunk.Cps);

    public static void Enter(this TrunkTraffic traffic, CompiledEgress callee)
    {
        traffic.TryEnter(callee.Phone is null ? TrafficKind.Egress : TrafficKind.Phone, callee.Name, 0, 0);
        if (callee.Phone is not null)
        {
            traffic.TryEnter(TrafficKind.PhoneIn, callee.Name, 0, 0);
        }
    }

    public static void Leave(this TrunkTraffic traffic, CompiledEgress callee)
    {
        traffic.Leave(callee.Phone is null ? TrafficKind.Egress : TrafficKind.Phone, callee.Name);
        if (callee.Phone is not null)
        {
            traffic.Leave(TrafficKind.PhoneIn, callee.Name);
        }
    }

    private static EndReason? TryEnter(this TrunkTraffic traffic, Phone phone, TrafficKind direction, int most)
    {
        if (traffic.TryEnter(TrafficKind.Phone, phone.Number, phone.LineCapacity, 0) is { } full)
        {
            return full;
        }

        EndReason? none = traffic.TryEnter(direction, phone.Number, most, 0);
        if (none is not null)
        {
            traffic.Leave(TrafficKind.Phone, phone.Number);
        }

        return none;
    }
}
