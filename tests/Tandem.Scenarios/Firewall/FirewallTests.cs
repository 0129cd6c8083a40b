using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Firewall;

/// <summary>The firewall of the real server, in the process and in the kernel: both do the same.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class FirewallTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string Carrier = "127.0.0.3";
    private const string Scanner = "friendly-scanner";
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(10);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-firewall-");

    public static TheoryData<string> Places => ["process", "kernel"];

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_scanner_is_banned_within_seconds_while_a_customers_call_goes_on_and_is_heard_again_when_it_is_lifted(string place)
    {
        const string Number = "00442079460061";
        await using SwitchProcess tandem = await StartAsync(place);
        ((string?)(await tandem.GetAsync("firewall"))["enforced"]).Should().Be(place);
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", Carrier);
        await using var caller = Sipp.Caller("caller-hangs-up", Customer, tandem.SipPort, Number, talk: TimeSpan.FromSeconds(4));
        using var scanner = new Prober("127.0.0.60", tandem.SipPort);
        await scanner.IsHeardAsync(); // as any stranger is
        JsonNode ban = await BannedAsync(tandem, scanner);
        ($"{ban["source"]} {ban["reason"]} {ban["userAgent"]} {ban["times"]}").Should().Be($"127.0.0.60 scanner {Scanner} 1");
        await scanner.IsSilencedAsync(); // the address is banned, not the name
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();
        ((string?)(await tandem.RecordAsync(Number))["fee"]).Should().NotBe("0");
        await Eventually.GetAsync(async () => await tandem.MetricAsync("tandem_ban_dropped_total") > 0 ? "some" : null, Seconds, static () => "packets dropped");
        await Eventually.GetAsync(async () => (long)(await BansAsync(tandem)).Single()["dropped"]! > 0 ? "some" : null, Seconds, static () => "the same of this source");
        (await tandem.DeleteAsync("firewall/bans?source=127.0.0.60")).Should().Be(204);
        await scanner.IsHeardAsync();
        (await BansAsync(tandem)).Should().BeEmpty();
        await tandem.StopAsync();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_listed_network_is_silent_but_for_trunks_and_the_white_list(string place)
    {
        await using SwitchProcess tandem = await StartAsync(place);
        using var stranger = new Prober("127.0.0.61", tandem.SipPort);
        using var friend = new Prober("127.0.0.62", tandem.SipPort);
        using var trunk = new Prober(Customer, tandem.SipPort);
        await tandem.AddAsync("firewall/white-list", new JsonObject { ["source"] = "127.0.0.62", ["comment"] = "a monitor" });
        await tandem.AddAsync("firewall/black-list", new JsonObject { ["source"] = "127.0.0.0/24" });
        await stranger.IsSilencedAsync();
        await friend.IsHeardAsync();
        await trunk.IsHeardAsync();
        (await tandem.DeleteAsync("firewall/black-list?source=127.0.0.0%2F24")).Should().Be(204);
        await stranger.IsHeardAsync();
        await tandem.StopAsync();
    }

    [Fact]
    public async Task A_trunk_and_a_white_listed_address_are_never_banned()
    {
        await using SwitchProcess tandem = await StartAsync("process");
        using var friend = new Prober("127.0.0.62", tandem.SipPort);
        using var trunk = new Prober(Customer, tandem.SipPort);
        using var scanner = new Prober("127.0.0.63", tandem.SipPort);
        await tandem.AddAsync("firewall/white-list", new JsonObject { ["source"] = "127.0.0.62" });
        for (int i = 0; i < 5; i++)
        {
            await friend.IsHeardAsync(Scanner);
            await trunk.IsHeardAsync(Scanner);
        }

        await BannedAsync(tandem, scanner);
        await friend.IsHeardAsync(Scanner);
        await trunk.IsHeardAsync(Scanner);
        (await BansAsync(tandem)).Should().ContainSingle().Which["source"]!.ToString().Should().Be("127.0.0.63");
        (await tandem.StatusOfPostAsync("firewall/bans", new JsonObject { ["source"] = Customer })).Should().Be(409);
        (await tandem.StatusOfPostAsync("firewall/bans", new JsonObject { ["source"] = "127.0.0.62" })).Should().Be(409);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_ban_outlives_the_process_that_was_killed(string place)
    {
        await using (SwitchProcess tandem = await StartAsync(place))
        {
            using var scanner = new Prober("127.0.0.64", tandem.SipPort);
            await BannedAsync(tandem, scanner);
            await tandem.SetParameterAsync("SERVER_FIREWALL_SCANNER", "Off");
            (await tandem.StatusOfPostAsync("firewall/bans", new JsonObject { ["source"] = "127.0.0.65", ["comment"] = "by hand" })).Should().Be(201);
            await Task.Delay(TimeSpan.FromSeconds(3)); // bans of rules are stored once a second
            await tandem.KillAsync();
        }

        await using SwitchProcess again = await SwitchProcess.StartWithoutPlanAsync(_data.FullName, "--firewall", place);
        (await BansAsync(again)).Select(static ban => (string?)ban["source"]).Should().BeEquivalentTo("127.0.0.64", "127.0.0.65");
        using var same = new Prober("127.0.0.64", again.SipPort);
        using var other = new Prober("127.0.0.66", again.SipPort);
        await other.IsHeardAsync();
        await same.IsSilencedAsync();
        await again.StopAsync();
    }

    [Fact]
    public async Task A_banned_source_is_not_let_in_by_TCP_and_its_open_stream_ends()
    {
        await using SwitchProcess tandem = await StartAsync("process", "--sip", "tcp:127.0.0.1:0");
        using var stream = new TcpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("127.0.0.67"), 0));
        await stream.ConnectAsync("127.0.0.1", tandem.PortOf("tcp:127.0.0.1"));
        (await tandem.StatusOfPostAsync("firewall/bans", new JsonObject { ["source"] = "127.0.0.67" })).Should().Be(201);
        await stream.GetStream().WriteAsync("\r\n\r\n"u8.ToArray());
        (await EndedAsync(stream)).Should().BeTrue();
        using var another = new TcpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("127.0.0.67"), 0));
        (await IsOpenAsync(another, tandem.PortOf("tcp:127.0.0.1"))).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Who_opens_connections_too_fast_gets_few_while_a_trunk_and_the_white_list_get_all(string place)
    {
        const int Attempts = 60;
        const int AtOnce = 30; // more may be open of nobody whom the plan does not know
        await using SwitchProcess tandem = await StartAsync(place, "--sip", "tcp:127.0.0.1:0");
        await tandem.SetParameterAsync("SERVER_FIREWALL_CONNECTION_RATE", "2");
        await tandem.AddAsync("firewall/white-list", new JsonObject { ["source"] = "127.0.0.69", ["comment"] = "a monitor" });
        await Task.Delay(TimeSpan.FromSeconds(2)); // the kernel is told once a second
        int port = tandem.PortOf("tcp:127.0.0.1");
        (await OpenedAsync("127.0.0.68", port, Attempts)).Should().BeInRange(1, 20);
        (await OpenedAsync(Customer, port, Attempts)).Should().Be(Attempts);
        (await OpenedAsync("127.0.0.69", port, AtOnce)).Should().Be(AtOnce, "no black list has to be in force for the white one");
        await Eventually.GetAsync(async () => await tandem.MetricAsync("tandem_connections_refused_total") >= Attempts / 2 ? "many" : null, Seconds, static () => "connections refused");
        using var other = new Prober("127.0.0.68", tandem.SipPort);
        await other.IsHeardAsync(); // it is not banned
        await tandem.StopAsync();
    }

    /// <summary>Of so many connections at once, those that are still there after a moment.</summary>
    private static async Task<int> OpenedAsync(string from, int port, int attempts)
    {
        TcpClient[] streams = [.. Enumerable.Range(0, attempts).Select(_ => new TcpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Parse(from), 0)))];
        try
        {
            bool[] open = await Task.WhenAll(streams.Select(stream => IsOpenAsync(stream, port)));
            return open.Count(static one => one);
        }
        finally
        {
            Array.ForEach(streams, static stream => stream.Dispose());
        }
    }

    private static async Task<bool> IsOpenAsync(TcpClient stream, int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(900)); // an unanswered SYN is repeated after a second
        try
        {
            await stream.ConnectAsync("127.0.0.1", port, patience.Token);
            return await stream.GetStream().ReadAsync(new byte[1], patience.Token) > 0;
        }
        catch (OperationCanceledException)
        {
            return stream.Connected;
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            return false;
        }
    }

    private static async Task<bool> EndedAsync(TcpClient stream)
    {
        using var patience = new CancellationTokenSource(Seconds);
        try
        {
            return await stream.GetStream().ReadAsync(new byte[16], patience.Token) == 0;
        }
        catch (IOException)
        {
            return true; // reset
        }
    }

    private async Task<SwitchProcess> StartAsync(string place, params string[] options)
    {
        SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, ["--firewall", place, .. options]);
        await tandem.SetParameterAsync("SERVER_FIREWALL_BAN_LOOPBACK", "1");
        return tandem;
    }

    /// <summary>Asks as a scanner until it is banned; the ban.</summary>
    private static Task<JsonNode> BannedAsync(SwitchProcess tandem, Prober scanner) => Eventually.GetAsync(
        async () =>
        {
            await scanner.AsksAsync(Scanner);
            return (await BansAsync(tandem)).SingleOrDefault();
        },
        Seconds, static () => "a ban");

    private static Task<IReadOnlyList<JsonNode>> BansAsync(SwitchProcess tandem) => tandem.AllAsync("firewall/bans?inForce=true");
}
