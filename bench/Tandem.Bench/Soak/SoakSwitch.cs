using System.Diagnostics;
using System.Globalization;

namespace Tandem.Bench.Soak;

/// <summary>The switch under the soak: the real server and its media process, watched from outside.</summary>
internal sealed class SoakSwitch : IDisposable
{
    private const int SipPort = 5380;
    private readonly Process _process;
    private readonly string _server;

    private SoakSwitch(Process process, string server, string data) => (_process, _server, Data) = (process, server, data);

    public string Data { get; }

    public static string Sip => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{SipPort}");

    /// <summary>Where the repository is.</summary>
    public static string Root
    {
        get
        {
            DirectoryInfo? root = new(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Tandem.slnx")))
            {
                root = root.Parent;
            }

            return root?.FullName ?? throw new InvalidOperationException($"no Tandem.slnx above {AppContext.BaseDirectory}");
        }
    }

    public static async Task<SoakSwitch> StartAsync(string data)
    {
        string server = Path.Combine(Root, "artifacts", "bin", "Tandem.Server", "release", "Tandem.Server.dll");
        if (!File.Exists(server))
        {
            await RunAsync("dotnet", ["build", Path.Combine(Root, "src", "Tandem.Server"), "-c", "Release", "-v", "q", "-p:NuGetAudit=false"]);
        }

        string plan = Path.Combine(data, "soak.yaml");
        await File.WriteAllTextAsync(plan, SoakKind.Plan("100000000"));
        Process process = Start("dotnet", [server, "up", "--data", data, "--sip", "udp:" + Sip, "--http", "127.0.0.1:18260", "--media", "127.0.0.1:36000-38999", "--plan", plan, "--log", "Warning"]);
        var started = new SoakSwitch(process, server, data);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                _ = started.TellAsync();
                return started;
            }

            await Console.Error.WriteLineAsync(line);
        }

        started.Dispose();
        throw new InvalidOperationException("the switch has ended before it was ready");
    }

    /// <summary>Memory and descriptors of signalling and media together.</summary>
    public (double Megabytes, int Handles) Look()
    {
        double kilobytes = 0;
        int handles = 0;
        foreach (int id in (int[])[_process.Id, .. Children(_process.Id)])
        {
            string[] status = File.ReadAllLines($"/proc/{id}/status");
            kilobytes += double.Parse(status.First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            handles += Directory.GetFileSystemEntries($"/proc/{id}/fd").Length;
        }

        return (kilobytes / 1024, handles);
    }

    /// <summary>SIGTERM; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Whether records, ledger and balances agree.</summary>
    public async Task<(bool Agrees, string Said)> VerifyAsync()
    {
        using Process verify = Start("dotnet", [_server, "verify", "--data", Data]);
        string said = await verify.StandardOutput.ReadToEndAsync();
        await verify.WaitForExitAsync();
        return (verify.ExitCode == 0, said.Trim());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static int[] Children(int id) =>
        [.. File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false }) ?? throw new InvalidOperationException($"{program} does not start");

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private async Task TellAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            await Console.Error.WriteLineAsync(line);
        }
    }
}
