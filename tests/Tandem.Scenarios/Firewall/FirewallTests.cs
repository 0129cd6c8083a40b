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
        (await scanner.AsksAsync("phone/1")).Should().NotBeNull("a stranger is answered");
        await SilentAsync(scanner);
        JsonNode ban = (await BansAsync(tandem)).Should().ContainSingle().Subject;
        ($"{ban["source"]} {ban["reason"]} {ban["userAgent"]} {ban["times"]}").Should().Be($"127.0.0.60 scanner {Scanner} 1");
        (await scanner.AsksAsync("phone/1")).Should().BeNull("the address is banned, not the name");
        await caller.SucceedsAsync();
        await carrier.SucceedsAsync();
        ((string?)(await tandem.RecordAsync(Number))["fee"]).Should().NotBe("0");
        await Eventually.GetAsync(async () => await tandem.MetricAsync("tandem_ban_dropped_total") > 0 ? "some" : null, Seconds, static () => "packets dropped");
        (await tandem.DeleteAsync("firewall/bans?source=127.0.0.60")).Should().Be(204);
        await Eventually.GetAsync(() => scanner.AsksAsync("phone/1"), Seconds, static () => "an answer after the ban was lifted");
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
        await Eventually.GetAsync(async () => await stranger.AsksAsync("phone/1") is null ? "silence" : null, Seconds, static () => "silence");
        (await friend.AsksAsync("phone/1")).Should().NotBeNull();
        (await trunk.AsksAsync("phone/1")).Should().NotBeNull();
        (await tandem.DeleteAsync("firewall/black-list?source=127.0.0.0%2F24")).Should().Be(204);
        await Eventually.GetAsync(() => stranger.AsksAsync("phone/1"), Seconds, static () => "an answer");
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
            (await friend.AsksAsync(Scanner)).Should().NotBeNull();
            (await trunk.AsksAsync(Scanner)).Should().NotBeNull();
        }

        await SilentAsync(scanner);
        (await friend.AsksAsync(Scanner)).Should().NotBeNull();
        (await trunk.AsksAsync(Scanner)).Should().NotBeNull();
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
            await SilentAsync(scanner);
            await tandem.SetParameterAsync("SERVER_FIREWALL_SCANNER", "Off");
            (await tandem.StatusOfPostAsync("firewall/bans", new JsonObject { ["source"] = "127.0.0.65", ["comment"] = "by hand" })).Should().Be(201);
            await Task.Delay(TimeSpan.FromSeconds(2)); // bans of rules are stored once a second
            await tandem.KillAsync();
        }

        await using SwitchProcess again = await SwitchProcess.StartWithoutPlanAsync(_data.FullName, "--firewall", place);
        (await BansAsync(again)).Select(static ban => (string?)ban["source"]).Should().BeEquivalentTo("127.0.0.64", "127.0.0.65");
        using var same = new Prober("127.0.0.64", again.SipPort);
        (await same.AsksAsync("phone/1")).Should().BeNull();
        using var other = new Prober("127.0.0.66", again.SipPort);
        (await other.AsksAsync("phone/1")).Should().NotBeNull();
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
        await another.ConnectAsync("127.0.0.1", tandem.PortOf("tcp:127.0.0.1"));
        (await EndedAsync(another)).Should().BeTrue();
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

    /// <summary>Asks as a scanner until nobody answers it any more.</summary>
    private static Task SilentAsync(Prober scanner) =>
        Eventually.GetAsync(async () => await scanner.AsksAsync(Scanner) is null ? "silence" : null, Seconds, static () => "silence");

    private static Task<IReadOnlyList<JsonNode>> BansAsync(SwitchProcess tandem) => tandem.AllAsync("firewall/bans?inForce=true");
}
