using Tandem.Routing.Access;
using Tandem.Store.Audit;
using Tandem.Store.Firewall;

namespace Tandem.Tests.Store.Firewall;

public sealed class FirewallStoreTests
{
    [Fact]
    public async Task A_ban_comes_back_as_it_was_and_is_gone_when_it_is_lifted()
    {
        using var kit = new StoreKit();
        var store = new BanStore(kit.Store, kit.Time);
        DateTimeOffset now = kit.Time.GetUtcNow();
        var ban = new Ban(Source("192.0.2.1"), BanReason.Scanner, now, now.AddMinutes(10), 2, new BanEvidence(3, now.AddSeconds(-3), now, "friendly-scanner"), "", "");
        var other = new Ban(Source("2001:db8::/64"), BanReason.Manual, now, now.AddMinutes(10), 1, BanEvidence.None(now), "ann", "noise");
        await store.SaveAsync([(ban.Source, ban), (other.Source, other)], [ban, other], CancellationToken.None);
        store.Load().Should().BeEquivalentTo([ban, other]);
        await store.SaveAsync([(ban.Source, null), (other.Source, other with { Times = 2 })], [], CancellationToken.None);
        store.Load().Should().Equal(other with { Times = 2 });
        store.Hours(now.AddHours(-1)).Select(static hour => (hour.Reason, hour.Bans)).Should().BeEquivalentTo([(BanReason.Scanner, 1L), (BanReason.Manual, 1L)], "what began is counted once");
    }

    [Fact]
    public async Task Bans_that_are_over_or_lifted_stay_in_the_history_with_what_they_were()
    {
        using var kit = new StoreKit();
        var store = new BanStore(kit.Store, kit.Time);
        DateTimeOffset now = kit.Time.GetUtcNow();
        var first = new Ban(Source("192.0.2.1"), BanReason.Scanner, now, now.AddMinutes(10), 1, new BanEvidence(3, now.AddSeconds(-3), now, "friendly-scanner"), "", "");
        Ban second = first with { From = now.AddHours(1), Until = now.AddHours(2), Times = 2 };
        var other = new Ban(Source("2001:db8::/64"), BanReason.Manual, now, now.AddMinutes(10), 1, BanEvidence.None(now), "ann", "noise");
        await store.SaveAsync([(first.Source, first), (other.Source, other)], [first, other], CancellationToken.None);
        await store.SaveAsync([(first.Source, second), (other.Source, null)], [second], CancellationToken.None);
        store.Begun(now, now.AddDays(1), null, CancellationToken.None).Should().BeEquivalentTo([first, other, second], static options => options.WithStrictOrdering());
        store.Begun(now, now.AddDays(1), Source("2001:db8::7"), CancellationToken.None).Should().Equal([other], "of IPv6 the subscriber is banned");
        store.Begun(now.AddHours(1), now.AddDays(1), null, CancellationToken.None).Should().Equal(second);
        store.Parts(now, now.AddDays(1), TimeSpan.FromHours(1), null, CancellationToken.None).Sum(static part => part.Bans).Should().Be(3);
    }

    [Fact]
    public async Task A_source_stands_in_one_list_until_its_line_ends_and_the_audit_trail_knows()
    {
        using var kit = new StoreKit();
        var store = new FirewallLineStore(kit.Store, kit.Time);
        var ann = new Author("ann", "192.0.2.99");
        DateTimeOffset now = kit.Time.GetUtcNow();
        (await store.PutAsync(new(true, Source("10.0.0.0/8"), "noise", null, "ann", now), ann, CancellationToken.None)).Should().BeTrue();
        (await store.PutAsync(new(false, Source("10.0.0.0/8"), "a partner", now.AddHours(1), "ann", now), ann, CancellationToken.None)).Should().BeTrue();
        store.All().Should().ContainSingle().Which.IsBlack.Should().BeFalse();
        (await store.RemoveAsync(isBlack: true, Source("10.0.0.0/8"), ann, CancellationToken.None)).Should().BeFalse();
        kit.Time.Advance(TimeSpan.FromHours(1));
        store.All().Should().BeEmpty();
        (await store.RemoveAsync(isBlack: false, Source("10.0.0.0/8"), ann, CancellationToken.None)).Should().BeTrue();
        (await new AuditLog(kit.Store, kit.Time).FindAsync(new AuditFilter { Action = "firewall-list" }, 10, 0, CancellationToken.None))
            .Select(static line => line.Detail).Should().Equal("off the white list", "on the white list", "on the black list");
    }

    [Fact]
    public async Task Countries_and_systems_stand_in_the_lists_before_the_addresses()
    {
        using var kit = new StoreKit();
        var store = new FirewallLineStore(kit.Store, kit.Time);
        var ann = new Author("ann", "192.0.2.99");
        foreach (string text in new[] { "10.0.0.0/8", "asn:64500", "country:BD", "2001:db8::/32", "country:AQ" })
        {
            PlaceRule.TryParse(text, out PlaceRule rule, out _).Should().BeTrue();
            (await store.PutAsync(new(true, rule, "", null, "ann", kit.Time.GetUtcNow()), ann, CancellationToken.None)).Should().BeTrue();
        }

        store.All().Select(static line => line.Source.ToString()).Should().Equal("country:AQ", "country:BD", "asn:64500", "10.0.0.0/8", "2001:db8::/32");
    }

    private static SourceAddress Source(string text) => SourceAddress.TryParse(text, out SourceAddress source, out string problem) ? source : throw new ArgumentException(problem, nameof(text));
}
