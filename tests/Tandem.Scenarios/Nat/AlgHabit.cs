using System.Net;

namespace Tandem.Scenarios.Nat;

/// <summary>Between whom a datagram goes.</summary>
/// <param name="Phone">The phone's own address.</param>
/// <param name="Outside">The router's, for this phone.</param>
/// <param name="Switch">The switch's.</param>
internal sealed record AlgPath(IPEndPoint Phone, IPEndPoint Outside, IPEndPoint Switch);

/// <summary>One thing that a SIP ALG does.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Outward">To what the phone sends.</param>
/// <param name="Inward">To what the switch sends.</param>
internal sealed record AlgHabit(string Name, Action<AlgPacket, AlgPath>? Outward = null, Action<AlgPacket, AlgPath>? Inward = null)
{
    public override string ToString() => Name;
}
