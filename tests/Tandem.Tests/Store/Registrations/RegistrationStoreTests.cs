using Tandem.Store.Registrations;

namespace Tandem.Tests.Store.Registrations;

public sealed class RegistrationStoreTests : IDisposable
{
    private readonly StoreKit _kit = new();

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task What_was_saved_last_is_there_after_a_restart_as_long_as_it_lasts()
    {
        DateTimeOffset now = _kit.Time.GetUtcNow();
        var store = new RegistrationStore(_kit.Store);
        await store.SaveAsync([new("1001", now.AddSeconds(60), [1]), new("1002", now.AddSeconds(60), [2]), new("1003", now.AddSeconds(5), [3])], CancellationToken.None);
        await store.SaveAsync([new("1001", now.AddSeconds(90), [4, 5]), new("1002", default, null), new("1009", default, null)], CancellationToken.None);

        await _kit.RestartAsync();

        store = new(_kit.Store);
        StoredRegistration kept = store.Load(now.AddSeconds(5)).Should().ContainSingle().Subject;
        kept.Phone.Should().Be("1001");
        kept.Until.Should().Be(now.AddSeconds(90));
        kept.Bindings.Should().Equal(4, 5);
        store.Load(now.AddSeconds(90)).Should().BeEmpty();
    }
}
