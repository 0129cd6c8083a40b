using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tandem.TestKit;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Wire.Firewall;

public sealed class SourceGateTests
{
    [Fact]
    public void A_stranger_gets_so_many_a_second_and_the_rest_is_counted_by_source()
    {
        var time = new FakeTimeProvider();
        var gate = new SourceGate(time, new Random(1), perSecond: 10);
        NetAddress stranger = Address("192.0.2.1", 5060);
        Enumerable.Range(0, 25).Count(_ => Passes(gate, stranger)).Should().Be(10);
        time.Advance(TimeSpan.FromMilliseconds(500));
        Enumerable.Range(0, 25).Count(_ => Passes(gate, Address("192.0.2.1", 999))).Should().Be(5, "the port does not make it another source");
        Passes(gate, Address("192.0.2.2", 5060)).Should().BeTrue();
        gate.TryDrain(out NetAddress source, out long dropped).Should().BeTrue();
        source.Should().Be(Address("192.0.2.1", 0));
        dropped.Should().Be(35);
        gate.Dropped.Should().Be(35);
        gate.TryDrain(out _, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("192.0.2.", "192.0.3.1")]
    [InlineData("2001:db8:0:", "2001:db8:1::1")]
    public void All_strangers_of_a_network_share_what_it_gets(string network, string elsewhere)
    {
        var time = new FakeTimeProvider();
        var gate = new SourceGate(time, new Random(1), perSecond: 10) { PerNetwork = 15 };
        gate.Publish(new([Network(network.Contains(':') ? network + "fff::" : network + "200", 128)]));
        NetAddress Of(int i) => Address(network.Contains(':') ? $"{network}{i:x}::1" : $"{network}{i}", 5060);
        Enumerable.Range(1, 4).Sum(i => Enumerable.Range(0, 10).Count(_ => Passes(gate, Of(i)))).Should().Be(15);
        Passes(gate, Address(elsewhere, 5060)).Should().BeTrue();
        Passes(gate, Address(network.Contains(':') ? network + "fff::" : network + "200", 5060)).Should().BeTrue("the plan knows it");
        gate.TryDrain(out NetAddress source, out long dropped).Should().BeTrue();
        (source, dropped).Should().Be((Address(network.Contains(':') ? $"{network}2::" : $"{network}2", 0), 5), "what a network had too many of is still told by source");
        time.Advance(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 20).Count(_ => Passes(gate, Of(9))).Should().Be(10);
        gate.PerNetwork = 0;
        Passes(gate, Of(10)).Should().BeTrue();
    }

    [Fact]
    public void A_stranger_opens_so_many_streams_a_second()
    {
        var time = new FakeTimeProvider();
        var gate = new SourceGate(time, new Random(1)) { StreamsPerSecond = 3 };
        gate.Publish(new([Network("198.51.100.7", 128)]));
        Enumerable.Range(0, 10).Count(i => gate.LetsOpen(Address("192.0.2.1", (ushort)i))).Should().Be(3);
        gate.LetsOpen(Address("192.0.2.2", 1)).Should().BeTrue();
        Enumerable.Range(0, 10).Should().OnlyContain(_ => gate.LetsOpen(Address("198.51.100.7", 1)));
        gate.Spare(new([Network("203.0.113.0", 120)]));
        Enumerable.Range(0, 10).Should().OnlyContain(_ => gate.LetsOpen(Address("203.0.113.9", 1)), "it is on the white list");
        time.Advance(TimeSpan.FromMilliseconds(400));
        gate.LetsOpen(Address("192.0.2.1", 1)).Should().BeTrue();
        gate.LetsOpen(Address("192.0.2.1", 1)).Should().BeFalse();
        gate.StreamsPerSecond = 0;
        gate.LetsOpen(Address("192.0.2.1", 1)).Should().BeTrue();
    }

    [Fact]
    public void Whom_the_plan_knows_is_never_limited_and_a_new_plan_counts_at_once()
    {
        var gate = new SourceGate(new FakeTimeProvider(), new Random(1), perSecond: 1);
        gate.Publish(new([Network("198.51.100.7", 128), Network("203.0.113.0", 96 + 24), Network("2001:db8::", 32)]));
        foreach (string known in new[] { "198.51.100.7", "203.0.113.200", "2001:db8:1::9" })
        {
            Enumerable.Range(0, 100).Should().OnlyContain(_ => Passes(gate, Address(known, 1)));
        }

        Passes(gate, Address("198.51.100.8", 1)).Should().BeTrue();
        Passes(gate, Address("198.51.100.8", 1)).Should().BeFalse();
        gate.Publish(SourceTable.Empty);
        Passes(gate, Address("198.51.100.7", 1)).Should().BeTrue();
        Passes(gate, Address("198.51.100.7", 1)).Should().BeFalse();
        gate.PerSecond = 0;
        Passes(gate, Address("198.51.100.7", 1)).Should().BeTrue();
    }

    [Fact]
    public void All_addresses_of_an_IPv6_subscriber_are_one_source()
    {
        var gate = new SourceGate(new FakeTimeProvider(), new Random(1), perSecond: 2);
        Enumerable.Range(1, 100).Count(i => Passes(gate, Address($"2001:db8:0:1::{i:x}", 5060))).Should().Be(2);
        gate.TryDrain(out NetAddress source, out long dropped).Should().BeTrue();
        source.Should().Be(Address("2001:db8:0:1::", 0));
        dropped.Should().Be(98);
    }

    [Fact]
    public void A_network_knows_exactly_its_own_addresses() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 32], Gen.UInt).Sample(static (network, bits, probe) =>
        {
            var table = new SourceTable([new(NetAddress.FromIPv4(network, 0).Ip, 96 + bits)]);
            uint mask = bits == 0 ? 0 : uint.MaxValue << (32 - bits);
            table.Knows(NetAddress.FromIPv4(probe, 5)).Should().Be((network & mask) == (probe & mask));
            table.Knows(NetAddress.FromIPv4((network & mask) | (probe & ~mask), 5)).Should().BeTrue();
        });

    [Fact]
    public void More_sources_than_the_table_holds_lose_no_count()
    {
        var time = new FakeTimeProvider();
        var gate = new SourceGate(time, new Random(1), perSecond: 1);
        const int Sources = 300_000;
        long dropped = 0;
        for (uint i = 0; i < Sources; i++)
        {
            dropped += Passes(gate, NetAddress.FromIPv4(i, 1)) ? 0 : 1;
            dropped += Passes(gate, NetAddress.FromIPv4(i, 1)) ? 0 : 1;
        }

        dropped.Should().Be(Sources);
        long drained = 0;
        int named = 0;
        while (gate.TryDrain(out NetAddress source, out long some))
        {
            drained += some;
            named += source == default ? 0 : 1;
        }

        drained.Should().Be(dropped);
        named.Should().BeGreaterThan(60_000);
    }

    [Fact]
    public void A_flood_allocates_nothing()
    {
        var gate = new SourceGate(TimeProvider.System, new Random(1), perSecond: 5);
        gate.Publish(new([Network("203.0.113.0", 96 + 24)]));
        Allocated.By(() =>
        {
            for (uint i = 0; i < 100_000; i++)
            {
                Passes(gate, NetAddress.FromIPv4(i % 1000, 5060));
            }

            while (gate.TryDrain(out _, out _))
            {
            }
        }).Should().Be(0);
    }

    [Fact]
    public void Only_calls_are_evidence_of_what_was_dropped()
    {
        var gate = new SourceGate(new FakeTimeProvider(), new Random(1), perSecond: 1);
        NetAddress scanner = Address("192.0.2.1", 5060);
        gate.Passes(scanner, "OPTIONS sip:100@192.0.2.9 SIP/2.0"u8).Should().BeTrue();
        gate.Passes(scanner, "OPTIONS sip:100@192.0.2.9 SIP/2.0"u8).Should().BeFalse();
        gate.TryDrain(out _, out _).Should().BeFalse();
        gate.Passes(scanner, "INVITE sip:100@192.0.2.9 SIP/2.0"u8).Should().BeFalse();

        gate.TryDrain(out NetAddress source, out long calls).Should().BeTrue();
        (source, calls).Should().Be((Address("192.0.2.1", 0), 1));
        gate.Dropped.Should().Be(2);
    }

    private static bool Passes(SourceGate gate, NetAddress source) => gate.Passes(source, "INVITE sip:44207@192.0.2.9 SIP/2.0"u8);

    private static NetAddress Address(string ip, int port) => NetAddress.From(IPAddress.Parse(ip), port);

    private static SourceNetwork Network(string ip, int bits) => new(Address(ip, 0).Ip, bits);
}
