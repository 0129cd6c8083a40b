using System.CommandLine;
using System.Globalization;
using Tandem.Media.Relay;
using Tandem.Media.Turn;
using Tandem.Server.Media;
using Tandem.Server.Options;
using Tandem.Server.Turn;
using Tandem.Server.Wiring;

namespace Tandem.Server.Commands;

/// <summary>
/// <c>media</c>: the process that carries sound. Started and watched by <c>up</c>, and so not shown; it may be run by hand.
/// </summary>
internal static class MediaCommand
{
    public static Command Build()
    {
        var socket = new Option<string>("--socket") { Description = "Unix socket that signalling talks to", Required = true, HelpName = "PATH" };
        var media = new Option<string[]>("--media") { Description = "RTP ports; repeatable, such as one for each address family", HelpName = "ADDRESS:LOW-HIGH" };
        var stun = new Option<string[]>("--stun") { Description = "STUN and TURN server", HelpName = "ADDRESS:PORT" };
        var turnPorts = new Option<string>("--turn-ports") { Description = "Ports that TURN lends", HelpName = "LOW-HIGH", DefaultValueFactory = static _ => TurnPortRange.Default };
        var turnAllow = new Option<string[]>("--turn-allow") { Description = "What TURN may relay to though it is private; media: our own media and TURN ports", HelpName = "NETWORK" };
        var turnUsers = new Option<string>("--turn-users") { Description = "List of those who may log in to TURN, written by signalling", HelpName = "FILE" };
        var advertise = new Option<string>("--advertise") { Description = "Address that TURN's clients are told", HelpName = "ADDRESS" };
        var loops = Number("--loops", "Threads [default: 1 for each two processors]", Math.Max(1, Environment.ProcessorCount / 2));
        var guard = Number("--guard", "Seconds that a port rests between two calls", 5);
        var lease = Number("--lease", "Seconds after which a session without media and without a word of signalling ends", 60);
        var linger = Number("--linger", "Seconds after which a process without sessions that nobody talks to ends; 0 = never", 600);
        var gather = Number("--gather", "Microseconds that packets may gather when they are dense; 0 = not at all", 0);
        var pin = new Option<bool>("--pin") { Description = "Keep each thread on one processor" };
        var count = new Option<bool>("--count-strangers") { Description = "Count all packets from strangers, at a tenth more CPU: the kernel is not told to keep them out" };
        var recordings = new Option<string>("--recordings") { Description = "Directory that calls are recorded to; none: no call is", HelpName = "DIR" };
        var sounds = new Option<string>("--sounds") { Description = "Directory of WAV files that can be played", HelpName = "DIR" };
        var format = new Option<string>($"--{LogOption.FormatName}") { Description = "text or json" };
        var watched = new Option<bool>("--watched") { Description = "SIGINT is another's business" };
        var command = new Command("media", "Carry media for a switch (started by up)") { socket, media, loops, guard, lease, linger, gather, pin, count, recordings, sounds, format, watched, stun, turnPorts, turnAllow, turnUsers, advertise };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            var ranges = new List<PortRange>();
            foreach (string text in parsed.GetValue(media) ?? [])
            {
                if (!PortRange.TryParse(text, TimeSpan.FromSeconds(parsed.GetValue(guard)), new Random(), out PortRange? range))
                {
                    await error.WriteLineAsync($"tandem: --media {text}: write ADDRESS:LOW-HIGH, such as 0.0.0.0:10000-49999 or [::]:10000-49999");
                    return 1;
                }

                ranges.Add(range);
            }

            var options = new RelayOptions
            {
                SocketPath = parsed.GetRequiredValue(socket),
                Ranges = ranges,
                Loops = Math.Clamp(parsed.GetValue(loops), 1, 64),
                GatherMicroseconds = Math.Clamp(parsed.GetValue(gather), 0, 2000),
                Pin = parsed.GetValue(pin),
                MayConnect = !parsed.GetValue(count),
                Sounds = parsed.GetValue(sounds) ?? "",
                Recordings = parsed.GetValue(recordings) ?? "",
                Lease = TimeSpan.FromSeconds(parsed.GetValue(lease)),
            };
            TurnOptions? turn = null;
            if (parsed.GetValue(stun) is { Length: > 0 } points && !TurnCommandLine.TryRead(
                points, parsed.GetValue(turnPorts), parsed.GetValue(turnAllow) ?? [], parsed.GetValue(media) ?? [], parsed.GetValue(advertise), parsed.GetValue(turnUsers), out turn, out string problem))
            {
                await error.WriteLineAsync($"tandem: {problem}");
                return 1;
            }

            bool isJson = parsed.GetValue(format) is { } word && LogOption.IsJsonWord(word) == true;
            using Serilog.Extensions.Logging.SerilogLoggerFactory logs = Logging.Open(new(Serilog.Events.LogEventLevel.Information, isJson));
            return await RunAsync(options, turn, TimeSpan.FromSeconds(parsed.GetValue(linger)), parsed.GetValue(watched), logs, parsed.InvocationConfiguration.Output, error);
        });
        return command;
    }

    private static async Task<int> RunAsync(RelayOptions options, TurnOptions? turnOptions, TimeSpan linger, bool isWatched, ILoggerFactory logs, TextWriter output, TextWriter error)
    {
        ILogger log = logs.CreateLogger("Tandem.Media");
        int pairs = options.Ranges.Sum(static range => range.Pairs);
        int? limit = DescriptorLimit.Read();
        if (DescriptorLimit.IsTooLow(pairs, limit, out int calls, out int needed))
        {
            log.DescriptorsTooFew(pairs * 2, limit ?? 0, calls, needed);
        }

        foreach (PortRange range in options.Ranges)
        {
            range.HighestDescriptor = DescriptorLimit.HighestOfCalls(limit);
        }

        try
        {
            using TurnServer? turn = turnOptions is null
                ? null
                : new TurnServer(turnOptions with { HighestDescriptor = DescriptorLimit.HighestOfCalls(limit) }, TimeProvider.System, logs.CreateLogger<TurnServer>());
            using var server = new RelayServer(options with { Turn = turn }, TimeProvider.System, new Random(), logs);
            using var end = new MediaEnd(server, turn, linger, isWatched, TimeProvider.System);
            server.Start();
            turn?.Start();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"media ready {options.SocketPath} pid {Environment.ProcessId} loops {options.Loops}"));
            await output.FlushAsync();
            await end.Ended;
            log.MediaEnds(server.Sessions);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException)
        {
            await error.WriteLineAsync($"tandem: {failure.Message}");
            return 1;
        }
    }

    private static Option<int> Number(string name, string description, int value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        HelpName = "N",
    };
}
