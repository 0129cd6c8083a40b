using Tandem.Calls.Guard.Bans;
using Tandem.Routing.Access;

namespace Tandem.Tests.Calls.Guard.Bans;

public sealed class OffenceMinutesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly OffenceMinutes _minutes = new();

    [Fact]
    public void Each_minute_has_what_was_tried_in_it_by_source()
    {
        _minutes.Add(Noon.AddSeconds(1), BanReason.WrongPassword, IPv4(1), 3);
        _minutes.Add(Noon.AddSeconds(59), BanReason.WrongPassword, IPv4(1), 1);
        _minutes.Add(Noon.AddSeconds(60), BanReason.Sweep, IPv4(2), 5);
        _minutes.Take().Should().BeEquivalentTo(
        [
            new OffenceMinute(Noon, BanReason.WrongPassword, Ban.PlaceOf(IPv4(1)), 4),
            new OffenceMinute(Noon.AddMinutes(1), BanReason.Sweep, Ban.PlaceOf(IPv4(2)), 5),
        ]);
        _minutes.Take().Should().BeEmpty();
    }

    [Fact]
    public void Of_many_sources_the_heaviest_keep_their_addresses_and_no_attempt_is_lost()
    {
        const int Sources = OffenceMinutes.MostSources + 1000;
        for (uint i = 1; i <= Sources; i++)
        {
            _minutes.Add(Noon, BanReason.Malformed, IPv4(i), i <= 5 ? 1000 : 1);
        }

        IReadOnlyList<OffenceMinute> taken = _minutes.Take();
        taken.Count(static one => one.Source is not null).Should().Be(OffenceMinutes.MostTold);
        taken.Count(static one => one.Count == 1000).Should().Be(5);
        taken.Sum(static one => one.Count).Should().Be(Sources - 5 + 5000);
    }

    [Fact]
    public void While_the_database_takes_nothing_memory_is_bounded_and_no_attempt_is_lost()
    {
        long all = 0;
        for (int minute = 0; minute < 1000; minute++)
        {
            for (uint i = 1; i <= 20; i++)
            {
                _minutes.Add(Noon.AddMinutes(minute), BanReason.Scanner, IPv4(i), 1);
                all++;
            }

            _minutes.GiveBack(_minutes.Take());
        }

        IReadOnlyList<OffenceMinute> taken = _minutes.Take();
        taken.Should().HaveCountLessThanOrEqualTo(OffenceMinutes.MostWaiting + 1000);
        taken.Sum(static one => one.Count).Should().Be(all);
    }

    private static UInt128 IPv4(uint number) => ((UInt128)0xFFFF << 32) | (0xC6330000 + number);
}
