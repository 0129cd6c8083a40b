using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Nat;

/// <summary>nat-check on the user's side of a router, and the switch's own doctor on the other: both say the same.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class NatCheckTests : IDisposable
{
    private const string Trunk = "acme-pbx";
    private static readonly TimeSpan FindingTime = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-nat-");

    public static TheoryData<string, int, string> Altered => new()
    {
        { "Contact, StrangePort", 131, "SipAlgRewrites Contact breaking" },
        { "Via, Contact, StrangePort", 132, "SipAlgRewrites Contact breaking" },
        { "Sdp", 133, "SipAlgRewrites SDP c= breaking" },
    };

    [Theory]
    [MemberData(nameof(Altered))]
    public async Task An_ALG_is_found_by_both_sides(string manners, int number, string expected)
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_folder.FullName);
        await using OtherMachine phone = await OtherMachine.StartAsync(number);
        await using var alg = new AlteringRouter(
            new IPEndPoint(IPAddress.Parse(phone.Here), 5060), IPAddress.Parse("127.0.0.2"), new IPEndPoint(IPAddress.Loopback, tandem.SipPort), Enum.Parse<AlgManners>(manners));

        JsonNode report = await CheckAsync((program, arguments) => phone.Run(program, arguments, _folder.FullName), $"{phone.Here}:5060", longest: 0, expectedCode: 2);
        Breaking(report["findings"]!).Should().Contain(expected);
        report["probes"]![0]!["changes"]!.AsArray().Should().NotBeEmpty();

        await CallAsync((program, arguments) => phone.Run(program, arguments, _folder.FullName), $"{phone.Here}:5060", phone.There);
        JsonNode seen = await FoundAsync(tandem, static found => Kinds(found).Contains("SipAlgRewrites", StringComparer.Ordinal));
        Breaking(seen["findings"]!).Should().Contain(expected);
    }

    [Fact]
    public async Task A_router_that_doubles_packets_is_found_and_one_that_alters_nothing_is_not_accused()
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_folder.FullName);
        await using OtherMachine phone = await OtherMachine.StartAsync(134);
        var inside = new IPEndPoint(IPAddress.Parse(phone.Here), 5060);
        var theSwitch = new IPEndPoint(IPAddress.Loopback, tandem.SipPort);
        await using (new AlteringRouter(inside, IPAddress.Parse("127.0.0.2"), theSwitch, AlgManners.Doubles))
        {
            JsonNode doubled = await CheckAsync((program, arguments) => phone.Run(program, arguments, _folder.FullName), $"{phone.Here}:5060", longest: 0, expectedCode: 2);
            Kinds(doubled).Should().Contain("Duplicates");
        }

        await using var quiet = new AlteringRouter(inside, IPAddress.Parse("127.0.0.2"), theSwitch, AlgManners.None);
        JsonNode clean = await CheckAsync((program, arguments) => phone.Run(program, arguments, _folder.FullName), $"{phone.Here}:5060", longest: 0, expectedCode: 0);
        Kinds(clean).Should().Equal("NatClean");
        await CallAsync((program, arguments) => phone.Run(program, arguments, _folder.FullName), $"{phone.Here}:5060", phone.There);
        Kinds(await FoundAsync(tandem, static _ => true)).Should().Equal("NatClean");
    }

    [Theory]
    [InlineData("masquerade", 135, "one mapping for all ports", true)]
    [InlineData("masquerade fully-random", 136, "another mapping for each port (symmetric)", false)]
    public async Task A_masquerading_router_is_clean_its_kind_is_told_and_its_binding_is_measured(string masquerade, int number, string mapping, bool keepsPort)
    {
        await using RoutedMachine phone = await RoutedMachine.StartAsync(number, masquerade, udpTimeoutSeconds: 6);
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(
            _folder.FullName, "--sip", $"udp:{phone.Here}:5060", "--sip", $"udp:{phone.Here}:5080", "--sip", $"tcp:{phone.Here}:5060");
        await tandem.ChangeAsync($"ingress-trunks/{Trunk}", "addresses", new JsonArray(phone.Outside));

        JsonNode report = await CheckAsync((program, arguments) => phone.Run(program, arguments, _folder.FullName), phone.Here, longest: 16, expectedCode: 2);
        report["probes"]!.AsArray().Should().OnlyContain(static probe => probe!["answers"]!.GetValue<int>() == 1 && probe["changes"]!.AsArray().Count == 0);
        report["probes"]!.AsArray().Select(static probe => $"{probe!["transport"]} {probe["port"]}").Distinct().Should().Equal("UDP 5060", "UDP 5080", "TCP 5060");
        report["type"]!["mapping"]!.ToString().Should().Be(mapping);
        report["type"]!["filtering"]!.ToString().Should().Be("lets only the port in that was asked");
        report["type"]!["keepsPort"]!.GetValue<bool>().Should().Be(keepsPort);
        report["binding"]!["survivedSeconds"]!.GetValue<int>().Should().BeInRange(1, 6);
        report["binding"]!["lostSeconds"]!.GetValue<int>().Should().BeInRange(5, 12, "the router forgets after 6 s");
        Kinds(report).Should().BeEquivalentTo("NatClean", "BindingTooShort");

        await CallAsync((program, arguments) => phone.Run(program, arguments, _folder.FullName), $"{phone.Here}:5060", RoutedMachine.Inside);
        Kinds(await FoundAsync(tandem, static _ => true)).Should().Equal("NatClean");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<JsonNode> CheckAsync(Func<string, string[], Child> run, string host, int longest, int expectedCode)
    {
        await using Child check = run(
            "dotnet", [SwitchProcess.Server, "nat-check", host, "--json", "--longest", longest.ToString(CultureInfo.InvariantCulture), "--precision", "2"]);
        int code = await check.ExitAsync(TimeSpan.FromSeconds(120));
        string printed = string.Join('\n', check.Lines);
        code.Should().Be(expectedCode, "{0}\n{1}", printed, string.Join('\n', check.Errors));
        return JsonNode.Parse(printed)!;
    }

    /// <summary>SIPp calls once; nobody answers, and nobody needs to.</summary>
    private static async Task CallAsync(Func<string, string[], Child> run, string host, string own)
    {
        await using Child sipp = run("sipp", ["-sn", "uac", host, "-i", own, "-p", "5066", "-s", "442079460000", "-m", "1", "-nostdin", "-timeout", "4s", "-timeout_error"]);
        await sipp.ExitAsync(TimeSpan.FromSeconds(30));
    }

    private static Task<JsonNode> FoundAsync(SwitchProcess tandem, Func<JsonNode, bool> isSo)
    {
        JsonNode? latest = null;
        return Eventually.GetAsync(
            async () =>
            {
                latest = (await tandem.AllAsync("nat-findings")).FirstOrDefault(static one => one["endpoint"]!.ToString() == Trunk);
                return latest is not null && isSo(latest) ? latest : null;
            },
            FindingTime, () => $"a finding at {Trunk}; there is {latest?.ToJsonString() ?? "none"}");
    }

    private static IEnumerable<string> Kinds(JsonNode report) => report["findings"]!.AsArray().Select(static one => one!["kind"]!.ToString());

    /// <summary>Kind, part and harm of what breaks something.</summary>
    private static IEnumerable<string> Breaking(JsonNode findings) => findings.AsArray()
        .Where(static one => one!["isBreaking"]!.GetValue<bool>())
        .Select(static one =>
        {
            string words = one!["finding"]!.ToString();
            string part = words.Split(" rewrites ")[^1].Split(" from ")[0];
            return $"{one["kind"]} {part} breaking";
        });
}
