using System.Globalization;
using System.Net;

namespace Tandem.Scenarios.Processes;

/// <summary>One run of SIPp with a scenario of Sipp/.</summary>
internal sealed class Sipp : IAsyncDisposable
{
    public const int CarrierPort = 5070;
    private const int CallerPort = 5061;

    private readonly string _scenario;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-sipp-");
    private readonly Child _child;

    private Sipp(string scenario, int status, IEnumerable<string> arguments)
    {
        _scenario = scenario;
        string file = Path.Combine(_folder.FullName, "scenario.xml");
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sipp", scenario + ".xml"));
        string sound = Path.Combine(_folder.FullName, "sound.ulaw");
        File.WriteAllBytes(sound, [.. Enumerable.Range(0, 8000).Select(static sample => (byte)sample)]);
        File.WriteAllText(file, text.Replace("@STATUS@", status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("@SOUND@", sound, StringComparison.Ordinal));
        _child = new Child("sipp", ["-sf", file, "-nostdin", "-buff_size", "1000000", "-trace_err", "-error_file", ErrorFile, "-trace_logs", "-log_file", LogFile, .. arguments], _folder.FullName);
    }

    private string ErrorFile => Path.Combine(_folder.FullName, "errors.log");

    private string LogFile => Path.Combine(_folder.FullName, "calls.log");

    /// <summary>Places calls from an address; <paramref name="status"/> stands where the scenario has one. The switch is at 127.0.0.1, or at ::1 for a caller with IPv6.</summary>
    public static Sipp Caller(
        string scenario, string address, int switchPort, string number, int status = 0, int calls = 1, int rate = 10, TimeSpan talk = default, int port = CallerPort, bool tcp = false) =>
        new(scenario, status,
        [
            IsIPv6(address) ? Text($"[::1]:{switchPort}") : Text($"127.0.0.1:{switchPort}"), "-i", Bracketed(address), "-p", Text($"{port}"), "-s", number,
            "-m", Text($"{calls}"), "-l", Text($"{calls + 1}"), "-r", Text($"{rate}"), "-d", Text($"{(long)talk.TotalMilliseconds}"), "-t", tcp ? "t1" : "u1",
        ]);

    /// <summary>Takes calls at a carrier's address; back when it listens.</summary>
    public static async Task<Sipp> CarrierAsync(
        string scenario, string address, int status = 0, int calls = 1, TimeSpan talk = default, bool echoes = false, bool tcp = false)
    {
        // On a machine that was busy an INVITE waits for it twice, and the second finds it before it has answered the first: that is no reason to give up the call.
        string[] patient = scenario == "carrier-answers" ? ["-default_behaviors", "all,-abortunexp"] : [];
        string[] more = echoes ? ["-rtp_echo", .. patient] : patient;
        var carrier = new Sipp(scenario, status,
            ["-i", Bracketed(address), "-p", Text($"{CarrierPort}"), "-m", Text($"{calls}"), "-d", Text($"{(long)talk.TotalMilliseconds}"), "-t", tcp ? "t1" : "u1", .. more]);
        try
        {
            string listeners = $"/proc/net/{(tcp ? "tcp" : "udp")}{(IsIPv6(address) ? "6" : "")}";
            string socket = SocketOf(IPAddress.Parse(address));
            await Eventually.GetAsync(
                async () => carrier._child.HasExited || (await File.ReadAllTextAsync(listeners)).Contains(socket, StringComparison.Ordinal) ? socket : null,
                TimeSpan.FromSeconds(10), carrier.Shown);
            return carrier;
        }
        catch
        {
            await carrier.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every call went as the scenario says, or the test fails with what SIPp had to say.</summary>
    public async Task SucceedsAsync(int withinSeconds = 15)
    {
        int code;
        try
        {
            code = await _child.ExitAsync(TimeSpan.FromSeconds(withinSeconds));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(Shown(), late);
        }

        code.Should().Be(0, "{0}", Shown());
    }

    /// <summary>What the scenario logged, line by line; whatever else may have gone wrong with its calls.</summary>
    public async Task<IReadOnlyList<string>> LoggedAsync()
    {
        await _child.KillAsync();
        return File.Exists(LogFile) ? await File.ReadAllLinesAsync(LogFile) : [];
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static bool IsIPv6(string address) => address.Contains(':', StringComparison.Ordinal);

    private static string Bracketed(string address) => IsIPv6(address) ? $"[{address}]" : address;

    /// <summary>A carrier's socket as /proc/net shows it: words of four bytes, each with its lowest byte first.</summary>
    private static string SocketOf(IPAddress address) =>
        string.Concat(address.GetAddressBytes().Chunk(4).SelectMany(static word => word.Reverse()).Select(static part => part.ToString("X2", CultureInfo.InvariantCulture)))
        + ":" + CarrierPort.ToString("X4", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private string Shown()
    {
        const int Most = 6000;
        string errors = File.Exists(ErrorFile) ? File.ReadAllText(ErrorFile) : "";
        string output = string.Join('\n', _child.Lines);
        return $"sipp {_scenario} (exited: {_child.HasExited})\n{errors[..Math.Min(Most, errors.Length)]}\n{output[^Math.Min(Most, output.Length)..]}";
    }
}
