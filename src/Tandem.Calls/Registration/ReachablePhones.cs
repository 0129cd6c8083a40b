using System.Globalization;
using System.Text;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>Where phones are: first the address that the plan gives a static phone (SW §9, register type 0), then what it has registered, if phones can.</summary>
internal sealed class ReachablePhones(PlanHolder plan, IWire wire, IPhoneContacts? registered) : IPhoneContacts
{
    private const ushort DefaultPort = 5060;
    private const ushort DefaultTlsPort = 5061;

    public IReadOnlyList<PhoneContact> Find(string phone)
    {
        IReadOnlyList<PhoneContact> others = registered?.Find(phone) ?? [];
        if (plan.Current.FindPhone(phone)?.Phone is { Address: { } address } && TryReach(address, out Flow flow))
        {
            return [new(UriOf(phone, flow), flow, [], 1.0, DateTimeOffset.MaxValue), .. others];
        }

        return others;
    }

    private bool TryReach(in EgressAddress address, out Flow flow)
    {
        TransportKind transport = address.Transport switch
        {
            EgressTransport.Tcp => TransportKind.Tcp,
            EgressTransport.Tls => TransportKind.Tls,
            _ => TransportKind.Udp,
        };
        ushort port = address.Port != 0 ? address.Port : transport == TransportKind.Tls ? DefaultTlsPort : DefaultPort;
        return wire.TryRoute(transport, new NetAddress(address.Ip ?? default, port), out flow);
    }

    private static string UriOf(string phone, in Flow flow)
    {
        Span<byte> host = stackalloc byte[64];
        flow.Remote.TryFormatHost(host, out int length);
        return string.Create(CultureInfo.InvariantCulture, $"sip:{Escaped(phone)}@{Encoding.ASCII.GetString(host[..length])}:{flow.Remote.Port}{(flow.IsStream ? $";transport={flow.Transport.Word()}" : "")}");
    }

    /// <summary># may not stand in the user part of a URI as it is (RFC 3261 §25.1).</summary>
    private static string Escaped(string number) => number.Replace("#", "%23", StringComparison.Ordinal);
}
