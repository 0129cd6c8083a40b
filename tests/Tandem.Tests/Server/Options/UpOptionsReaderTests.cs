using Tandem.Server.Options;
using Tandem.Wire.Flows;
using Tandem.Wire.Tls;

namespace Tandem.Tests.Server.Options;

public sealed class UpOptionsReaderTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tandem-options-");
    private readonly Dictionary<string, IReadOnlyList<string>> _given = [];

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Without_anything_said_the_contracts_defaults_hold()
    {
        UpOptions options = Read();
        options.Sip.Select(static point => point.ToString()).Should().Equal("udp 0.0.0.0:5060", "tcp 0.0.0.0:5060");
        options.Http.ToString().Should().Be("127.0.0.1:8080");
        options.Drain.Should().Be(TimeSpan.FromSeconds(10));
        options.Shards.Should().Be(4);
        options.Demo.Should().BeFalse();
        options.Plan.Should().BeNull();
        options.Media.Single().ToString().Should().Be("0.0.0.0:10000-49999");
        options.MediaNodes.Should().BeEmpty();
        options.Stun.Should().BeEmpty();
        options.TlsDirectory.Should().Be(Path.Combine(_directory.FullName, "tls"));
        options.TlsClients.Should().Be(ClientCertificates.Off);
        options.TurnPorts.Should().Be((50_000, 65_535));
    }

    [Fact]
    public void TLS_has_a_folder_of_certificates_and_says_whose_it_wants()
    {
        _given["sip"] = ["tls:[::1]:5061"];
        _given["tls"] = ["/etc/tandem/tls"];
        _given["tls-clients"] = ["required"];
        UpOptions options = Read();
        options.Sip.Single().ToString().Should().Be("tls [::1]:5061");
        options.TlsDirectory.Should().Be("/etc/tandem/tls");
        options.TlsClients.Should().Be(ClientCertificates.Required);
        _given["tls-clients"] = ["2"];
        UpOptionsReader.TryRead(Given, _directory.FullName, 4, out _, out IReadOnlyList<string> problems).Should().BeFalse();
        problems.Should().Equal("--tls-clients 2: write off, optional or required");
    }

    [Theory]
    [InlineData(null, 8 << 20)]
    [InlineData("0", 0)]
    [InlineData("512kb", 512 << 10)]
    [InlineData("64 MB", 64 << 20)]
    public void Memory_for_the_last_messages_is_a_size(string? text, int bytes)
    {
        if (text is not null)
        {
            _given["recent-messages"] = [text];
        }

        Read().RecentMessages.Should().Be(bytes);
    }

    [Theory]
    [InlineData("65MB")]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("8TB")]
    public void A_size_that_is_none_is_refused(string text)
    {
        _given["recent-messages"] = [text];
        UpOptionsReader.TryRead(Given, _directory.FullName, 4, out _, out IReadOnlyList<string> problems).Should().BeFalse();
        problems.Should().Equal($"--recent-messages {text}: write a size up to 64MB, such as 512kB or 8MB, or 0 for none");
    }

    [Fact]
    public void A_proxy_is_an_address_or_a_network()
    {
        _given["proxy"] = ["192.0.2.10", "10.0.0.0/8", "2001:db8::1"];
        Read().Proxies.Select(static network => network.ToString()).Should().Equal("192.0.2.10/32", "10.0.0.0/8", "2001:db8::1/128");
        _given["proxy"] = ["all"];
        UpOptionsReader.TryRead(Given, _directory.FullName, 4, out _, out IReadOnlyList<string> problems).Should().BeFalse();
        problems.Should().Equal("--proxy all: write an address or a network, such as 192.0.2.10 or 10.0.0.0/8");
    }

    [Fact]
    public void Databases_of_places_are_as_many_as_one_likes_and_stand_in_the_file_too()
    {
        Read().Geo.Should().BeEmpty();
        File.WriteAllText(Path.Combine(_directory.FullName, "tandem.json"), """{ "geo": ["/var/lib/my maps/country.mmdb", "/var/lib/asn.mmdb"] }""");
        Read().Geo.Should().Equal("/var/lib/my maps/country.mmdb", "/var/lib/asn.mmdb");
        _given["geo"] = ["country.mmdb"];
        Read().Geo.Should().Equal("country.mmdb");
    }

    [Fact]
    public void STUN_has_up_to_two_places_of_each_family_and_ports_that_media_has_not()
    {
        _given["stun"] = ["192.0.2.1:3478", "[2001:db8::1]:3478", "192.0.2.2:3479"];
        _given["turn-allow"] = ["media", "10.0.0.0/8"];
        UpOptions options = Read();
        options.Stun.Select(static point => point.ToString()).Should().Equal("192.0.2.1:3478", "[2001:db8::1]:3478", "192.0.2.2:3479");
        options.TurnAllow.Should().Equal("media", "10.0.0.0/8");
        _given["media"] = ["0.0.0.0:10000-50001"];
        UpOptionsReader.TryRead(Given, _directory.FullName, 4, out _, out IReadOnlyList<string> problems).Should().BeFalse();
        problems.Should().ContainSingle().Which.Should().StartWith("--turn-ports 50000-65535: --media 0.0.0.0:10000-50001");
        _given["turn-ports"] = ["50002-60000"];
        Read().TurnPorts.Should().Be((50_002, 60_000));
    }

    [Fact]
    public void The_command_line_wins_over_the_file()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "tandem.json"), """{"http":"127.0.0.1:9000","shards":3,"sip":["udp:127.0.0.1:6060","tcp:[::1]:6061"],"demo":true}""");
        _given["http"] = ["127.0.0.1:9001"];
        UpOptions options = Read();
        options.Http.Port.Should().Be(9001);
        options.Shards.Should().Be(3);
        options.Demo.Should().BeTrue();
        options.Sip.Select(static point => point.Transport).Should().Equal(TransportKind.Udp, TransportKind.Tcp);
        options.Sip[1].Address.ToString().Should().Be("::1");
    }

    [Fact]
    public void Every_problem_is_a_line_of_its_own()
    {
        _given["sip"] = ["udp:nowhere:5060", "wss:0.0.0.0:5061", "udp:127.0.0.1:99999"];
        _given["http"] = ["8080"];
        _given["shards"] = ["0"];
        _given["drain"] = ["-1"];
        _given["stun"] = ["3478", "192.0.2.1:0", "0.0.0.0:3478", "0.0.0.0:3478", "192.0.2.1:3478", "192.0.2.2:3478"];
        _given["turn-ports"] = ["65535-50000"];
        _given["turn-allow"] = ["anything"];
        _given["store"] = ["postgres://x"];
        _given["media"] = ["0.0.0.0:20000-10000"];
        _given["media-node"] = ["one", "a b=rtpengine:192.0.2.1:2223", "a=rtpengine:192.0.2.1", "a=other:192.0.2.1:2223", "a=rtpengine:192.0.2.1:2223,heavy"];
        _given["advertise"] = ["my-host"];
        _given["node"] = ["a b"];
        UpOptionsReader.TryRead(Given, _directory.FullName, 4, out UpOptions? options, out IReadOnlyList<string> problems).Should().BeFalse();
        options.Should().BeNull();
        problems.Should().HaveCount(21);
        problems.Should().OnlyContain(problem => problem.StartsWith("--", StringComparison.Ordinal) && !problem.Contains('\n'));
    }

    [Fact]
    public void Media_nodes_have_a_name_an_address_and_a_weight_and_the_own_process_can_be_off()
    {
        _given["media"] = ["off"];
        _given["media-node"] = ["far=rtpengine:192.0.2.1:2223", "near=rtpengine:[2001:db8::1]:2223,300"];
        UpOptions options = Read();
        options.Media.Should().BeEmpty();
        options.MediaNodes.Select(static node => $"{node.Name} {node.Address} {node.Weight}").Should().Equal("far 192.0.2.1:2223 100", "near [2001:db8::1]:2223 300");
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_a_line_not_a_crash()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "tandem.json"), "{");
        UpOptionsReader.TryRead(Given, _directory.FullName, 4, out _, out IReadOnlyList<string> problems).Should().BeFalse();
        problems.Should().ContainSingle().Which.Should().Contain("tandem.json");
    }

    private IReadOnlyList<string>? Given(string name) => _given.GetValueOrDefault(name);

    private UpOptions Read()
    {
        UpOptionsReader.TryRead(Given, _directory.FullName, 4, out UpOptions? options, out IReadOnlyList<string> problems).Should().BeTrue(string.Join('\n', problems));
        return options!;
    }
}
