using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Spectre.Console;
using Tandem.Server.NatCheck;

namespace Tandem.Server.Commands;

/// <summary><c>nat-check</c>: run on the user's side of a router; needs no account. Exit code 0: nothing is wrong, 2: something is, 1: it could not be found out.</summary>
internal static class NatCheckCommand
{
    private const int DefaultPort = 5060;
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Build()
    {
        var host = new Argument<string>("HOST[:PORT]") { Description = "The switch, and its SIP port [default: 5060]" };
        var json = new Option<bool>("--json") { Description = "The report as JSON" };
        var longest = new Option<int>("--longest") { Description = "Longest silence of a binding to try, seconds, up to 900; 0: none", DefaultValueFactory = static _ => 180, HelpName = "SECONDS" };
        var precision = new Option<int>("--precision") { Description = "How near the binding's lifetime is looked for, seconds", DefaultValueFactory = static _ => 5, HelpName = "SECONDS" };
        var own = new Option<string>("--own") { Description = "Private address to write into the messages [default: the one that they leave from]", HelpName = "ADDRESS" };
        var reportTo = new Option<string>("--report") { Description = "Send the report there, as the self-test page says", HelpName = "URL" };
        var command = new Command("nat-check", "Find out whether a router alters SIP, and what to switch off") { host, json, longest, precision, own, reportTo };
        command.SetAction(async (parsed, stop) =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            IPAddress? written = null;
            if (!TryReadHost(parsed.GetRequiredValue(host), out string name, out int port) || (parsed.GetValue(own) is { } text && !IPAddress.TryParse(text, out written)))
            {
                await error.WriteLineAsync("tandem: nat-check wants HOST or HOST:PORT, and addresses as --own");
                return 1;
            }

            Uri? page = null;
            if (parsed.GetValue(reportTo) is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out page) && page.Scheme is "http" or "https"))
            {
                await error.WriteLineAsync("tandem: --report wants the address that the self-test page shows, http:// or https://");
                return 1;
            }

            var options = new NatCheckOptions
            {
                Host = name,
                Port = port,
                Longest = Math.Clamp(parsed.GetValue(longest), 0, Calls.Nat.Probes.ProbeForm.LongestWait),
                Precision = Math.Max(1, parsed.GetValue(precision)),
                Own = written,
            };
            try
            {
                NatCheckReport report = await RunAsync(options, parsed.GetValue(json), parsed.InvocationConfiguration.Output, stop);
                if (page is not null && await NatCheckSending.SendAsync(report, page, stop) is { Length: > 0 } problem)
                {
                    await error.WriteLineAsync($"tandem: the report was not taken: {problem}");
                    return 1;
                }

                return !report.IsAnswered ? 1 : report.HasFault ? 2 : 0;
            }
            catch (SocketException failure)
            {
                await error.WriteLineAsync($"tandem: {name}: {failure.Message}");
                return 1;
            }
        });
        return command;
    }

    private static async Task<NatCheckReport> RunAsync(NatCheckOptions options, bool isJson, TextWriter output, CancellationToken stop)
    {
        NatCheckReport report = Console.IsErrorRedirected ? await new NatCheckRun(options, static (_, _) => { }).RunAsync(stop) : await WithBarAsync(options, stop);
        if (isJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(report, Form));
        }
        else
        {
            IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
            console.Profile.Width = 200;
            NatCheckText.Write(report, console);
        }

        return report;
    }

    /// <summary>The bar stands on the error output, so that the report alone can be piped.</summary>
    private static Task<NatCheckReport> WithBarAsync(NatCheckOptions options, CancellationToken stop)
    {
        IAnsiConsole bar = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return bar.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask("nat-check", maxValue: 1);
            return await new NatCheckRun(options, (what, part) => (task.Description, task.Value) = (Markup.Escape(what), part)).RunAsync(stop);
        });
    }

    private static bool TryReadHost(string text, out string host, out int port)
    {
        (host, port) = (text, DefaultPort);
        if (IPAddress.TryParse(text.Trim('[', ']'), out IPAddress? address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || !text.Contains(':', StringComparison.Ordinal)))
        {
            host = address.ToString();
            return true;
        }

        int colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return text.Length > 0;
        }

        host = text[..colon].Trim('[', ']');
        return host.Length > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue;
    }
}
