using Tandem.Scenarios.Media;

namespace Tandem.Scenarios.Processes;

/// <summary>A real softphone, Debian's linphone-cli, on a machine of its own: it registers, speaks one tone while it talks, and answers by itself.</summary>
internal sealed class RegisteringLinphone : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Child _child;

    private RegisteringLinphone(DirectoryInfo folder, Child child) => (_folder, _child) = (folder, child);

    /// <summary>All that it has printed.</summary>
    public string Said => string.Join('\n', _child.Lines);

    /// <summary>Back when it takes commands; it registers a moment later.</summary>
    /// <param name="machine">Where it runs; it wants a default route there.</param>
    /// <param name="number">Its number.</param>
    /// <param name="password">The number's password.</param>
    /// <param name="registrar">Where it registers.</param>
    /// <param name="hertz">What it says.</param>
    /// <param name="transport">udp, tcp or tls.</param>
    /// <param name="trusted">The certificates that it believes, for whatever name: its TLS knows none that are for an address.</param>
    public static async Task<RegisteringLinphone> StartAsync(IMachine machine, string number, string password, string registrar, int hertz, string transport = "udp", string trusted = "")
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-linphone-");
        string path = folder.FullName;
        Directory.CreateDirectory(Path.Combine(path, ".local/share/linphone"));
        Directory.CreateDirectory(Path.Combine(path, ".config/linphone"));
        await File.WriteAllBytesAsync(Path.Combine(path, "say.wav"), Sound.Tone(hertz, seconds: 30));
        await File.WriteAllTextAsync(Path.Combine(path, "linphonerc"), $"""
            [sip]
            sip_port={(transport == "udp" ? "5060" : "0")}
            sip_tcp_port={(transport == "tcp" ? "-1" : "0")}
            sip_tls_port={(transport == "tls" ? "-1" : "0")}
            root_ca={trusted}
            verify_server_certs=1
            verify_server_cn=0
            use_ipv6=0
            default_proxy=0

            [rtp]
            audio_rtp_port=20000

            [proxy_0]
            reg_proxy=<sip:{registrar};transport={transport}>
            reg_identity=sip:{number}@{registrar}
            reg_expires=3600
            reg_sendregister=1
            publish=0

            [auth_info_0]
            username={number}
            passwd={password}
            """);
        Child child = machine.Run("env", [$"HOME={path}", "linphonec", "-c", Path.Combine(path, "linphonerc"), "-a"], path);
        var phone = new RegisteringLinphone(folder, child);
        try
        {
            // Nothing here has a sound card.
            await phone.DoesAsync("soundcard use files", "Using wav files");
            await phone.DoesAsync($"play {path}/say.wav");
            await phone.DoesAsync($"record {path}/heard.wav");
            return phone;
        }
        catch
        {
            await phone.DisposeAsync();
            throw;
        }
    }

    public Task DialsAsync(string uri) => DoesAsync($"call {uri}");

    public Task HangsUpAsync() => DoesAsync("terminate");

    /// <summary>How long it has heard a tone, in seconds; whole once its call has ended.</summary>
    public double Heard(int hertz) => Sound.SecondsHeard(Path.Combine(_folder.FullName, "heard.wav"), hertz);

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task DoesAsync(string command, string until = "")
    {
        await _child.TypeAsync(command);
        await Eventually.GetAsync(
            () => Task.FromResult(_child.Lines.FirstOrDefault(line => line.Contains(until, StringComparison.Ordinal)) ?? (until.Length == 0 ? "" : null)), TimeSpan.FromSeconds(20), () => Said);
    }
}
