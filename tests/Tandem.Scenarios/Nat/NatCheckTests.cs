using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;
using Tandem.TestKit;

namespace Tandem.Scenarios.Nat;

/// <summary>nat-check on the user's side of a router, and the switch's own doctor on the other: both say the same.</summary>
[Collection(OneAfterAnother.Name)]
public sealed partial class NatCheckTests : IDisposable
{
    private const string Trunk = "acme-pbx";
    private const int FirstPort = 5062;
    private static readonly TimeSpan FindingTime = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-nat-");

    /// <summary>What an ALG may do, and whether the switch can see it too, which does not know what was sent. "As it was": nobody is accused.</summary>
    private static readonly (AlgHabit[] Habits, bool SeenByBoth)[] s_routers =
    [
        ([], false),
        ([AlgHabits.ContactToPublic], true),
        ([AlgHabits.ContactToWrongPort], true),
        ([AlgHabits.ViaToPublic], true),
        ([AlgHabits.SdpConnection], true),
        ([AlgHabits.LengthAsBefore], true),
        ([AlgHabits.ViaToPublic, AlgHabits.ContactToPublic], true),
        ([AlgHabits.ViaWithoutRport], false),
        ([AlgHabits.CallIdChanged], false),
        ([AlgHabits.FromToPublic], false),
        ([.. AlgHabits.AsTheKernel], false),
        ([AlgHabits.SdpPort], false),
        ([AlgHabits.RegisterTwice], false),
        ([AlgHabits.NamesShortened], false),
    ];

    [Fact]
    public async Task Both_sides_of_an_ALG_find_the_same()
    {
        await using NatLab lab = await NatLab.StartAsync(new Router(NatKind.PortKept));
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(
            _folder.FullName, "--sip", $"udp:{lab.Switch}:{NatLab.SipPort}", "--sip", $"udp:{lab.Switch}:5080", "--sip", $"tcp:{lab.Switch}:{NatLab.SipPort}");
        await tandem.ChangeAsync($"ingress-trunks/{Trunk}", "addresses", new JsonArray(lab.Outside.ToString()));
        var table = new StringBuilder($"{"the router alters",-62} {"nat-check finds",-106} the switch finds\n");
        int port = FirstPort;
        foreach ((AlgHabit[] habits, bool seenByBoth) in s_routers)
        {
            await using ScriptedAlg alg = await ScriptedAlg.StartAsync(lab, habits);
            JsonNode report = await CheckAsync((program, arguments) => lab.Phones[0].Run(program, arguments, _folder.FullName), lab.Switch.ToString(), longest: 0);
            JsonNode seen = await CalledAsync(tandem, lab, port++);

            string name = habits.Length switch
            {
                0 => "nothing",
                > 2 => "as the kernel's SIP helper does",
                _ => string.Join(", ", habits.Select(static habit => habit.Name)),
            };
            string[] onTheUsersSide = [.. Faults(report)];
            string[] onTheSwitch = [.. Faults(seen)];
            table.Append($"{name,-62} {Line(onTheUsersSide),-106} {Line(onTheSwitch)}\n");
            onTheSwitch.Should().BeSubsetOf(onTheUsersSide, "the switch accuses nobody of what did not happen: {0}", table);
            if (seenByBoth)
            {
                // A Content-Length that has followed its body is right, and only who knows what was sent sees that it was touched.
                onTheSwitch.Should().NotBeEmpty("{0}", table).And.BeEquivalentTo(onTheUsersSide.Where(static fault => fault != "Content-Length (harmless)"), "{0}", table);
            }
        }

        Approved.Match(table.ToString());
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

        JsonNode report = await CheckAsync((program, arguments) => phone.Run(program, arguments, _folder.FullName), phone.Here, longest: 16);
        report["findings"]!.AsArray().Should().NotBeEmpty();
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

    private static async Task<JsonNode> CheckAsync(Func<string, string[], Child> run, string host, int longest)
    {
        await using Child check = run(
            "dotnet", [SwitchProcess.Server, "nat-check", host, "--json", "--longest", longest.ToString(CultureInfo.InvariantCulture), "--precision", "2"]);
        int code = await check.ExitAsync(TimeSpan.FromSeconds(120));
        string printed = string.Join('\n', check.Lines);
        code.Should().BeOneOf([0, 2], "{0}\n{1}", printed, string.Join('\n', check.Errors));
        JsonNode report = JsonNode.Parse(printed)!;
        bool hasFault = report["findings"]!.AsArray().Any(static one => one!["cures"]!.AsArray().Count > 0);
        code.Should().Be(hasFault ? 2 : 0, "{0}", printed);
        return report;
    }

    /// <summary>A phone that never learns its public address, and uses no STUN, calls once from this port; what the switch then knows of its trunk.</summary>
    private static async Task<JsonNode> CalledAsync(SwitchProcess tandem, NatLab lab, int port)
    {
        using UdpSpeaker phone = lab.Phones[0].Udp(port);
        string number = port.ToString(CultureInfo.InvariantCulture);
        string invite = PhoneSays.Invite(phone.At, lab.Switch)
            .Replace("Session-Expires: 1800", "User-Agent: Cisco-CP8841/14.1", StringComparison.Ordinal)
            .Replace("Call-ID: c2@", $"Call-ID: c{number}@", StringComparison.Ordinal)
            .Replace("z9hG4bKinv1", $"z9hG4bKinv{number}", StringComparison.Ordinal);
        phone.Says(invite, new IPEndPoint(lab.Switch, NatLab.SipPort));
        return await FoundAsync(tandem, seen => seen["sourcePort"]!.GetValue<int>() == port);
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

    /// <summary>What is at fault: the altered part and whether that breaks anything, or the kind of finding.</summary>
    private static IEnumerable<string> Faults(JsonNode report) => report["findings"]!.AsArray()
        .Where(static one => one!["cures"]!.AsArray().Count > 0)
        .Select(static one =>
        {
            string words = one!["finding"]!.ToString();
            string part = one["kind"]!.ToString() == "SipAlgRewrites" ? AddressesAndHarm().Replace(words.Split(" rewrites ")[^1], "") : words;
            return $"{part}{(one["isBreaking"]!.GetValue<bool>() ? "" : " (harmless)")}";
        })
        .Distinct().Order(StringComparer.Ordinal);

    private static string Line(string[] faults) => faults.Length == 0 ? "-" : string.Join(", ", faults);

    [GeneratedRegex(@"(?: from .*| to .*| \(takes out .*)?: (?:breaking|harmless)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressesAndHarm();
}
