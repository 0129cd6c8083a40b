using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Tandem.Server.Commands;

/// <summary><c>cdrs</c>: searches records and prints them as a table, JSON, CSV or VOS3000's pipe file.</summary>
internal static class CdrsCommand
{
    private const int PageSize = 5000;
    private const int TableRows = 50;
    private const int PlainWidth = 240;

    /// <summary>As the API names them, what is written there, and what it finds.</summary>
    private static readonly (string Name, string Value, string Finds)[] Filters =
    [
        ("from", "TIME", "Calls that began then or later, such as 2026-01-31T12:00:00Z"),
        ("to", "TIME", "Calls that began before then"),
        ("account", "NAME", "Calls that this account pays for"),
        ("callingNumber", "N", "The caller's number; with a * at its end all that begin so"),
        ("calledNumber", "N", "The called number; with a * at its end all that begin so"),
        ("ingressTrunk", "NAME", "Calls that came in on this trunk"),
        ("egressTrunk", "NAME", "Calls that went out on this trunk"),
        ("sourceIp", "ADDRESS", "Calls from this address"),
        ("billingMode", "CODE", "-1 free, 0 a phone's account, 1 a trunk's account, -9 illegal call"),
        ("endReason", "CODE", "A SIP status or Q.850 cause, or the switch's own reason below 0 (docs/end-reasons.md)"),
        ("endDirection", "CODE", "Who ended it: 0 caller, 1 callee, 2 the switch"),
        ("answered", "true|false", "Calls that were answered, or were not"),
    ];

    private static readonly string[] TableColumns =
    [
        "startedAt", "callingNumber", "calledNumber", "ingressTrunk", "egressTrunk", "holdTime", "endReasonName", "fee", "margin", "currency",
    ];

    public static Command Build()
    {
        var format = new Option<string>("--format") { Description = "table, json, csv or pipe", DefaultValueFactory = static _ => "table" };
        format.AcceptOnlyFromAmong("table", "json", "csv", "pipe");
        var limit = new Option<int>("--limit") { Description = $"Most records to print; a table has {TableRows} when it is not said, the others all", HelpName = "N" };
        Option<string> data = TandemCommand.DataOption();
        var command = new Command("cdrs", "Search and export call records, newest first") { format, limit, data };
        Option<string>[] filters = [.. Filters.Select(static one => new Option<string>("--" + Dashed(one.Name)) { Description = one.Finds, HelpName = one.Value })];
        foreach (Option<string> filter in filters)
        {
            command.Add(filter);
        }

        command.OnSwitch(data, (parsed, running, stop) =>
        {
            string query = string.Concat(Filters.Zip(filters)
                .Select(pair => (pair.First.Name, Value: parsed.GetValue(pair.Second)))
                .Where(pair => !string.IsNullOrEmpty(pair.Value))
                .Select(pair => $"&{pair.Name}={Uri.EscapeDataString(pair.Value ?? "")}"));
            string asked = parsed.GetRequiredValue(format);
            int most = parsed.GetValue(limit) is > 0 and int given ? given : asked == "table" ? TableRows : int.MaxValue;
            TextWriter output = parsed.InvocationConfiguration.Output;
            return asked switch
            {
                "table" => TableAsync(running, query, most, output, stop),
                "json" => JsonAsync(running, query, most, output, stop),
                _ => TextAsync(running, query + "&format=" + asked, most, output, stop),
            };
        });
        return command;
    }

    private static async Task<int> TableAsync(RunningSwitch running, string query, int most, TextWriter output, CancellationToken stop)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string column in TableColumns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        await foreach (JsonNode cdr in RecordsAsync(running, query, most, stop))
        {
            table.AddRow([.. TableColumns.Select(column => Markup.Escape(cdr[column]?.ToString() ?? ""))]);
        }

        if (table.Rows.Count == 0)
        {
            await output.WriteLineAsync("no records");
            return 0;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = PlainWidth;
        }

        console.Write(table);
        return 0;
    }

    /// <summary>One JSON array, written as the pages come.</summary>
    private static async Task<int> JsonAsync(RunningSwitch running, string query, int most, TextWriter output, CancellationToken stop)
    {
        string before = "[";
        await foreach (JsonNode cdr in RecordsAsync(running, query, most, stop))
        {
            await output.WriteAsync(before);
            await output.WriteAsync(cdr.ToJsonString());
            before = ",\n";
        }

        await output.WriteLineAsync(before == "[" ? "[]" : "]");
        return 0;
    }

    private static async Task<int> TextAsync(RunningSwitch running, string query, int most, TextWriter output, CancellationToken stop)
    {
        string? cursor = null;
        do
        {
            int size = Math.Min(most, PageSize);
            (string text, cursor) = await running.PageAsync($"/api/v1/cdrs?limit={size}{query}{(cursor is null ? "" : "&cursor=" + cursor)}", stop);
            await output.WriteAsync(text);
            most -= size;
        }
        while (cursor is not null && most > 0);
        return 0;
    }

    private static async IAsyncEnumerable<JsonNode> RecordsAsync(
        RunningSwitch running, string query, int most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        string? cursor = null;
        do
        {
            int size = Math.Min(most, PageSize);
            JsonNode page = await running.JsonAsync(
                HttpMethod.Get, $"/api/v1/cdrs?limit={size}{query}{(cursor is null ? "" : "&cursor=" + cursor)}", null, stop);
            foreach (JsonNode? cdr in page["items"] as JsonArray ?? [])
            {
                if (cdr is not null)
                {
                    yield return cdr;
                }
            }

            cursor = page["next"]?.ToString();
            most -= size;
        }
        while (cursor is not null && most > 0);
    }

    /// <summary><c>callingNumber</c> as an option: <c>calling-number</c>.</summary>
    private static string Dashed(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? "-" + char.ToLowerInvariant(letter) : letter.ToString()));
}
