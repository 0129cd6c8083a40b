using System.Globalization;
using System.Text.RegularExpressions;
using Tandem.Scenarios.Media;

namespace Tandem.Scenarios.Processes;

/// <summary>A real softphone, Debian's linphone-cli, on a machine of its own.</summary>
internal sealed partial class Linphone : ISoftphone
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder;
    private readonly Child _child;
    private int _calls;

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
            use_info=0
            use_rfc2833=1
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

    /// <summary>Back when it talks; what is typed before has no call yet.</summary>
    public async Task DialsAsync(string uri)
    {
        await TypesAsync($"call {uri}");
        await SaysAsync(string.Create(CultureInfo.InvariantCulture, $"for call {++_calls} (audio)"));
    }

    public Task HoldsAsync() => TypesAsync("pause");

    public Task ResumesAsync() => TypesAsync("resume");

    public string HeardKeys => string.Concat(_child.Lines.Select(static line => HeardKey().Match(line).Groups["key"].Value));

    public string HeardFile => Path.Combine(_folder.FullName, "heard.wav");

    public Task PressesAsync(string keys) => PressesAsync(keys, asInfo: false);

    /// <summary>Presses keys, one a second, as SIP INFO or as telephone-events.</summary>
    public Task PressesAsync(string keys, bool asInfo) =>
        TypesAsync([$"param sip use_info {(asInfo ? 1 : 0)}", $"param sip use_rfc2833 {(asInfo ? 0 : 1)}", .. keys.Select(static key => key.ToString())]);

    /// <summary>Says this file in its next calls.</summary>
    public async Task SoundsAsync(byte[] wav)
    {
        string file = Path.Combine(_folder.FullName, "sounds.wav");
        await File.WriteAllBytesAsync(file, wav);
        await TypesAsync($"play {file}");
    }

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

    [GeneratedRegex(@"Receiving tone (?<key>.) from", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeardKey();
}
