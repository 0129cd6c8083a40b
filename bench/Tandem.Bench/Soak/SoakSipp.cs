using System.Diagnostics;
using System.Globalization;

namespace Tandem.Bench.Soak;

/// <summary>SIPp, for one kind of call in one round, with the scenarios of the tests.</summary>
internal sealed class SoakSipp : IDisposable
{
    private readonly Process _process;
    private readonly string _errors;

    private SoakSipp(string scenario, int status, string folder, string name, IEnumerable<string> arguments)
    {
        string text = File.ReadAllText(Path.Combine(SoakSwitch.Root, "tests", "Tandem.Scenarios", "Sipp", scenario + ".xml"));
        string sound = Path.Combine(folder, "sound.ulaw");
        if (!File.Exists(sound))
        {
            File.WriteAllBytes(sound, [.. Enumerable.Range(0, 8000).Select(static sample => (byte)sample)]);
        }

        string file = Path.Combine(folder, name + ".xml");
        File.WriteAllText(file, text.Replace("@STATUS@", status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("@SOUND@", sound, StringComparison.Ordinal));
        _errors = Path.Combine(folder, name + ".errors");
        var start = new ProcessStartInfo("sipp", ["-sf", file, "-nostdin", "-buff_size", "1000000", "-trace_err", "-error_file", _errors, "-timeout", "120s", "-timeout_error", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("sipp does not start");
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
    }

    public static SoakSipp Carrier(SoakKind kind, string scenario, int status, string address, int calls, string folder) =>
        new(scenario, status, folder, $"{kind.Trunk}-{address}", ["-i", address, "-p", "5070", "-m", Text(calls), "-d", Text(kind.TalkMs), "-rtp_echo"]);

    public static SoakSipp Caller(SoakKind kind, int calls, double perSecond, string folder) =>
        new(kind.Caller, kind.Status, folder, kind.Trunk + "-caller",
        [
            SoakSwitch.Sip, "-i", kind.CallerAddress, "-p", "5061", "-s", kind.Number, "-m", Text(calls), "-l", Text(calls + 1),
            "-r", Text((int)Math.Ceiling(perSecond * 10)), "-rp", "10000", "-d", Text(kind.TalkMs),
        ]);

    /// <summary>Null when every call went as its scenario says; else what SIPp had to say.</summary>
    public async Task<string?> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? null : $"exit code {_process.ExitCode}: {(File.Exists(_errors) ? new string([.. (await File.ReadAllTextAsync(_errors)).Take(2000)]) : "")}";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
