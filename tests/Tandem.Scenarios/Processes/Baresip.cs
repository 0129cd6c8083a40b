using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Tandem.Scenarios.Media;

namespace Tandem.Scenarios.Processes;

/// <summary>A real softphone, Debian's baresip, on a machine of its own: it speaks one tone all the time, and answers by itself.</summary>
internal sealed partial class Baresip : ISoftphone
{
    private const int ControlPort = 4444;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly OtherMachine _machine;
    private readonly DirectoryInfo _folder;
    private readonly Child _child;

    private Baresip(OtherMachine machine, DirectoryInfo folder, Child child) => (_machine, _folder, _child) = (machine, folder, child);

    /// <param name="machine">Where it runs.</param>
    /// <param name="number">Its number.</param>
    /// <param name="port">Where it takes SIP.</param>
    /// <param name="proxy">Through whom it calls.</param>
    /// <param name="codecs">Its codecs, by baresip's names.</param>
    /// <param name="hertz">What it says.</param>
    /// <param name="ice">It speaks ICE.</param>
    public static async Task<Baresip> StartAsync(OtherMachine machine, string number, int port, string proxy, string codecs, int hertz, bool ice = false)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-baresip-");
        string path = folder.FullName;
        await File.WriteAllBytesAsync(Path.Combine(path, "say.wav"), Sound.Tone(hertz, seconds: 30));
        await File.WriteAllTextAsync(Path.Combine(path, "contacts"), "");
        await File.WriteAllTextAsync(
            Path.Combine(path, "accounts"), $"<sip:{number}@{machine.There}:{port}>;regint=0;outbound=\"sip:{proxy}\";answermode=auto;audio_codecs={codecs}{(ice ? ";medianat=ice" : "")}\n");
        await File.WriteAllTextAsync(Path.Combine(path, "config"), $"""
            sip_listen {machine.There}:{port}
            net_interface eth0
            rtp_ports 20000-20100
            audio_source aufile,{path}/say.wav
            audio_alert aufile,{path}/alert.wav
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            module_path {Modules()}
            module g711.so
            module aufile.so
            module sndfile.so
            snd_path {path}
            module ice.so
            module_tmp account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen {machine.There}:{ControlPort}

            """);
        Child child = machine.Run("baresip", ["-f", path], path);
        var started = new Baresip(machine, folder, child);
        await started.SaysAsync("baresip is ready");
        return started;
    }

    public Task DialsAsync(string uri) => CommandAsync("dial", uri);

    public Task HoldsAsync() => CommandAsync("hold");

    public Task ResumesAsync() => CommandAsync("resume");

    public string HeardKeys => string.Concat(_child.Lines.Select(static line => HeardKey().Match(line).Groups["key"].Value));

    public string HeardFile => Directory.GetFiles(_folder.FullName, "dump-*-dec.wav").Order(StringComparer.Ordinal).Last();

    public async Task PressesAsync(string keys)
    {
        foreach (char key in keys)
        {
            await CommandAsync("sndcode", key.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }
    }

    public Task HangsUpAsync() => CommandAsync("hangup");

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Modules() =>
        Directory.Exists("/usr/lib/baresip/modules") ? "/usr/lib/baresip/modules" : Directory.EnumerateDirectories("/usr/lib", "baresip", SearchOption.AllDirectories).First() + "/modules";

    /// <summary>One command to its control socket: JSON in a netstring.</summary>
    private async Task CommandAsync(string command, string parameters = "")
    {
        string said = $$"""{"command":"{{command}}","params":"{{parameters}}","token":"x"}""";
        using var control = new TcpClient();
        await control.ConnectAsync(_machine.There, ControlPort);
        await control.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{said.Length}:{said},")));
        byte[] answer = new byte[1024];
        using var time = new CancellationTokenSource(Patience);
        (await control.GetStream().ReadAsync(answer, time.Token)).Should().BePositive("baresip answers {0}", command);
    }

    private Task<string> SaysAsync(string words) => Eventually.GetAsync(
        () => Task.FromResult(_child.Lines.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal))), Patience, () => string.Join('\n', _child.Lines));

    /// <summary>A telephone-event that begins, or an INFO.</summary>
    [GeneratedRegex(@"received event: '(?<key>.)' \(end=0\)|received DTMF: '(?<key>.)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeardKey();
}
