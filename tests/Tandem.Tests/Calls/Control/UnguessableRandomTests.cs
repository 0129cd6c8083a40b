using CsCheck;
using Tandem.Calls.Control;

namespace Tandem.Tests.Calls.Control;

public sealed class UnguessableRandomTests
{
    [Fact]
    public void Numbers_stay_in_their_range_and_reach_its_ends()
    {
        var random = new UnguessableRandom();
        var seen = new HashSet<int>();
        for (int i = 0; i < 2000; i++)
        {
            seen.Add(random.Next(-3, 4));
        }

        seen.Should().BeEquivalentTo([-3, -2, -1, 0, 1, 2, 3]);
        random.Next(5, 5).Should().Be(5);
    }

    [Fact]
    public void Any_range_will_do() =>
        Gen.Select(Gen.Long, Gen.Long).Sample((a, b) =>
        {
            (long low, long high) = (Math.Min(a, b), Math.Max(a, b));
            long drawn = new UnguessableRandom().NextInt64(low, high);
            return drawn >= low && (drawn < high || low == high);
        });
}
