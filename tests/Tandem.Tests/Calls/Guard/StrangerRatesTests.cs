using Tandem.Calls.Guard;

namespace Tandem.Tests.Calls.Guard;

public sealed class StrangerRatesTests
{
    [Fact]
    public void A_source_is_counted_by_the_second_over_all_threads()
    {
        var rates = new StrangerRates();
        int[] largest = new int[4];
        Thread[] shards = [.. Enumerable.Range(0, 4).Select(shard => new Thread(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                largest[shard] = rates.CountIn(7, 1_700_000_000);
            }
        }))];
        Array.ForEach(shards, static thread => thread.Start());
        Array.ForEach(shards, static thread => thread.Join());

        largest.Max().Should().Be(2000);
        rates.CountIn(7, 1_700_000_001).Should().Be(1);
        rates.CountIn(8, 1_700_000_001).Should().Be(1);
        rates.CountIn(7, 1_700_000_001).Should().Be(2);
    }

    [Fact]
    public void A_count_ends_at_its_most_and_never_becomes_anothers()
    {
        var rates = new StrangerRates();
        for (int i = 0; i < 10_000; i++)
        {
            rates.CountIn(7, 5);
        }

        rates.CountIn(7, 5).Should().BeGreaterThan(IllegalCalls.PerSourceSecond);
        rates.CountIn(7, 6).Should().Be(1);
    }
}
