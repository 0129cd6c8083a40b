using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tandem.Server.Commands;

/// <summary><c>call --from N --to N --via TRUNK [--ingress-trunk TRUNK|--phone N] [--seconds S]</c>: a real call, then its ladder, charge and explanation.</summary>
internal static class CallCommand
{
    public static Command Build()
    {
        var from = new Option<string>("--from") { Description = "Calling number", Required = true, HelpName = "N" };
        var to = new Option<string>("--to") { Description = "Called number", Required = true, HelpName = "N" };
        var via = new Option<string>("--via") { Description = "Egress trunk to call out on; may be left out when the call is placed in somebody's name", HelpName = "TRUNK" };
        var ingress = new Option<string>("--ingress-trunk") { Description = "Ingress trunk in whose name the call is placed, and whose account pays", HelpName = "TRUNK" };
        var phone = new Option<string>("--phone") { Description = "Phone in whose name the call is placed", HelpName = "N" };
        var seconds = new Option<int>("--seconds") { Description = "How long to hold it once answered", DefaultValueFactory = static _ => 3, HelpName = "S" };
        Option<string> data = TandemCommand.DataOption();
        var command = new Command("call", "Place a real test call through the running switch") { from, to, via, ingress, phone, seconds, data };
        command.OnSwitch(data, (parsed, running, stop) => PlaceAsync(
            running,
            new JsonObject
            {
                ["from"] = parsed.GetRequiredValue(from),
                ["to"] = parsed.GetRequiredValue(to),
                ["via"] = parsed.GetValue(via),
                ["ingressTrunk"] = parsed.GetValue(ingress),
                ["phone"] = parsed.GetValue(phone),
                ["seconds"] = parsed.GetValue(seconds),
            },
            parsed.InvocationConfiguration.Output,
            stop));
        return command;
    }

    private static async Task<int> PlaceAsync(RunningSwitch running, JsonObject order, TextWriter output, CancellationToken stop)
    {
        using JsonContent content = JsonContent.Create(order);
        JsonNode result = await running.JsonAsync(HttpMethod.Post, "/api/v1/test-calls", content, stop);
        string problem = result["problem"]?.ToString() ?? "";
        string id = result["cdrId"]?.ToString() ?? "";
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0)
        {
            await output.WriteLineAsync(await running.TextAsync($"/api/v1/cdrs/{id}/ladder", stop));
            await output.WriteLineAsync(await running.TextAsync($"/api/v1/cdrs/{id}/explain", stop));
        }

        if (problem.Length > 0)
        {
            throw new CommandFailedException(problem);
        }

        await output.WriteLineAsync($"cdr {id}: {result["endReasonName"]}, SIP status {result["sipStatus"]}");
        return 0;
    }
}
