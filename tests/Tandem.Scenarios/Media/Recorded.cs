using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>A switch whose calls are worked on, and two phones that call through it.</summary>
internal sealed class Recorded : IAsyncDisposable
{
    private static int s_next;
    private readonly DirectoryInfo _data;

    private Recorded(DirectoryInfo data, SwitchProcess running) => (_data, Switch) = (data, running);

    public SwitchProcess Switch { get; }

    public string Data => _data.FullName;

    /// <param name="recorded">The trunk or phone whose calls are recorded; null: none.</param>
    /// <param name="prepare">What is to be in the data directory before the switch starts.</param>
    /// <param name="options">More of its options; <c>--media off</c> first: it has no media process of its own.</param>
    public static async Task<Recorded> StartAsync(string? recorded, Action<string>? prepare = null, params string[] options)
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("tandem-work-");
        prepare?.Invoke(data.FullName);
        int low = 34_000 + (Interlocked.Increment(ref s_next) % 20 * 40);
        SwitchProcess running = await SwitchProcess.StartAsync(data.FullName, options is ["--media", "off", ..] ? options : ["--media", $"127.0.0.1:{low}-{low + 39}", .. options]);
        var started = new Recorded(data, running);
        if (recorded is not null)
        {
            await running.ChangeAsync(recorded, "mediaRecord", true);
        }

        return started;
    }

    /// <summary>A call of these formats, answered, for as long as <paramref name="talk"/> lasts; the caller hangs up.</summary>
    public Task TalkAsync(string number, string[] formats, Func<VoicePhone, VoicePhone, Task> talk) => TalkAsync(number, formats, formats, talk);

    public async Task TalkAsync(string number, string[] offered, string[] answered, Func<VoicePhone, VoicePhone, Task> talk)
    {
        using var caller = new VoicePhone("127.0.0.2", 5061);
        using var carrier = new VoicePhone("127.0.0.3", 5070);
        await TalkAsync(caller, carrier, Switch.SipPort, number, offered, answered, () => talk(caller, carrier));
    }

    /// <summary>Between phones that are there already, the caller's through this port of the switch.</summary>
    public async Task TalkAsync(VoicePhone caller, VoicePhone carrier, int port, string number, string[] offered, string[] answered, Func<Task> talk)
    {
        caller.Invites(port, number, offered);
        await carrier.GetsAsync("INVITE");
        carrier.Answers(200, answered);
        await caller.GetsAsync("200");
        await carrier.GetsAsync("ACK");
        await talk();
        caller.Byes();
        await carrier.GetsAsync("BYE");
    }

    public async ValueTask DisposeAsync()
    {
        await Switch.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
