using System.Net;
using Tandem.Media.Relay;
using Tandem.Media.Relay.Wire;

namespace Tandem.Tests.Media.Relay;

public sealed class PortRangeTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData("127.0.0.1:48000-48099", 48_000, 50)]
    [InlineData("127.0.0.1:48001-48099", 48_002, 49)]
    [InlineData("[::1]:48000-48001", 48_000, 1)]
    [InlineData("0.0.0.0:10000-49999", 10_000, 20_000)]
    public void A_range_is_read_and_starts_even(string text, int low, int pairs)
    {
        PortRange.TryParse(text, TimeSpan.FromSeconds(5), new Random(1), out PortRange? range).Should().BeTrue();
        using (range)
        {
            range!.Low.Should().Be(low);
            range.Pairs.Should().Be(pairs);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:48000")]
    [InlineData("127.0.0.1:48099-48000")]
    [InlineData("127.0.0.1:80-90")]
    [InlineData("127.0.0.1:48001-48002")]
    [InlineData("127.0.0.1:48000-70000")]
    [InlineData("somewhere:48000-48099")]
    public void What_is_no_range_is_none(string text) =>
        PortRange.TryParse(text, TimeSpan.FromSeconds(5), new Random(1), out _).Should().BeFalse();

    [Fact]
    public void Every_pair_is_handed_out_once_from_a_random_start()
    {
        using PortRange range = Range(31_100, 10);
        PortPair[] all = [.. Enumerable.Range(0, 10).Select(_ => Take(range, 0)!)];
        all.Select(static pair => pair.LowPort).Should().OnlyHaveUniqueItems().And.OnlyContain(static port => port % 2 == 0 && port >= 31_100 && port < 31_120);
        all.Should().OnlyContain(static pair => pair.Rtp!.Local.Port == pair.LowPort && pair.Rtcp!.Local.Port == pair.LowPort + 1);
        Take(range, 0).Should().BeNull();
        int[] starts = [.. Enumerable.Range(0, 20).Select(static seed =>
        {
            using var other = new PortRange(IPAddress.Parse("127.0.0.9"), 31_100, 31_119, TimeSpan.Zero, new Random(seed));
            using PortPair pair = Take(other, 0)!;
            return pair.LowPort;
        })];
        starts.Distinct().Count().Should().BeGreaterThan(4);
        foreach (PortPair pair in all)
        {
            pair.Dispose();
        }
    }

    [Fact]
    public void A_pair_rests_for_the_guard_time_and_keeps_its_sockets()
    {
        using PortRange range = Range(31_200, 1);
        PortPair pair = Take(range, Second)!;
        int descriptor = pair.Rtp!.Descriptor;
        range.GiveBack(pair, 10 * Second);
        Take(range, (15 * Second) - 1).Should().BeNull();
        PortPair again = Take(range, 15 * Second)!;
        again.Rtp!.Descriptor.Should().Be(descriptor);
        range.GiveBack(again, 20 * Second);
    }

    [Fact]
    public void Descriptors_end_before_the_process_has_none_left_and_those_in_use_stay()
    {
        using PortRange range = Range(31_250, 10);
        using PortPair before = Take(range, 0)!;
        range.HighestDescriptor = before.Rtcp!.Descriptor;

        range.Take(range.Address, withRtcp: true, 0, out RelayStatus status).Should().BeNull();

        status.Should().Be(RelayStatus.DescriptorsExhausted);
        before.Rtp!.Descriptor.Should().BePositive();
        range.HighestDescriptor = int.MaxValue;
        using PortPair after = Take(range, 0)!;
        after.Rtp.Should().NotBeNull();
    }

    [Fact]
    public void Ports_of_another_program_are_passed_over()
    {
        using PortRange range = Range(31_300, 3);
        using System.Net.Sockets.Socket taken = RelayBench.Peer(RelayBench.Own, 31_303);
        using PortPair one = Take(range, 0)!;
        using PortPair two = Take(range, 0)!;
        new[] { one.LowPort, two.LowPort }.Should().BeEquivalentTo([31_300, 31_304]);
        Take(range, 0).Should().BeNull();
        range.Free.Should().Be(1);
    }

    [Fact]
    public void An_address_that_is_not_this_machines_is_no_shortage_of_ports()
    {
        using var range = new PortRange(IPAddress.Parse("192.0.2.55"), 31_400, 31_499, TimeSpan.Zero, new Random(11));
        range.Take(range.Address, withRtcp: true, 0, out RelayStatus status).Should().BeNull();
        status.Should().Be(RelayStatus.NoSuchAddress);
        range.Free.Should().Be(range.Pairs);
    }

    private static PortRange Range(int low, int pairs) => new(IPAddress.Parse(RelayBench.Own), low, low + (pairs * 2) - 1, TimeSpan.FromSeconds(5), new Random(11));

    private static PortPair? Take(PortRange range, long at)
    {
        PortPair? pair = range.Take(range.Address, withRtcp: true, at, out RelayStatus status);
        status.Should().Be(pair is null ? RelayStatus.PortsExhausted : RelayStatus.Ok);
        return pair;
    }
}
