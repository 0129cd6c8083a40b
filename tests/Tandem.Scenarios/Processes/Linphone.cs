using System.Globalization;
using Tandem.Scenarios.Media;

namespace Tandem.Scenarios.Processes;

/// <summary>A real softphone, Debian's linphone-cli, on a machine of its own.</summary>
internal sealed class Linphone : ISoftphone
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder;
    private readonly Child _child;

    private Linphone(DirectoryInfo folder, Child child) => (_folder, _child) = (folder, child);

    /// <param name="machine">Where it runs.</param>
    /// <param name="number">Its number.</param>
    /// <param name="port">Where it takes SIP.</param>
    /// <param name="hertz">What it says.</param>
    public static async Task<Linphone> StartAsync(OtherMachine machine, string number, int port, int hertz)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-linphone-");
        string path = folder.FullName;
        await File.WriteAllBytesAsync(Path.Combine(path, "say.wav"), Sound.Tone(hertz, seconds: 60));

        // Its data base is there: it does not start without one, and makes no folder for it. It asks for no network but this cable's.
        folder.CreateSubdirectory(".local/share/linphone");
        await File.WriteAllTextAsync(Path.Combine(path, "settings"), string.Create(CultureInfo.InvariantCulture, $"""
            [sip]
            sip_port={port}
            sip_tcp_port=0
            sip_tls_port=0
            use_ipv6=0
            guess_hostname=0
            contact=<sip:{number}@{machine.There}:{port}>

            [rtp]
            audio_rtp_port=21000-21100

            [net]
            auto_net_state_mon=0
            dns_srv_enabled=0

            [sound]
            echocancellation=0

            """));
        Child child = machine.Run("env", [$"HOME={path}", "linphonec", "-c", $"{path}/settings", "-a", "-S", "-d", "1", "-l", $"{path}/log"], path);
        var started = new Linphone(folder, child);
        try
        {
            await started.TypesAsync("soundcard use files", $"play {path}/say.wav", $"record {path}/heard.wav");
            await started.TypesAsync("ports");
            await started.SaysAsync(string.Create(CultureInfo.InvariantCulture, $"sip port = {port}"));
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public Task DialsAsync(string uri) => TypesAsync($"call {uri}");

    public Task HoldsAsync() => TypesAsync("pause");

    public Task ResumesAsync() => TypesAsync("resume");

    public Task HangsUpAsync() => TypesAsync("terminate");

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task TypesAsync(params string[] lines)
    {
        foreach (string line in lines)
        {
            await _child.TypeAsync(line);
        }
    }

    private Task<string> SaysAsync(string words) => Eventually.GetAsync(
        () => Task.FromResult(_child.Lines.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal))), Patience, () => string.Join('\n', _child.Lines));
}
