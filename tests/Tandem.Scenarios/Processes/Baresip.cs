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
    private readonly IMachine _machine;
    private readonly DirectoryInfo _folder;
    private readonly Child _child;

    private Baresip(IMachine machine, DirectoryInfo folder, Child child) => (_machine, _folder, _child) = (machine, folder, child);

    /// <param name="machine">Where it runs.</param>
    /// <param name="number">Its number.</param>
    /// <param name="port">Where it takes SIP.</param>
    /// <param name="proxy">Through whom it calls.</param>
    /// <param name="codecs">Its codecs, by baresip's names.</param>
    /// <param name="hertz">What it says.</param>
    /// <param name="turn">TURN server and login that its sound goes through, such as <c>stunserver="turn:192.0.2.1:3478";stunuser=1001;stunpass=secret</c>; none as a rule.</param>
    /// <param name="ice">It speaks ICE.</param>
    /// <param name="srtp">It speaks SRTP and nothing else, with keys in its description (RFC 4568).</param>
    public static Task<Baresip> StartAsync(
        IMachine machine, string number, int port, string proxy, string codecs, int hertz, string turn = "", bool ice = false, bool srtp = false) => StartAsync(
        machine,
        port,
        $"<sip:{number}@{machine.There}:{port}>;regint=0;outbound=\"sip:{proxy}\";answermode=auto;audio_codecs={codecs}{(turn.Length > 0 ? ";medianat=turn;" + turn : ice ? ";medianat=ice" : "")}{(srtp ? ";mediaenc=srtp-mand" : "")}",
        hertz,
        "baresip is ready");

    /// <summary>One that registers with a password, back when that is done. It sends nothing by itself before its registration must be refreshed.</summary>
    /// <param name="machine">Where it runs.</param>
    /// <param name="number">Its number.</param>
    /// <param name="password">The number's password.</param>
    /// <param name="registrar">Where it registers.</param>
    /// <param name="hertz">What it says.</param>
    /// <param name="media">How its sound gets out, such as <c>medianat=ice;stunserver="turn:192.0.2.1:3478";stunuser=1001;stunpass=secret</c>; nothing as a rule.</param>
    /// <param name="trusted">The certificates that it believes; with them it speaks TLS.</param>
    /// <param name="answers">It answers by itself; else it rings.</param>
    public static Task<Baresip> RegisteredAsync(
        IMachine machine, string number, string password, string registrar, int hertz, string media = "", string trusted = "", bool answers = true) => StartAsync(
        machine, 5060,
        $"<sip:{number}@{registrar}{(trusted.Length > 0 ? ";transport=tls" : "")}>;auth_user={number};auth_pass={password};regint=3600;answermode={(answers ? "auto" : "manual")};audio_codecs=pcmu{(media.Length > 0 ? ";" + media : "")}",
        hertz, "200 OK", trusted);

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

    /// <summary>Back when it has been called, with what it said then.</summary>
    public Task<string> HasRungAsync() => SaysAsync("Incoming call from");

    /// <summary>It is switched off, and says so to its registrar.</summary>
    public Task LeavesAsync() => CommandAsync("quit");

    /// <summary>How long it has heard a tone in its last call, in seconds; whole once its call has ended.</summary>
    public double Heard(int hertz) => Sound.SecondsHeard(_folder.GetFiles("dump-*-dec.wav").Select(static file => file.FullName).Order(StringComparer.Ordinal).LastOrDefault(""), hertz);

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<Baresip> StartAsync(IMachine machine, int port, string account, int hertz, string until, string trusted = "")
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-baresip-");
        string path = folder.FullName;
        await File.WriteAllBytesAsync(Path.Combine(path, "say.wav"), Sound.Tone(hertz, seconds: 30));
        await File.WriteAllTextAsync(Path.Combine(path, "contacts"), "");
        await File.WriteAllTextAsync(Path.Combine(path, "accounts"), account + "\n");
        await File.WriteAllTextAsync(Path.Combine(path, "config"), $"""
            sip_listen {machine.There}:{port}
            net_interface eth0
            {(trusted.Length > 0 ? $"sip_cafile {trusted}\nsip_verify_server yes" : "")}
            rtp_ports 20000-20100
            audio_source aufile,{path}/say.wav
            audio_player aubridge,nobody
            snd_path {path}
            audio_alert aufile,{path}/alert.wav
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            module_path {Modules()}
            module g711.so
            module aufile.so
            module aubridge.so
            module sndfile.so
            {(account.Contains("medianat=turn", StringComparison.Ordinal) ? "module turn.so" : account.Contains("medianat=ice", StringComparison.Ordinal) ? "module ice.so" : "")}
            {(account.Contains("mediaenc=srtp", StringComparison.Ordinal) ? "module srtp.so" : "")}
            module_tmp account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen {machine.There}:{ControlPort}

            """);
        Child child = machine.Run("baresip", ["-f", path], path);
        var started = new Baresip(machine, folder, child);
        try
        {
            await started.SaysAsync(until);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    private static string Modules() =>
        Directory.Exists("/usr/lib/baresip/modules") ? "/usr/lib/baresip/modules" : Directory.EnumerateDirectories("/usr/lib", "baresip", SearchOption.AllDirectories).First() + "/modules";

    /// <summary>One command to its control socket: JSON in a netstring.</summary>
    private async Task CommandAsync(string command, string parameters = "")
    {
        string said = $$"""{"command":"{{command}}","params":"{{parameters}}","token":"x"}""";
        using Socket control = _machine.Tcp();
        await control.ConnectAsync(_machine.There, ControlPort);
        await control.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{said.Length}:{said},")));
        byte[] answer = new byte[1024];
        using var time = new CancellationTokenSource(Patience);
        (await control.ReceiveAsync(answer, time.Token)).Should().BePositive("baresip answers {0}", command);
    }

    private Task<string> SaysAsync(string words) => Eventually.GetAsync(
        () => Task.FromResult(_child.Lines.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal))), Patience, () => string.Join('\n', _child.Lines));

    /// <summary>A telephone-event that begins, or an INFO.</summary>
    [GeneratedRegex(@"received event: '(?<key>.)' \(end=0\)|received DTMF: '(?<key>.)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeardKey();
}
