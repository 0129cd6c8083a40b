using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tandem.TestKit;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Wire.Firewall;

public sealed class BanTableTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SourceGate _gate;

    public BanTableTests() => _gate = new(_time, new Random(1));

    [Fact]
    public void A_banned_source_is_turned_away_until_its_time_is_over_or_it_is_lifted()
    {
        NetAddress source = Address("192.0.2.1", 5060);
        _gate.Bars(source).Should().BeFalse();
        _gate.Bans.Add(source.Ip, TimeSpan.FromSeconds(10)).Should().BeTrue();
        _gate.Bars(source).Should().BeTrue();
        _gate.Bars(Address("192.0.2.1", 999)).Should().BeTrue("the port does not make it another source");
        _gate.Bars(Address("192.0.2.2", 5060)).Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));
        _gate.Bars(source).Should().BeFalse();

        _gate.Bans.Add(source.Ip, TimeSpan.FromSeconds(10));
        _gate.Bars(source).Should().BeTrue();
        _gate.Bans.DroppedOf(source.Ip).Should().Be(3);
        _gate.Bans.Remove(source.Ip).Should().Be(3);
        _gate.Bars(source).Should().BeFalse();
        _gate.Bans.IsEmpty.Should().BeTrue();
        _gate.Bans.Dropped.Should().Be(3);
    }

    [Fact]
    public void A_stranger_by_IPv6_is_all_64_bits_that_a_subscriber_has()
    {
        _gate.Bans.Add(Address("2001:db8:0:1::7", 0).Ip, TimeSpan.FromMinutes(1));
        _gate.Bars(Address("2001:db8:0:1:ffff::1", 5060)).Should().BeTrue();
        _gate.Bars(Address("2001:db8:0:2::7", 5060)).Should().BeFalse();
    }

    [Fact]
    public void The_plans_sources_pass_whatever_stands_in_the_table()
    {
        _gate.Bans.Add(Address("192.0.2.1", 0).Ip, TimeSpan.FromMinutes(1));
        _gate.Bans.Publish([Network("198.51.100.0", 120)], []);
        _gate.Bars(Address("192.0.2.1", 5060)).Should().BeTrue();
        _gate.Bars(Address("198.51.100.9", 5060)).Should().BeTrue();
        _gate.Publish(new SourceTable([Network("192.0.2.1", 128), Network("198.51.100.9", 128)]));
        _gate.Bars(Address("192.0.2.1", 5060)).Should().BeFalse("a trunk that was added is heard at once");
        _gate.Bars(Address("198.51.100.9", 5060)).Should().BeFalse();
        _gate.Bars(Address("198.51.100.8", 5060)).Should().BeTrue();
    }

    [Fact]
    public void Who_is_spared_passes_inside_of_a_listed_network()
    {
        _gate.Bans.Publish([Network("10.0.0.0", 104)], [Network("10.1.0.0", 112)]);
        _gate.Bars(Address("10.2.0.1", 5060)).Should().BeTrue();
        _gate.Bars(Address("10.1.0.1", 5060)).Should().BeFalse();
        _gate.Bans.Publish([], []);
        _gate.Bars(Address("10.2.0.1", 5060)).Should().BeFalse();
    }

    [Fact]
    public void Where_a_source_is_bars_or_spares_it_but_the_plans_sources_and_the_spared_pass()
    {
        var judge = new Judging { [Address("192.0.2.1", 0).Ip] = PlaceVerdict.Bars, [Address("198.51.100.9", 0).Ip] = PlaceVerdict.Spares };
        _gate.Bans.IsEmpty.Should().BeTrue();
        _gate.Bans.Publish(judge);
        _gate.Bans.IsEmpty.Should().BeFalse();
        _gate.Bars(Address("192.0.2.1", 5060)).Should().BeTrue();
        _gate.Bars(Address("192.0.2.2", 5060)).Should().BeFalse();
        _gate.Bans.Dropped.Should().Be(1);

        _gate.Bans.Publish([Network("198.51.100.0", 120)], [Network("192.0.2.1", 128)]);
        _gate.Bars(Address("192.0.2.1", 5060)).Should().BeFalse("it is spared");
        _gate.Bars(Address("198.51.100.9", 5060)).Should().BeFalse("its country is");
        _gate.Bars(Address("198.51.100.8", 5060)).Should().BeTrue("its network is listed");

        _gate.Bans.Publish([], []);
        _gate.Publish(new SourceTable([Network("192.0.2.1", 128)]));
        int asked = judge.Asked;
        _gate.Bars(Address("192.0.2.1", 5060)).Should().BeFalse("it is a trunk");
        judge.Asked.Should().Be(asked, "nobody asks where a trunk is");
        _gate.Publish(SourceTable.Empty);
        _gate.Bans.Publish(judge: null);
        _gate.Bars(Address("192.0.2.1", 5060)).Should().BeFalse();
    }

    [Fact]
    public void There_are_no_more_than_fit()
    {
        for (uint i = 0; i < BanTable.MostSources; i++)
        {
            _gate.Bans.Add(NetAddress.FromIPv4(i, 0).Ip, TimeSpan.FromHours(1)).Should().BeTrue();
        }

        _gate.Bans.Add(Address("192.0.2.1", 0).Ip, TimeSpan.FromHours(1)).Should().BeFalse();
        _gate.Bans.Count.Should().Be(BanTable.MostSources);
    }

    [Fact]
    public void To_turn_a_packet_away_allocates_nothing()
    {
        NetAddress banned = Address("192.0.2.1", 5060);
        NetAddress other = Address("192.0.2.2", 5060);
        _gate.Bans.Add(banned.Ip, TimeSpan.FromHours(1));
        _gate.Bans.Publish([Network("198.51.100.0", 120)], []);
        Allocated.By(() =>
        {
            _gate.Bars(banned);
            _gate.Bars(other);
        }).Should().Be(0);
    }

    private sealed class Judging : ISourceJudge
    {
        private readonly Dictionary<UInt128, PlaceVerdict> _verdicts = [];

        public int Asked { get; private set; }

        public PlaceVerdict this[UInt128 ip]
        {
            set => _verdicts[ip] = value;
        }

        public PlaceVerdict Judge(UInt128 ip)
        {
            Asked++;
            return _verdicts.GetValueOrDefault(ip);
        }
    }

    private static NetAddress Address(string ip, ushort port) => NetAddress.From(IPAddress.Parse(ip), port);

    private static SourceNetwork Network(string ip, int bits) => new(Address(ip, 0).Ip, bits);
}
