using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing.Access;
using Tandem.Server.Places;
using Tandem.Server.Wiring;
using Tandem.TestKit;
using Tandem.Tests.Api;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Server.Places;

public sealed class PlaceFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-places-");
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _lines = new();
    private readonly ILoggerFactory _logs;
    private readonly string _countries;
    private readonly string _systems;

    public PlaceFilesTests()
    {
        _logs = LoggerFactory.Create(logging => logging.AddProvider(_lines));
        _countries = Path.Combine(_folder.FullName, "country.mmdb");
        _systems = Path.Combine(_folder.FullName, "asn.mmdb");
        Countries("BD").WriteTo(_countries);
        new PlaceDatabase("Test-ASN").System("203.0.112.0/20", 64_500, "Example Telecom Ltd").System("2001:db8::/32", 4_200_000_001, "Six").WriteTo(_systems);
    }

    public void Dispose()
    {
        _logs.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Country_and_system_come_from_whichever_file_knows_them_by_IPv4_and_IPv6()
    {
        await using PlaceFiles places = Open(_countries, _systems);
        places.Of(Ip("203.0.113.9")).Should().Be(new Place("BD", 64_500, "Example Telecom Ltd"));
        places.Of(Ip("203.0.112.9")).Should().Be(new Place("", 64_500, "Example Telecom Ltd"));
        places.Of(Ip("2001:db8:1::7")).Should().Be(new Place("IN", 4_200_000_001, "Six"));
        places.Of(Ip("198.51.100.1")).Should().Be(Place.Unknown);
        places.Of(Ip("127.0.0.1")).Should().Be(Place.Unknown);
        _folder.GetFiles().Select(static file => file.Name).Should().BeEquivalentTo(["country.mmdb", "asn.mmdb"], "the copies that are mapped have no names");
    }

    [Fact]
    public async Task A_file_of_IPv4_alone_and_the_flat_form_are_read_too()
    {
        new PlaceDatabase("ipinfo", isIPv4Only: true).Flat("192.0.2.0/24", "de", "AS64501", "Flach").WriteTo(_countries);
        await using PlaceFiles places = Open(_countries);
        places.Of(Ip("192.0.2.200")).Should().Be(new Place("DE", 64_501, "Flach"));
        places.Of(Ip("2001:db8::1")).Should().Be(Place.Unknown);
    }

    [Fact]
    public async Task Without_a_file_all_is_unknown()
    {
        await using PlaceFiles places = Open();
        places.Of(Ip("203.0.113.9")).Should().BeSameAs(Place.Unknown);
    }

    [Fact]
    public async Task A_known_source_is_answered_without_allocating()
    {
        await using PlaceFiles places = Open(_countries, _systems);
        UInt128 source = Ip("203.0.113.9");
        places.Of(source);
        Allocated.By(() => places.Of(source)).Should().Be(0);
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_runs_counts_from_then_on()
    {
        await using PlaceFiles places = Open(_countries);
        places.Start();
        places.Of(Ip("203.0.113.9")).Country.Should().Be("BD");
        int edition = places.Edition;
        Countries("FR").Country("198.51.100.0/24", "US").WriteTo(_countries);
        places.Of(Ip("203.0.113.9")).Country.Should().Be("BD", "nobody has looked yet");

        _time.Advance(PlaceFiles.Looks);

        SpinWait.SpinUntil(() => places.Edition > edition, TimeSpan.FromSeconds(20)).Should().BeTrue();
        places.Of(Ip("203.0.113.9")).Country.Should().Be("FR");
        places.Of(Ip("198.51.100.7")).Country.Should().Be("US");
    }

    [Fact]
    public async Task A_file_that_breaks_or_goes_while_it_runs_leaves_what_was_said_before_and_one_warning()
    {
        await using PlaceFiles places = Open(_countries);
        await File.WriteAllTextAsync(_countries, "half a file", TestContext.Current.CancellationToken);
        places.Look();
        places.Look();
        places.Of(Ip("203.0.113.9")).Country.Should().Be("BD", "its pages are of a copy");
        _lines.Lines.Count(static line => line.Contains("what it said before goes on counting", StringComparison.Ordinal)).Should().Be(1);

        File.Delete(_countries);
        places.Look();
        places.Of(Ip("203.0.113.10")).Country.Should().Be("BD");

        Countries("FR").WriteTo(_countries);
        places.Look();
        places.Of(Ip("203.0.113.9")).Country.Should().Be("FR");
    }

    [Fact]
    public void At_the_start_each_file_that_is_missing_or_broken_is_a_line()
    {
        byte[] whole = Countries("BD").ToArray();
        string cut = Path.Combine(_folder.FullName, "cut.mmdb");
        File.WriteAllBytes(cut, whole[..(whole.Length / 2)]);
        string text = Path.Combine(_folder.FullName, "text.mmdb");
        File.WriteAllText(text, "no database");
        string missing = Path.Combine(_folder.FullName, "missing.mmdb");
        string empty = Path.Combine(_folder.FullName, "empty.mmdb");
        File.WriteAllBytes(empty, []);

        Action start = () => Open(_systems, cut, text, missing, empty);

        start.Should().Throw<StartFailedException>().Which.Lines.Select(static line => line.Split(" can't")[0])
            .Should().Equal($"--geo {cut}", $"--geo {text}", $"--geo {missing}", $"--geo {empty}");
    }

    [Fact]
    public void A_file_whose_tree_leads_nowhere_is_broken()
    {
        byte[] bytes = Countries("BD").ToArray();
        bytes.AsSpan(0, bytes.AsSpan().IndexOf("iso_code"u8) - 40).Fill(0x7F);
        File.WriteAllBytes(_countries, bytes);
        ((Action)(() => Open(_countries))).Should().Throw<StartFailedException>();
    }

    private static PlaceDatabase Countries(string code) => new PlaceDatabase().Country("203.0.113.0/24", code).Country("2001:db8:1::/48", "IN");

    private PlaceFiles Open(params string[] paths) => new(paths, _folder.FullName, _time, _logs.CreateLogger<PlaceFiles>());

    private static UInt128 Ip(string address) => NetAddress.From(IPAddress.Parse(address), 0).Ip;
}
