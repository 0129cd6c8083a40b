using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tandem.Calls.Guard.Bans;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Calls.Guard.Bans;

public sealed class OffendersTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Who_breaks_a_rule_becomes_one_verdict_with_its_evidence()
    {
        Offenders offenders = Of();
        DateTimeOffset begun = _time.GetUtcNow();
        for (int i = 0; i < 20; i++)
        {
            offenders.TryTake(out _).Should().BeFalse();
            offenders.Saw(Address("192.0.2.1"), BanReason.IllegalCall, 1, "caller/1\u00ff"u8);
            offenders.Saw(Address("192.0.2.2"), BanReason.Malformed);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        offenders.TryTake(out Verdict verdict).Should().BeTrue();
        verdict.Source.ToString().Should().Be("192.0.2.1");
        verdict.Reason.Should().Be(BanReason.IllegalCall);
        verdict.Evidence.Should().Be(new BanEvidence(20, begun, begun.AddSeconds(19), "caller/1??"));
        offenders.TryTake(out _).Should().BeFalse();
    }

    [Fact]
    public void What_is_tried_is_counted_by_minute_though_its_rule_is_off_but_not_of_the_white_list_and_not_calls()
    {
        Offenders offenders = Of(("SERVER_FIREWALL_SCANNER", "Off"), ("SERVER_ILLEGAL_CALL_WHITE_LIST", "192.0.2.9"));
        offenders.Saw(Address("192.0.2.1"), BanReason.Scanner, 7);
        offenders.Saw(Address("192.0.2.9"), BanReason.Sweep, 5);
        offenders.Saw(Address("192.0.2.1"), BanReason.IllegalCall, 5);
        offenders.TakeMinutes().Should().Equal(new OffenceMinute(_time.GetUtcNow(), BanReason.Scanner, Ban.PlaceOf(Address("192.0.2.1").Ip), 7));
    }

    [Fact]
    public void All_addresses_of_an_IPv6_subscriber_are_one_offender()
    {
        Offenders offenders = Of();
        for (int i = 1; i <= 20; i++)
        {
            offenders.Saw(Address($"2001:db8:0:1::{i:x}"), BanReason.IllegalCall);
        }

        offenders.TryTake(out Verdict verdict).Should().BeTrue();
        verdict.Source.ToString().Should().Be("2001:db8:0:1::/64");
    }

    [Fact]
    public void Wrong_passwords_count_no_earlier_than_they_suspend()
    {
        Offenders offenders = Of(("SERVER_FIREWALL_WRONG_PASSWORD_COUNT", "2"), ("SS_AUTHENTICATION_MAX_RETRY", "4"));
        for (int i = 0; i < 4; i++)
        {
            offenders.TryTake(out _).Should().BeFalse();
            offenders.Saw(Address("192.0.2.1"), BanReason.WrongPassword);
        }

        offenders.TryTake(out _).Should().BeTrue();
    }

    [Fact]
    public void A_rule_that_is_off_counts_nothing()
    {
        Offenders offenders = Of(("SERVER_FIREWALL_SCANNER", "Off"));
        offenders.Saw(Address("192.0.2.1"), BanReason.Scanner);
        offenders.TryTake(out _).Should().BeFalse();
    }

    [Fact]
    public void A_right_password_is_remembered_for_an_hour()
    {
        Offenders offenders = Of();
        offenders.Proved(Address("192.0.2.1"));
        offenders.HasProved(Address("192.0.2.1").Ip).Should().BeTrue();
        offenders.HasProved(Address("192.0.2.2").Ip).Should().BeFalse();
        _time.Advance(TimeSpan.FromHours(1));
        offenders.HasProved(Address("192.0.2.1").Ip).Should().BeFalse();
    }

    [Fact]
    public void However_many_come_the_one_who_goes_on_is_found()
    {
        Offenders offenders = Of();
        for (uint i = 0; i < 10 * Offenders.MostSources; i++)
        {
            offenders.Saw(NetAddress.FromIPv4(0x0A00_0000 + i, 5060), BanReason.IllegalCall);
            if (i % 1000 == 0)
            {
                _time.Advance(TimeSpan.FromMilliseconds(10));
                offenders.Saw(Address("192.0.2.1"), BanReason.IllegalCall);
            }
        }

        offenders.TryTake(out Verdict verdict).Should().BeTrue();
        verdict.Source.ToString().Should().Be("192.0.2.1");
    }

    [Theory]
    [InlineData("friendly-scanner", true)]
    [InlineData("X Friendly-Scanner 0.3", true)]
    [InlineData("sundayddr", true)]
    [InlineData("VaxSIPUserAgent/3.1", true)]
    [InlineData("pplsip", true)]
    [InlineData("sipcli/v1.8", true)]
    [InlineData("Asterisk PBX 18", false)]
    [InlineData("MicroSIP/3.21", false)]
    [InlineData("Grandstream GXP1625", false)]
    [InlineData("", false)]
    public void Scanners_are_known_by_what_they_call_themselves(string userAgent, bool isScanner) =>
        ScannerNames.Has(System.Text.Encoding.UTF8.GetBytes(userAgent)).Should().Be(isScanner);

    private Offenders Of(params (string Name, string Value)[] parameters)
    {
        List<PlanProblem> problems = [];
        SystemParameters read = SystemParameters.Read(parameters.ToDictionary(static one => one.Name, static one => one.Value), problems);
        problems.Should().BeEmpty();
        return new Offenders(_time, new PlanHolder(new SwitchPlan { Parameters = read }));
    }

    private static NetAddress Address(string ip) => NetAddress.From(IPAddress.Parse(ip), 5060);
}
