using Microsoft.Extensions.Time.Testing;
using Tandem.Api.People;
using Tandem.Routing.Plan;

namespace Tandem.Tests.Api.People;

public sealed class SignInGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SignInGuard _guard;

    public SignInGuardTests() => _guard = new(new PlanHolder(SwitchPlan.Empty), _time);

    [Fact]
    public void An_attempt_counts_from_its_beginning()
    {
        for (int attempt = 0; attempt < SignInGuard.MostOfName; attempt++)
        {
            _guard.IsLocked("ann").Should().BeFalse();
            _guard.Begin("ann", "192.0.2.1").Should().BeNull();
        }

        _guard.IsLocked("Ann").Should().BeTrue();
        _guard.Begin("ANN", "192.0.2.2").Should().Be(TimeSpan.FromSeconds(300));
        _time.Advance(TimeSpan.FromSeconds(301));
        _guard.Begin("ann", "192.0.2.1").Should().BeNull();
        _guard.IsLocked("ann").Should().BeFalse("a new row has begun");
    }

    [Fact]
    public void What_was_right_or_neither_leaves_nothing_behind()
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            _guard.Begin("ann", "192.0.2.1").Should().BeNull();
            if (attempt % 2 == 0)
            {
                _guard.Succeeded("ann", "192.0.2.1");
            }
            else
            {
                _guard.TakeBack("ann", "192.0.2.1");
            }
        }
    }

    [Fact]
    public void A_right_one_ends_the_row_of_its_name_and_not_that_of_its_address()
    {
        for (int attempt = 0; attempt < SignInGuard.MostOfAddress; attempt++)
        {
            _guard.Begin($"name{attempt}", "192.0.2.1").Should().BeNull();
            _guard.Begin("ann", "192.0.2.9").Should().BeNull();
            _guard.Succeeded("ann", "192.0.2.9");
        }

        _guard.Begin("ann", "192.0.2.1").Should().NotBeNull();
        _guard.Begin("ann", "192.0.2.9").Should().BeNull();
    }

    [Fact]
    public void A_subscribers_network_of_IPv6_is_one_address()
    {
        for (int attempt = 0; attempt < SignInGuard.MostOfAddress; attempt++)
        {
            _guard.Begin($"name{attempt}", $"2001:db8:0:1::{attempt:x}").Should().BeNull();
        }

        _guard.Begin("ann", "2001:db8:0:1:ffff::1").Should().NotBeNull();
        _guard.Begin("ann", "2001:db8:0:2::1").Should().BeNull();
    }
}
