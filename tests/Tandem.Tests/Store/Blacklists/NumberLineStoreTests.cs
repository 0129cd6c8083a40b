using Tandem.Routing.Blacklists;
using Tandem.Store.Blacklists;

namespace Tandem.Tests.Store.Blacklists;

public sealed class NumberLineStoreTests
{
    [Fact]
    public async Task A_line_comes_back_as_it_was_and_is_gone_when_it_is_lifted()
    {
        using var kit = new StoreKit();
        var store = new NumberLineStore(kit.Store);
        DateTimeOffset now = kit.Time.GetUtcNow();
        var found = new NumberLine(new(true, NumberSide.Caller, "2001", false), NumberReason.MaliciousCall, now, now.AddHours(1), 12, "", "");
        var white = new NumberLine(new(false, NumberSide.Callee, "900", false), NumberReason.Manual, now, null, 0, "ann", "the clinic");
        await store.SaveAsync([(found.Key, found), (white.Key, white)], CancellationToken.None);
        store.Load().Should().BeEquivalentTo([found, white]);
        await store.SaveAsync([(found.Key, null), (white.Key, white with { Comment = "moved" })], CancellationToken.None);
        store.Load().Should().Equal(white with { Comment = "moved" });
    }
}
