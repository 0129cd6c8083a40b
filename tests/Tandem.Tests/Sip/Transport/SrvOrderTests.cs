using System.Net;
using CsCheck;
using Tandem.Sip.Transport;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Sip.Transport;

public sealed class SrvOrderTests
{
    [Fact]
    public void Every_target_is_there_once_and_a_lower_priority_always_comes_first() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5]).Array[1, 10].Select(Gen.Int).Sample(static (records, seed) =>
        {
            SrvChoice[] choices = [.. records.Select(static (record, i) => new SrvChoice(record.Item1, record.Item2, [TargetOf(i)]))];
            Target[] order = SrvOrder.Shuffle(choices, new Random(seed));
            order.Should().BeEquivalentTo(choices.SelectMany(static choice => choice.Targets));
            order.Select(target => choices[target.Address.Port].Priority).Should().BeInAscendingOrder();
        });

    [Fact]
    public void Shares_follow_the_weights()
    {
        SrvChoice[] choices = [new(1, 0, [TargetOf(0)]), new(1, 10, [TargetOf(1)]), new(1, 30, [TargetOf(2)])];
        var random = new Random(1);
        int[] first = new int[3];
        for (int i = 0; i < 40_000; i++)
        {
            first[SrvOrder.Shuffle(choices, random)[0].Address.Port]++;
        }

        first[0].Should().BeInRange(700, 1300, "weight 0 has a small chance: 1 of 41");
        first[1].Should().BeInRange(9_000, 10_500);
        first[2].Should().BeInRange(28_000, 30_500);
    }

    private static Target TargetOf(int number) => new(TransportKind.Udp, NetAddress.From(IPAddress.Loopback, number));
}
