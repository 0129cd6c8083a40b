using System.Net;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.TestKit;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Routing.Access;

public sealed class GeofenceTests
{
    private readonly FakePlaces _places = new()
    {
        ["203.0.113.9"] = new("BD", 64_500, "Example"),
        ["198.51.100.7"] = new("US", 64_501, "Other"),
        ["2001:db8::9"] = new("BD", 64_500, "Example"),
        ["2001:db8:ff::1"] = new("FR", 0, ""),
        ["192.0.2.1"] = new("", 64_500, "Example"),
    };

    [Theory]
    [InlineData("BD", "country:BD")]
    [InlineData("bd", "country:BD")]
    [InlineData("country:no", "country:NO")]
    [InlineData("asn:64500", "asn:64500")]
    [InlineData("AS4200000001", "asn:4200000001")]
    [InlineData(" 203.0.113.0/24 ", "203.0.113.0/24")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    public void A_line_is_read_as_people_write_it_and_written_in_one_way(string text, string written)
    {
        PlaceRule.TryParse(text, out PlaceRule rule, out string problem).Should().BeTrue(problem);
        rule.ToString().Should().Be(written);
        PlaceRule.TryParse(written, out PlaceRule again, out _).Should().BeTrue();
        again.Should().Be(rule);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("B1")]
    [InlineData("country:BGD")]
    [InlineData("asn:0")]
    [InlineData("asn:x")]
    [InlineData("AS4294967296")]
    [InlineData("192.0.2.1:5060")]
    [InlineData("192.0.2.1/24")]
    [InlineData("Bangladesh")]
    public void What_is_no_line_is_said(string? text)
    {
        PlaceRule.TryParse(text, out _, out string problem).Should().BeFalse();
        problem.Should().Contain($"'{text?.Trim()}'");
    }

    [Theory]
    [InlineData("BD", "", false, "203.0.113.9", true)]
    [InlineData("BD", "", false, "2001:db8::9", true)]
    [InlineData("BD", "", false, "198.51.100.7", false)]
    [InlineData("BD", "", false, "2001:db8:ff::1", false)]
    [InlineData("asn:64501", "", false, "198.51.100.7", true)]
    [InlineData("asn:64501", "", false, "203.0.113.9", false)]
    [InlineData("BD 198.51.100.0/24", "", false, "198.51.100.7", true)]
    [InlineData("2001:db8:ff::/48", "", false, "2001:db8:ff::1", true)]
    [InlineData("2001:db8:ff::/48", "", false, "2001:db8::9", false)]
    [InlineData("198.51.100.0/24", "", false, "10.0.0.1", false)] // networks alone: nothing is unknown
    [InlineData("BD", "", false, "10.0.0.1", true)] // unknown passes
    [InlineData("BD", "", true, "10.0.0.1", false)] // unless it is denied
    [InlineData("BD 10.0.0.0/8", "", true, "10.0.0.1", true)]
    [InlineData("BD", "", true, "192.0.2.1", false)] // a system alone says no country
    [InlineData("asn:64501", "", false, "2001:db8:ff::1", true)] // no system known
    [InlineData("asn:64501", "", true, "2001:db8:ff::1", false)]
    [InlineData("", "US", false, "198.51.100.7", false)]
    [InlineData("", "US", false, "203.0.113.9", true)]
    [InlineData("", "US", false, "10.0.0.1", true)]
    [InlineData("BD", "203.0.113.9", false, "203.0.113.9", false)] // deny wins
    [InlineData("", "", false, "198.51.100.7", true)]
    public void Who_may_come(string allow, string deny, bool denyUnknown, string source, bool may)
    {
        var fence = CompiledGeofence.Of(new()
        {
            Allow = allow.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Deny = deny.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            DenyUnknown = denyUnknown,
        });
        fence.Lets(Ip(source), _places).Should().Be(may);
    }

    [Fact]
    public void An_open_fence_asks_nobody()
    {
        CompiledGeofence.None.Lets(Ip("203.0.113.9"), _places).Should().BeTrue();
        _places.Asked.Should().Be(0);
    }

    [Fact]
    public void Wrong_lines_of_trunks_and_phones_are_problems_with_their_place()
    {
        PlanDocument plan = new PlanBuilder { Customer = new() { Name = "customer", Account = "acme", Addresses = ["127.0.0.2"], Geofence = new() { Allow = ["BD", "Bangladesh"] } } }
            .Phone("1001", "secret", static phone => phone with { Geofence = new() { Deny = ["10.0.0.1/8"], DenyUnknown = true } })
            .Build();
        PlanRules.Check(plan).Select(static problem => problem.Path).Should().Equal("ingressTrunks[0].geofence.allow[1]", "phones[0].geofence.deny[0]", "phones[0].geofence.denyUnknown");
    }

    [Fact]
    public void Too_many_lines_are_a_problem()
    {
        Geofence fence = new() { Allow = [.. Enumerable.Repeat("BD", CompiledGeofence.MostLines)], Deny = ["US"] };
        CompiledGeofence.Faults(fence).Should().ContainSingle().Which.Fault.Should().Contain($"{CompiledGeofence.MostLines}");
    }

    private static UInt128 Ip(string address) => NetAddress.From(IPAddress.Parse(address), 0).Ip;
}
