using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Real STUN and TURN clients on a machine of their own (coturn's, Debian's stun-client) against the switch; a third machine has the peer.</summary>
[Collection(OneAfterAnother.Name)]
public sealed partial class TurnTests
{
    private const string Phone = "1001";
    private const string Password = "a-password-of-a-scenario";
    private const string Secret = "a-secret-of-a-scenario";
    private const int SipPort = 15_060;
    private const string Dialled = "00442079460301";
    private const string Called = "442079460301";
    private const string PeerPort = "3480";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Clients_relay_by_UDP_and_TCP_with_channels_and_without_and_log_in_by_password_or_by_time()
    {
        await using Places places = await Places.StartAsync("--turn-allow", Places.Peer);
        await places.Tandem.PutAsync("turn-users/web", new() { ["name"] = "web", ["password"] = Secret, ["timeLimited"] = true });
        await places.Tandem.SetParameterAsync("SS_TURN_USER_LIMIT", "20");
        await places.Tandem.SaysAsync("1 shared secrets");

        foreach (string[] how in new[]
        {
            new[] { "-u", Phone, "-w", Password }, ["-u", Phone, "-w", Password, "-s"], ["-u", Phone, "-w", Password, "-t"], ["-u", Phone, "-w", Password, "-t", "-s"], ["-u", "carol", "-W", Secret],
        })
        {
            string said = await places.ClientAsync("turnutils_uclient", [.. how, "-e", Places.Peer, "-r", PeerPort, "-n", "10", "-m", "2", "-l", "171", places.Server]);
            Match sum = Sums().Matches(said)[^1];
            sum.Groups["received"].Value.Should().Be(sum.Groups["sent"].Value, "{0}: {1}", string.Join(' ', how), said);
            int.Parse(sum.Groups["sent"].Value, CultureInfo.InvariantCulture).Should().BeGreaterThanOrEqualTo(20);
        }

        (await places.RefusedAsync("WrongCredentials")).Should().Be(0);
        string wrong = await places.ClientAsync("turnutils_uclient", ["-u", Phone, "-w", "wrong", "-e", Places.Peer, "-r", PeerPort, "-n", "1", "-m", "1", places.Server]);
        wrong.Should().Contain("error 403", "it tries on until its address is suspended");
        await Eventually.GetAsync(
            async () => await places.RefusedAsync("WrongCredentials") >= 6 && await places.RefusedAsync("Suspended") > 0 && await places.Tandem.MetricAsync("tandem_turn_packets_to_peers_total") >= 100 ? "counted" : null,
            Patience, static () => "what was refused and relayed is not counted");
    }

    [Fact]
    public async Task Nothing_private_is_relayed_to_unless_it_is_allowed()
    {
        await using Places places = await Places.StartAsync();
        foreach (string peer in new[] { Places.Peer, places.Server, "127.0.0.1", "169.254.169.254", "192.168.1.1" })
        {
            string said = await places.ClientAsync("turnutils_uclient", ["-u", Phone, "-w", Password, "-e", peer, "-r", PeerPort, "-n", "1", "-m", "1", "-c", places.Server]);
            said.Should().Contain("error 403", "{0} is not public", peer);
        }

        (await places.Tandem.MetricAsync("tandem_turn_packets_to_peers_total")).Should().Be(0);
    }

    [Fact]
    public async Task A_client_finds_out_how_its_NAT_behaves()
    {
        await using Places places = await Places.StartAsync();
        string found = await places.ClientAsync("turnutils_natdiscovery", ["-m", "-f", places.Server]);
        found.Should().Contain("Endpoint Independent Mapping").And.Contain("NAT with Endpoint Independent Filtering");
        string old = await places.ClientAsync("stun", [places.Server]);
        old.Should().Contain("Primary: Open", "no NAT is between: RFC 3489");
    }

    [Fact]
    public async Task A_softphone_speaks_and_hears_through_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        await using OtherMachine customers = await OtherMachine.StartAsync(5);
        await using OtherMachine carriers = await OtherMachine.StartAsync(6);
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-turn-");
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(
            data.FullName, "--media", "0.0.0.0:36000-36400", "--stun", $"{customers.Here}:3478", "--turn-allow", "media",
            "--sip", $"udp:{customers.Here}:{SipPort}", "--sip", $"udp:{carriers.Here}:{SipPort}");
        await tandem.SetParameterAsync("SS_MEDIAPROXYMODE", "Must On");
        await tandem.ChangeAsync("ingress-trunks/acme-pbx", "addresses", new JsonArray(customers.There));
        await tandem.ChangeAsync("egress-trunks/carrier-a", "addresses", new JsonArray($"{carriers.There}:5070"));
        await tandem.ChangeAsync("egress-trunks/carrier-a", "mediaRecord", true);
        await using Baresip callee = await Baresip.StartAsync(carriers, Called, 5070, $"{carriers.Here}:{SipPort}", "pcmu", 800);
        await using Baresip caller = await Baresip.StartAsync(
            customers, "2001", 5061, $"{customers.Here}:{SipPort}", "pcmu", 500, $"stunserver=\"turn:{customers.Here}:3478\";stunuser={Phone};stunpass={Password}");
        await caller.DialsAsync($"sip:{Dialled}@{customers.Here}:{SipPort}");
        await tandem.AnsweredCallsAsync(1);
        await Task.Delay(TimeSpan.FromSeconds(4));
        await caller.HangsUpAsync();
        JsonNode record = await tandem.RecordAsync(Dialled);
        (short[] left, short[] right, int rate) = Sound.ReadWav(await tandem.BytesAsync($"recordings/{(string)record["id"]!}"));
        Sound.SecondsOf(left, 500, rate).Should().BeGreaterThan(2);
        Sound.SecondsOf(right, 800, rate).Should().BeGreaterThan(2);
        await Eventually.GetAsync(
            async () => await tandem.MetricAsync("tandem_turn_packets_to_peers_total") > 100 && await tandem.MetricAsync("tandem_turn_packets_to_clients_total") > 100 ? "both ways" : null,
            Patience, static () => "the sound did not go through TURN");
    }

    [GeneratedRegex(@"tot_send_msgs=(?<sent>\d+), tot_recv_msgs=(?<received>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sums();

    private sealed class Places : IAsyncDisposable
    {
        private readonly OtherMachine _client;
        private readonly OtherMachine _peer;
        private readonly DirectoryInfo _folder;
        private readonly Child _echo;

        private Places(OtherMachine client, OtherMachine peer, DirectoryInfo folder, SwitchProcess tandem, Child echo) =>
            (_client, _peer, _folder, Tandem, _echo) = (client, peer, folder, tandem, echo);

        public const string Peer = "10.213.6.2";

        public SwitchProcess Tandem { get; }

        public string Server => _client.Here;

        public static async Task<Places> StartAsync(params string[] options)
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
            OtherMachine client = await OtherMachine.StartAsync(5);
            OtherMachine peer = await OtherMachine.StartAsync(6);
            peer.There.Should().Be(Peer);
            DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-turn-");
            SwitchProcess tandem = await SwitchProcess.StartAsync(
                folder.FullName, ["--media", "off", "--stun", $"{client.Here}:3478", "--stun", $"{peer.Here}:3479", .. options]);
            return new(client, peer, folder, tandem, peer.Run("turnutils_peer", ["-L", Peer, "-p", PeerPort], folder.FullName));
        }

        /// <summary>What a program on the client's machine says until it ends. These clients wait for ever for a datagram that was lost, so one that hangs is started once more.</summary>
        public async Task<string> ClientAsync(string program, string[] arguments)
        {
            for (bool again = false; ; again = true)
            {
                await using Child child = _client.Run(program, arguments, _folder.FullName);
                try
                {
                    await child.ExitAsync(Patience);
                    return string.Join('\n', child.Lines);
                }
                catch (TimeoutException) when (!again)
                {
                    continue;
                }
            }
        }

        public async Task<long> RefusedAsync(string reason) => await Tandem.MetricAsync($"tandem_stun_refused_total{{reason=\"{reason}\"}}");

        public async ValueTask DisposeAsync()
        {
            await _echo.DisposeAsync();
            await Tandem.DisposeAsync();
            await _peer.DisposeAsync();
            await _client.DisposeAsync();
        }
    }
}
