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
        string found = await RunAsync("svmap", "-b", "127.0.0.70", "-P", "5160", "-p", PortOf(tandem), "127.0.0.1");
        found.Should().NotMatchRegex("Tandem[/ ]?[0-9]", "who asks is told no version");
        await RunAsync("svwar", "-b", "127.0.0.71", "-P", "5161", "-p", PortOf(tandem), "-m", "REGISTER", "-e", "1000-1010", "--force", "127.0.0.1");
        await RunAsync("svcrack", "-b", "127.0.0.72", "-P", "5162", "-p", PortOf(tandem), "-u", "1001", "-r", "100-400", "127.0.0.1");
        IReadOnlyList<string> bans = await Eventually.GetAsync(
            async () => await BansAsync(tandem) is { Count: > 0 } some && some.Contains("127.0.0.70 scanner") ? some : null, TimeSpan.FromSeconds(10), static () => "a ban of svmap");
        bans.Should().OnlyContain(static ban => ban.EndsWith(" scanner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_rule_about_their_names_they_learn_nothing_either()
    {
        await using SwitchProcess tandem = await StartAsync("Off");
        string found = await RunAsync("svmap", "-b", "127.0.0.73", "-P", "5160", "-p", PortOf(tandem), "127.0.0.1");
        found.Should().NotMatchRegex("Tandem[/ ]?[0-9]");
        string numbers = await RunAsync("svwar", "-b", "127.0.0.74", "-P", "5161", "-p", PortOf(tandem), "-m", "REGISTER", "-e", "1000-1010", "127.0.0.1");
        numbers.Should().NotContain("| 1001", "a number that is a phone's is answered as any other");
        string cracked = await RunAsync("svcrack", "-b", "127.0.0.75", "-P", "5162", "-p", PortOf(tandem), "-u", "1001", "-r", "100-400", "127.0.0.1");
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

    private async Task<SwitchProcess> StartAsync(string rule)
    {
        SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, "--firewall", "process");
        await tandem.SetParameterAsync("SERVER_FIREWALL_BAN_LOOPBACK", "1");
        await tandem.SetParameterAsync("SERVER_FIREWALL_SCANNER", rule);
        return tandem;
    }

    private static string PortOf(SwitchProcess tandem) => tandem.SipPort.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<string>> BansAsync(SwitchProcess tandem) =>
        [.. (await tandem.AllAsync("firewall/bans?inForce=true")).Select(static ban => $"{ban["source"]} {ban["reason"]}")];

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var child = new Child(program, arguments, _data.FullName, new Dictionary<string, string> { ["HOME"] = _data.FullName });
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
