using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Firewall;

/// <summary>The programs that those use who look for switches to break into, against the real server.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class SipviciousTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-sipvicious-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task They_find_no_number_learn_no_version_and_are_banned_in_seconds()
    {
        await using SwitchProcess tandem = await StartAsync("On");
        string found = await RunAsync(tandem, "svmap", "127.0.0.70");
        found.Should().NotMatchRegex("Tandem[/ ]?[0-9]", "who asks is told no version");
        await RunAsync(tandem, "svwar", "127.0.0.71", "-m", "REGISTER", "-e", "1000-1010", "--force");
        await RunAsync(tandem, "svcrack", "127.0.0.72", "-u", "1001", "-r", "100-400");
        IReadOnlyList<string> bans = await Eventually.GetAsync(
            async () => await BansAsync(tandem) is { Count: >= 3 } some ? some : null, TimeSpan.FromSeconds(10), static () => "bans of svmap, svwar and svcrack");
        bans.Should().BeEquivalentTo("127.0.0.70 scanner", "127.0.0.71 scanner", "127.0.0.72 scanner");
        string scanned = await Eventually.GetAsync(
            async () => SwitchProcess.Items(await tandem.GetAsync("illegal-calls/timeline?source=127.0.0.70")).FirstOrDefault(static part => part["offences"]!["scanner"] is not null)?["offences"]?.ToJsonString(),
            TimeSpan.FromSeconds(60), static () => "what svmap has tried in the timeline");
        scanned.Should().Contain("\"scanner\":");
    }

    [Fact]
    public async Task Without_the_rule_about_their_names_they_learn_nothing_either()
    {
        await using SwitchProcess tandem = await StartAsync("Off");
        string found = await RunAsync(tandem, "svmap", "127.0.0.73");
        found.Should().NotMatchRegex("Tandem[/ ]?[0-9]");
        string numbers = await RunAsync(tandem, "svwar", "127.0.0.74", "-m", "REGISTER", "-e", "1000-1010");
        numbers.Should().NotContain("| 1001", "a number that is a phone's is answered as any other");
        string cracked = await RunAsync(tandem, "svcrack", "127.0.0.75", "-u", "1001", "-r", "100-400");
        cracked.Should().NotContain("| 1001", "no password is found");
        (await BansAsync(tandem)).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_guesses_passwords_is_banned_whatever_he_calls_himself()
    {
        await using SwitchProcess tandem = await StartAsync("Off");
        await tandem.SetParameterAsync("SERVER_FIREWALL_WRONG_PASSWORD_COUNT", "1"); // SS_AUTHENTICATION_MAX_RETRY is 6
        using var guesser = new UdpPhone("127.0.0.76", tandem.SipPort, "1001", "guess");
        await Eventually.GetAsync(
            async () =>
            {
                try
                {
                    await guesser.RegistersAsync(300);
                }
                catch (TimeoutException)
                {
                    // Nobody answers it any more.
                }

                return (await BansAsync(tandem)).SingleOrDefault();
            },
            TimeSpan.FromSeconds(60), static () => "a ban");
        (await BansAsync(tandem)).Should().Equal("127.0.0.76 wrongPassword");
    }

    [Fact]
    public async Task Who_goes_through_numbers_is_banned_whatever_he_calls_himself()
    {
        await using SwitchProcess tandem = await StartAsync("Off");
        using var sweeper = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.77"), 0));
        for (int number = 1000; number < 1100; number++)
        {
            // As svwar would, which gives up at the seventh: our challenges are not what it looks for.
            await sweeper.SendAsync(Encoding.ASCII.GetBytes(
                $"REGISTER sip:127.0.0.1:{tandem.SipPort} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.77:{((IPEndPoint)sweeper.Client.LocalEndPoint!).Port};branch=z9hG4bK{number};rport\r\nMax-Forwards: 70\r\n"
                + $"From: <sip:{number}@127.0.0.1>;tag=a{number}\r\nTo: <sip:{number}@127.0.0.1>\r\nCall-ID: sweep-{number}\r\nCSeq: 1 REGISTER\r\nContact: <sip:{number}@127.0.0.77>\r\n"
                + "User-Agent: desk phone\r\nContent-Length: 0\r\n\r\n"), "127.0.0.1", tandem.SipPort);
        }

        await Eventually.GetAsync(async () => (await BansAsync(tandem)).SingleOrDefault(), TimeSpan.FromSeconds(60), static () => "a ban");
        (await BansAsync(tandem)).Should().Equal("127.0.0.77 sweep");
    }

    private async Task<SwitchProcess> StartAsync(string rule)
    {
        SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, "--firewall", "process");
        await tandem.SetParameterAsync("SERVER_FIREWALL_BAN_LOOPBACK", "1");
        await tandem.SetParameterAsync("SERVER_FIREWALL_SCANNER", rule);
        return tandem;
    }

    private static async Task<IReadOnlyList<string>> BansAsync(SwitchProcess tandem) =>
        [.. (await tandem.AllAsync("firewall/bans?inForce=true")).Select(static ban => $"{ban["source"]} {ban["reason"]}")];

    private async Task<string> RunAsync(SwitchProcess tandem, string program, string from, params string[] options)
    {
        await using Child child = Sipvicious.Start(_data.FullName, program, from, tandem.SipPort, options);
        try
        {
            await child.ExitAsync(Longest);
        }
        catch (TimeoutException)
        {
            await child.KillAsync(); // it waits for answers that do not come
        }

        return string.Join('\n', child.Lines.Concat(child.Errors));
    }
}
