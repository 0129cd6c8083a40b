using System.CommandLine;
using Tandem.Server.DataFolders;
using Tandem.Server.Options;
using Tandem.Server.Turn;
using Tandem.Server.Wiring;
using Tandem.Store.Sqlite;
using Tandem.Wire.Flows;
using Tandem.Wire.Tls;

namespace Tandem.Server.Commands;

/// <summary><c>up</c>: runs the switch in the foreground until SIGTERM or SIGINT.</summary>
internal static class UpCommand
{
    /// <summary>Options that take one value; all may stand in tandem.json and the environment too.</summary>
    private static readonly (string Name, string Value, string Description)[] Single =
    [
        ("http", "ADDRESS:PORT", $"API and metrics [default: {UpOptionsReader.DefaultHttp}]"),
        ("https", "ADDRESS:PORT", "The same by TLS, with the certificates of --tls [default: off]"),
        ("advertise", "ADDRESS", "Address that Contact and SDP show behind a 1:1 NAT"),
        ("turn-ports", "LOW-HIGH", $"Ports that TURN lends [default: {TurnPortRange.Default}]"),
        ("store", "URL", $"Where records are kept [default: {UpOptionsReader.DefaultStore} in the data directory]"),
        ("plan", "FILE", "Plan file, applied before the switch is ready"),
        ("archive", "DIR", "Where changes are archived all the time, to be restored as they were at any time; best on another disk [default: off]"),
        ("shards", "N", "Signalling threads [default: processors]"),
        ("drain", "SECONDS", "How long calls may still run after SIGTERM [default: 10]"),
        ("node", "NAME", "Name of this switch in records and Call-IDs [default: tandem]"),
        (SealOption.Name, "FILE", SealOption.Description),
        ("tls", "DIR", "Certificates of tls: listeners and of --https: NAME.crt with NAME.key, and trusted/ [default: tls in the data directory]"),
        ("tls-clients", "WHICH", "Certificates that tls: listeners want: off, optional or required [default: off]"),
        ("firewall", "WHERE", "Where banned sources are turned away: kernel (nftables), process, or auto [default: auto]"),
        ("hep", "ADDRESS:PORT[,ID[,KEY]]", "Capture server (Homer, sngrep, heplify-server) that gets a copy of all SIP messages as HEP3 over UDP [default: off]"),
        ("otlp", "URL", "OpenTelemetry collector that gets the metrics: http(s)://HOST:4317 for gRPC, :4318 for HTTP [default: off]"),
        ("otlp-traces", "RATIO", "Part of the calls, and of the API's requests, that it gets a trace of: 0 to 1 [default: 0]"),
        ("recent-messages", "SIZE", $"Memory for the last SIP messages of no call, such as 8MB; 0 for none [default: {UpOptionsReader.DefaultRecentMessages}]"),
        ("openid-authority", "URL", "OpenID provider that people may sign in with [default: none]"),
        ("openid-client", "ID", "This switch's name there"),
        ("openid-secret-file", "FILE", "Its secret there [default: openid.secret in the data directory; none for a public client]"),
        ("openid-name-claim", "CLAIM", "What there is the user's name here; people must not be able to choose it [default: preferred_username]"),
        ("openid-role-claim", "CLAIM", "What there names the role of users who are not made by hand [default: none]"),
        ("openid-default-role", "ROLE", "Role of people whom nobody has made a user and who get none by that claim [default: they are refused]"),
        ("openid-scopes", "NAMES", "What is asked for besides openid [default: profile]"),
        ("openid-origin", "URL", "Where browsers find the console, behind a proxy [default: as they ask]"),
        ("log", "LEVEL", "Verbose, Debug, Information, Warning or Error [default: Information]"),
        (LogOption.FormatName, "FORMAT", "text, or json: an object a line, with the values of each message as fields [default: text]"),
    ];

    public static Command Build()
    {
        Option<string> data = TandemCommand.DataOption();
        var sip = new Option<string[]>("--sip")
        {
            Description = $"Where to take SIP; repeatable [default: {string.Join(' ', UpOptionsReader.DefaultSip)}]",
            HelpName = "SCHEME:ADDRESS:PORT",
        };
        var demo = new Option<bool>("--demo") { Description = "A sample plan with simulated customers and carriers, placing real SIP calls on loopback" };
        var nodes = new Option<string[]>("--media-node")
        {
            Description = "An rtpengine that relays media too; repeatable",
            HelpName = "NAME=rtpengine:ADDRESS:PORT[,WEIGHT]",
        };
        var media = new Option<string[]>("--media")
        {
            Description = $"RTP ports, or off; repeatable, such as one for each address family [default: {UpOptionsReader.DefaultMedia}]",
            HelpName = "ADDRESS:LOW-HIGH",
        };
        var stun = new Option<string[]>("--stun")
        {
            Description = "STUN and TURN server, UDP and TCP; a second one of the same address family tells clients how their NAT behaves [default: off]",
            HelpName = "ADDRESS:PORT",
        };
        var allow = new Option<string[]>("--turn-allow")
        {
            Description = "What TURN may relay to though it is private; media: the switch's own media and TURN ports; repeatable [default: public addresses of others only]",
            HelpName = "NETWORK",
        };
        var proxy = new Option<string[]>("--proxy")
        {
            Description = "Reverse proxies before --http whose X-Forwarded-For and X-Forwarded-Proto count, beside those of this machine; repeatable",
            HelpName = "ADDRESS|NETWORK",
        };
        var geo = new Option<string[]>("--geo")
        {
            Description = "Database of countries or autonomous systems in the MaxMind DB format, taken anew when it changes; repeatable [default: none, places are unknown]",
            HelpName = "FILE",
        };
        var command = new Command("up", "Run the switch in the foreground") { data, sip, media, nodes, stun, allow, proxy, geo, demo };
        var singles = new Dictionary<string, Option<string>>();
        foreach ((string name, string value, string description) in Single)
        {
            var option = new Option<string>("--" + name) { Description = description, HelpName = value };
            singles[name] = option;
            command.Add(option);
        }

        command.SetAction((parsed, _) => RunAsync(
            name => name switch
            {
                "sip" => parsed.GetValue(sip),
                "media" => parsed.GetValue(media),
                "media-node" => parsed.GetValue(nodes),
                "stun" => parsed.GetValue(stun),
                "turn-allow" => parsed.GetValue(allow),
                "proxy" => parsed.GetValue(proxy),
                "geo" => parsed.GetValue(geo),
                "demo" => parsed.GetValue(demo) ? ["true"] : null,
                _ => parsed.GetValue(singles[name]) is string value ? [value] : null,
            },
            parsed.GetRequiredValue(data),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static async Task<int> RunAsync(
        Func<string, IReadOnlyList<string>?> given, string dataDirectory, TextWriter output, TextWriter error)
    {
        if (!UpOptionsReader.TryRead(given, dataDirectory, Environment.ProcessorCount, out UpOptions? options, out IReadOnlyList<string> problems))
        {
            return await FailAsync(error, problems);
        }

        using var signals = new StopSignals();
        try
        {
            await using var tandem = new TandemHost(options, TimeProvider.System);
            await tandem.StartAsync();
            await output.WriteLineAsync(tandem.ReadyLine);
            await output.FlushAsync();
            await signals.First;
            await tandem.DrainAsync(signals.Second);
            return 0;
        }
        catch (StartFailedException failure)
        {
            return await FailAsync(error, failure.Lines);
        }
        catch (Exception failure) when (failure is BindException or TlsException or DataFolderException or StoreUnusableException)
        {
            return await FailAsync(error, [failure.Message]);
        }
        catch (Exception failure) when (StoreFaults.TryExplain(failure, out _))
        {
            StoreFaults.TryExplain(failure, out string words);
            return await FailAsync(error, [$"the database in {options.DataDirectory} takes nothing now: {words}"]);
        }
    }

    private static async Task<int> FailAsync(TextWriter error, IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            await error.WriteLineAsync($"tandem: {line}");
        }

        return 1;
    }
}
