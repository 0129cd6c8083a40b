using Microsoft.Extensions.Time.Testing;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Wire.Firewall;

public sealed class FailedLoginsTests
{
    private const int Most = 3;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly NetAddress Source = At("192.0.2.1");
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly FailedLogins _logins;

    public FailedLoginsTests() => _logins = new(_time);

    [Fact]
    public void So_many_in_a_row_suspend_a_source_until_so_long_after_the_last()
    {
        Fail(Source, Most - 1);
        _logins.SuspendedUntil(Source, Most).Should().BeNull();
        _time.Advance(TimeSpan.FromSeconds(10));

        Fail(Source, 1);

        _logins.SuspendedUntil(Source, Most).Should().Be(Noon.AddSeconds(190));
        _logins.SuspendedUntil(At("192.0.2.2"), Most).Should().BeNull();
        _time.Advance(TimeSpan.FromSeconds(180));
        _logins.SuspendedUntil(Source, Most).Should().BeNull();
        _logins.Count.Should().Be(0);
    }

    [Fact]
    public void The_right_password_ends_the_row()
    {
        Fail(Source, Most - 1);
        _logins.Succeeded(Source);

        Fail(Source, 1);

        _logins.SuspendedUntil(Source, Most).Should().BeNull();
    }

    [Fact]
    public void What_is_long_ago_belongs_to_no_row()
    {
        Fail(Source, Most - 1);
        _time.Advance(TimeSpan.FromSeconds(180));

        Fail(Source, 1);

        _logins.SuspendedUntil(Source, Most).Should().BeNull();
    }

    [Fact]
    public void No_limit_suspends_nobody()
    {
        Fail(Source, 1000);

        _logins.SuspendedUntil(Source, 0).Should().BeNull();
    }

    [Fact]
    public void An_IPv6_subscriber_has_one_row_for_all_its_addresses()
    {
        for (int i = 0; i < Most; i++)
        {
            Fail(At($"2001:db8:0:1::{i}"), 1);
        }

        _logins.SuspendedUntil(At("2001:db8:0:1:ffff::1"), Most).Should().NotBeNull();
        _logins.SuspendedUntil(At("2001:db8:0:2::1"), Most).Should().BeNull();
    }

    [Fact]
    public void However_many_fail_those_who_failed_last_are_known_and_memory_has_a_bound()
    {
        for (uint i = 0; i < 3 * FailedLogins.MostSources; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Fail(NetAddress.FromIPv4(0x0A000000 + i, 5060), Most);
            _logins.Count.Should().BeLessThanOrEqualTo(FailedLogins.MostSources);
        }

        _logins.SuspendedUntil(NetAddress.FromIPv4(0x0A000000 + (3 * FailedLogins.MostSources) - 1, 5060), Most).Should().NotBeNull();
    }

    [Fact]
    public void Those_whose_time_is_over_make_room_first()
    {
        for (uint i = 1; i < FailedLogins.MostSources; i++)
        {
            Fail(NetAddress.FromIPv4(0x0A000000 + i, 5060), 1);
        }

        _time.Advance(TimeSpan.FromSeconds(100));
        Fail(Source, Most);
        _time.Advance(TimeSpan.FromSeconds(100));

        Fail(At("192.0.2.2"), Most);

        _logins.Count.Should().Be(2);
        _logins.SuspendedUntil(Source, Most).Should().NotBeNull();
    }

    private static NetAddress At(string address) => NetAddress.From(System.Net.IPAddress.Parse(address), 5060);

    private void Fail(NetAddress source, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _logins.Failed(source, suspendSeconds: 180);
        }
    }
}
