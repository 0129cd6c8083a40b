using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Firewall;

/// <summary>All at once, as it comes: scanners, guessers, a flood of calls and slow streams, while customers talk.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class UnderAttackTests : IDisposable
{
    private const string Customer = "127.0.0.2";
    private const string Carrier = "127.0.0.3";
    private const string Friend = "127.0.0.62";
    private const int IllegalCalls = 20020;
    private const int Sources = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-attack-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Customers_talk_on_every_attempt_is_on_record_sources_are_banned_and_the_alarm_is_raised()
    {
        const string Up = "00442079460501";
        const string During = "00442079460502";
        const int Calls = 40;
        await using SwitchProcess tandem = await StartAsync();
        await using Sipp carrier = await Sipp.CarrierAsync("carrier-answers", Carrier, calls: 2 * Calls);
        await using var up = Sipp.Caller("caller-hangs-up", Customer, tandem.SipPort, Up, calls: Calls, rate: Calls, talk: TimeSpan.FromSeconds(20));
        await tandem.AnsweredCallsAsync(Calls);

        using var friend = new Prober(Friend, tandem.SipPort);
        using SlowStreams slow = await SlowStreams.OpenAsync("127.0.0.77", tandem.PortOf("tcp:127.0.0.1"), count: 60);
        Task ended = slow.EndedAsync(Patience);
        await using var during = Sipp.Caller("caller-hangs-up", Customer, tandem.SipPort, During, calls: Calls, rate: 5, talk: TimeSpan.FromSeconds(2), port: 5063);
        await using Child svmap = Sipvicious.Start(_data.FullName, "svmap", "127.0.0.70", tandem.SipPort);
        await using Child svwar = Sipvicious.Start(_data.FullName, "svwar", "127.0.0.71", tandem.SipPort, "-m", "REGISTER", "-e", "1000-1300", "--force");
        await using Child svcrack = Sipvicious.Start(_data.FullName, "svcrack", "127.0.0.72", tandem.SipPort, "-u", "1001", "-r", "100-900");
        await BannedAsync(tandem, "127.0.0.70", "127.0.0.71", "127.0.0.72");
        using var flood = InviteFlood.Start(tandem.SipPort, Sources, perSecond: 1000, TimeSpan.FromSeconds(8));

        await during.SucceedsAsync(withinSeconds: 60);
        await up.SucceedsAsync(withinSeconds: 60);
        await carrier.SucceedsAsync();
        long sent = await flood.EndAsync();
        await ended; // no stream stays
        await friend.IsHeardAsync("friendly-scanner"); // who is on the white list may be one

        await Eventually.GetAsync(
            async () => SwitchProcess.Items(await tandem.GetAsync("alarms")).FirstOrDefault(static alarm => (int)alarm["type"]! == IllegalCalls), Patience, static () => "the alarm");

        foreach (string number in (string[])[Up, During])
        {
            IReadOnlyList<JsonNode> records = await tandem.RecordsAsync(number, Calls);
            records.Should().HaveCount(Calls).And.OnlyContain(static record => (string?)record["endReasonName"] == "NormalCallClearing" && (string?)record["fee"] != "0");
        }

        IReadOnlyList<string> banned = await BansAsync(tandem);
        banned.Should().NotContain([Customer, Carrier, Friend]);
        long unheard = await tandem.MetricAsync("tandem_ban_dropped_total");
        await tandem.StopAsync(); // what a flood folded into a record a minute is stored now

        await using SwitchProcess again = await SwitchProcess.StartWithoutPlanAsync(_data.FullName, "--firewall", "process");
        JsonNode[] attackers = [.. (await again.AllAsync("illegal-calls")).Where(static source => ((string)source["sourceIp"]!).StartsWith("127.1.", StringComparison.Ordinal))];
        attackers.Should().HaveCount(Sources);
        banned.Should().Contain(attackers.Select(static source => (string)source["sourceIp"]!));
        (attackers.Sum(static source => (long)source["count"]!) + unheard).Should().BeGreaterThanOrEqualTo(sent, "what was not counted as an illegal call came from who was banned by then");
        await again.VerifiesAsync();
    }

    private async Task<SwitchProcess> StartAsync()
    {
        SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, "--firewall", "process", "--sip", "tcp:127.0.0.1:0");
        await tandem.LiftLimitsAsync();
        await tandem.RechargeAsync(1000m);
        await tandem.SetParameterAsync("SERVER_FIREWALL_BAN_LOOPBACK", "1");
        await tandem.AddAsync("firewall/white-list", new JsonObject { ["source"] = Friend });
        JsonNode setting = SwitchProcess.Items(await tandem.GetAsync("alarms/settings")).Single(static one => (int)one["type"]! == IllegalCalls);
        await tandem.PutAsync($"alarms/settings/{setting["id"]}", new JsonObject { ["type"] = IllegalCalls, ["level"] = 3, ["upper"] = "20", ["period"] = 15 });
        return tandem;
    }

    private static Task BannedAsync(SwitchProcess tandem, params string[] sources) => Eventually.GetAsync(
        async () => sources.Except(await BansAsync(tandem)).Any() ? null : "all", TimeSpan.FromSeconds(10), () => $"bans of {string.Join(", ", sources)}");

    private static async Task<IReadOnlyList<string>> BansAsync(SwitchProcess tandem) =>
        [.. (await tandem.AllAsync("firewall/bans?inForce=true")).Select(static ban => (string)ban["source"]!)];
}
