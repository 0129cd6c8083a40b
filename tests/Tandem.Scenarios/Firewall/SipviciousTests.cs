using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Firewall;

/// <summary>The programs that those use who look for switches to break into, against the real server.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class SipviciousTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-sipvicious-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("On")]
    [InlineData("Off")]
    public async Task They_find_no_number_learn_no_version_and_crack_no_password(string rule)
    {
        await using SwitchProcess tandem = await SwitchProcess.StartAsync(_data.FullName, "--firewall", "process");
        await tandem.SetParameterAsync("SERVER_FIREWALL_BAN_LOOPBACK", "1");
        await tandem.SetParameterAsync("SERVER_FIREWALL_SCANNER", rule);
        string port = tandem.SipPort.ToString(System.Globalization.CultureInfo.InvariantCulture);

        string found = await RunAsync("svmap", "-b", "127.0.0.70", "-P", "5160", "-p", port, "127.0.0.1");
        found.Should().NotContainAny("Tandem", "tandem", "1.");
        string numbers = await RunAsync("svwar", "-b", "127.0.0.71", "-P", "5161", "-p", port, "-m", "REGISTER", "-e", "1000-1010", "127.0.0.1");
        numbers.Should().NotContain("1001 ");
        string cracked = await RunAsync("svcrack", "-b", "127.0.0.72", "-P", "5162", "-p", port, "-u", "1001", "-r", "100-400", "127.0.0.1");
        cracked.Should().NotContain("a-password");

        IReadOnlyList<JsonNode> bans = await tandem.AllAsync("firewall/bans?inForce=true");
        if (rule == "On")
        {
            bans.Select(static ban => $"{ban["source"]} {ban["reason"]}").Should().BeEquivalentTo("127.0.0.70 scanner", "127.0.0.71 scanner", "127.0.0.72 scanner");
        }
        else
        {
            bans.Select(static ban => $"{ban["source"]} {ban["reason"]}").Should().Contain("127.0.0.72 wrongPassword", "guessing is a rule of its own");
        }
    }

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
