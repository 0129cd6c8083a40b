using System.Net;
using System.Net.Sockets;

namespace Tandem.Scenarios.Processes;

/// <summary>What stands in the way of <c>up</c> ends the process at once: an exit code that is not 0, and one line on standard error that says what it is.</summary>
public sealed class FailedStartTests : IDisposable
{
    private const int Nobody = 65_534;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tandem-scenarios-");
    private readonly TcpListener _taken = new(IPAddress.Loopback, 0);

    public FailedStartTests() => _taken.Start();

    private IPEndPoint Taken => (IPEndPoint)_taken.LocalEndpoint;

    public void Dispose()
    {
        _taken.Dispose();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_SIP_TCP_port_in_use() =>
        await FailsAsync($"tandem: tcp {Taken} is in use", "dotnet", Up(_data.FullName, sip: $"tcp:{Taken}"));

    [Fact]
    public async Task An_HTTP_port_in_use() =>
        await FailsAsync($"tandem: http {Taken} is in use", "dotnet", Up(_data.FullName, http: $"{Taken}"));

    [Fact]
    public async Task A_STUN_port_in_use() =>
        await FailsAsync($"tandem: --stun: tcp {Taken} is in use", "dotnet", [.. Up(_data.FullName), "--stun", $"{Taken}"]);

    [Theory]
    [InlineData("")]
    [InlineData("inner")]
    public async Task A_data_directory_without_write_permission(string folder)
    {
        File.SetUnixFileMode(_data.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        string directory = Path.Combine(_data.FullName, folder).TrimEnd('/');
        string says = $"tandem: data directory {directory} can't be used: ";
        if (!Environment.IsPrivilegedProcess)
        {
            await FailsAsync(says, "dotnet", Up(directory));
            return;
        }

        // The superuser may write everywhere; somebody else must try.
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "there is no setpriv to become another user with");
        string[] as_ = ["--reuid", $"{Nobody}", "--regid", $"{Nobody}", "--clear-groups", "dotnet"];
        await using var version = new Child("/usr/bin/setpriv", [.. as_, SwitchProcess.Server, "--version"], "/", Home);
        Assert.SkipUnless(await version.ExitAsync(TimeSpan.FromSeconds(30)) == 0, "another user can't run what was built here");
        await FailsAsync(says, "/usr/bin/setpriv", [.. as_, .. Up(directory)]);
    }

    private static Dictionary<string, string> Home => new() { ["HOME"] = "/tmp" };

    private static string[] Up(string data, string sip = "udp:127.0.0.1:0", string http = "127.0.0.1:0") =>
        [SwitchProcess.Server, "up", "--data", data, "--sip", sip, "--http", http, "--media", "off"];

    private static async Task FailsAsync(string says, string program, string[] words)
    {
        await using var child = new Child(program, words, "/", Home);
        int code = await child.ExitAsync(TimeSpan.FromSeconds(60));

        code.Should().Be(1, "{0}", string.Join('\n', child.Lines));
        child.Errors.Should().ContainSingle().Which.Should().StartWith(says);
        child.Lines.Should().NotContain(static line => line.StartsWith("ready", StringComparison.Ordinal));
    }
}
