using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing.Access;
using Tandem.Server.Firewall;
using Tandem.Server.Places;
using Tandem.TestKit;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Server.Firewall;

public sealed class PlaceJudgeTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-judge-");
    private readonly FakeTimeProvider _time = new();
    private readonly PlaceFiles _places;
    private readonly PlaceJudge _judge;
    private readonly string _file;

    public PlaceJudgeTests()
    {
        _file = Path.Combine(_folder.FullName, "places.mmdb");
        Places("BD").WriteTo(_file);
        _places = new([_file], _folder.FullName, _time, NullLogger.Instance);
        _judge = new(_places, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _places.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Countries_and_systems_are_barred_and_the_white_list_wins()
    {
        Take("black country:BD", "black asn:64501", "white asn:64500").Should().BeTrue();
        _judge.Judge(Ip("203.0.113.9")).Should().Be(PlaceVerdict.Bars);
        _judge.Judge(Ip("2001:db8::9")).Should().Be(PlaceVerdict.Bars);
        _judge.Judge(Ip("198.51.100.9")).Should().Be(PlaceVerdict.Bars);
        _judge.Judge(Ip("203.0.112.9")).Should().Be(PlaceVerdict.Spares);
        _judge.Judge(Ip("192.0.2.1")).Should().Be(PlaceVerdict.None, "nothing is known of it");
        _judge.WhyBarred(Ip("203.0.113.9")).Should().Be("black list: country BD");
        _judge.WhyBarred(Ip("198.51.100.9")).Should().Be("black list: AS64501");
        _judge.WhyBarred(Ip("203.0.112.9")).Should().BeEmpty();
        _judge.Spares.Should().BeTrue();

        Take("black 10.0.0.0/8").Should().BeFalse("networks are the gate's own");
        _judge.Judge(Ip("203.0.113.9")).Should().Be(PlaceVerdict.None);
    }

    [Fact]
    public void Another_database_judges_anew()
    {
        Take("black country:BD");
        _judge.Judge(Ip("203.0.113.9")).Should().Be(PlaceVerdict.Bars);
        Places("FR").WriteTo(_file);
        _places.Look();
        _judge.Judge(Ip("203.0.113.9")).Should().Be(PlaceVerdict.None);
    }

    [Fact]
    public void Only_so_many_strangers_are_looked_up_in_a_second_and_a_known_one_always()
    {
        Take("black country:BD");
        _judge.Judge(Ip("203.0.113.9")).Should().Be(PlaceVerdict.Bars);
        for (uint i = 0; i < PlaceJudge.NewPerSecond; i++)
        {
            _judge.Judge(NetAddress.FromIPv4(0x0A00_0000 + i, 0).Ip);
        }

        _judge.Judge(Ip("203.0.113.10")).Should().Be(PlaceVerdict.None, "this second has had its share");
        _judge.Judge(Ip("203.0.113.9")).Should().Be(PlaceVerdict.Bars);
        _time.Advance(TimeSpan.FromSeconds(1));
        _judge.Judge(Ip("203.0.113.10")).Should().Be(PlaceVerdict.Bars);
        UInt128 known = Ip("203.0.113.10");
        Allocated.By(() => _judge.Judge(known)).Should().Be(0);
    }

    [Fact]
    public void Who_is_barred_is_shown_while_the_kernel_wants_to_know()
    {
        Take("black country:BD");
        _judge.Judge(Ip("203.0.113.9"));
        _judge.TryTake(out _).Should().BeFalse();
        _judge.IsShowing = true;
        _judge.Judge(Ip("203.0.113.9"));
        _judge.Judge(Ip("192.0.2.1"));
        _judge.TryTake(out UInt128 shown).Should().BeTrue();
        shown.Should().Be(Ip("203.0.113.9"));
        _judge.TryTake(out _).Should().BeFalse();
    }

    private bool Take(params string[] lines) => _judge.Take([.. lines.Select(static line =>
    {
        PlaceRule.TryParse(line[6..], out PlaceRule rule, out string problem).Should().BeTrue(problem);
        return new FirewallLine(line.StartsWith("black", StringComparison.Ordinal), rule, "", null, "ann", DateTimeOffset.UnixEpoch);
    })]);

    private static PlaceDatabase Places(string code) => new PlaceDatabase()
        .Country("203.0.113.0/24", code).Country("2001:db8::/32", code).System("203.0.112.0/24", 64_500, "Friend").System("198.51.100.0/24", 64_501, "Foe");

    private static UInt128 Ip(string address) => NetAddress.From(IPAddress.Parse(address), 0).Ip;
}
