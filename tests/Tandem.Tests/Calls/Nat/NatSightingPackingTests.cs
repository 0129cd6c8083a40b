using System.Net;
using CsCheck;
using Tandem.Calls.Nat;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Nat;

public sealed class NatSightingPackingTests
{
    private static readonly string[] s_ips = ["0.0.0.0", "192.168.1.2", "203.0.113.9", "255.255.255.255", "::", "::1", "2001:db8::7", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"];

    private static readonly Gen<NetAddress> Addresses =
        from ip in Gen.Int[0, s_ips.Length - 1]
        from port in Gen.UShort
        select NetAddress.From(IPAddress.Parse(s_ips[ip]), port);

    private static readonly Gen<WrittenAddress> Written =
        from address in Addresses
        from kind in Gen.Int[0, 3]
        select kind switch { 0 => default, 1 => WrittenAddress.Of(address), 2 => WrittenAddress.Of(address).WithoutPort, _ => new WrittenAddress(new(default, address.Port), true, true) };

    private static readonly Gen<NatSighting> Sightings =
        from places in Written.Array[6]
        from source in Addresses
        from bits in Gen.Int[0, 63]
        from numbers in Gen.Int.Array[3]
        from method in Gen.Enum<SipMethod>()
        select new NatSighting
        {
            Method = method,
            IsAnswer = (bits & 1) != 0,
            IsStream = (bits & 2) != 0,
            HasRPort = (bits & 4) != 0,
            HasHops = (bits & 8) != 0,
            HasCandidates = (bits & 16) != 0,
            IsFresh = (bits & 32) != 0,
            RPortValue = numbers[0],
            ContentLength = numbers[1],
            BodyLength = numbers[2],
            Source = source,
            Via = places[0],
            Received = places[1],
            Contact = places[2],
            Origin = places[3],
            Media = places[4],
            CallIdHost = places[5],
        };

    [Fact]
    public void What_is_packed_comes_back_as_it_was() =>
        Sightings.Sample(static seen => NatSightingPacking.Unpack(NatSightingPacking.Pack(seen)) == seen);

    [Fact]
    public void A_registration_over_IPv4_takes_fifty_bytes()
    {
        WrittenAddress own = WrittenAddress.Of(NetAddress.FromIPv4(0xC0A8010A, 5060));
        NatSighting seen = new() { Method = SipMethod.Register, Source = NetAddress.FromIPv4(0xCB007109, 40_001), Via = own, Contact = own, CallIdHost = own.WithoutPort };
        NatSightingPacking.Pack(seen).Length.Should().BeLessThanOrEqualTo(50);
    }
}
