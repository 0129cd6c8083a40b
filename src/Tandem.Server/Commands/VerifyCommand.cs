using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tandem.Server.Commands;

/// <summary><c>verify</c>: derives every balance and charge again; exit code 1 when one differs.</summary>
internal static class VerifyCommand
{
    public static Command Build()
    {
        Option<string> data = TandemCommand.DataOption();
        var command = new Command("verify", "Derive every balance from the ledger and every charge from its record again") { data };
        command.OnSwitch(data, static async (parsed, running, stop) =>
        {
            JsonNode answer = await running.JsonAsync(HttpMethod.Post, "/api/v1/verify", null, stop);
            var differences = answer["differences"] as JsonArray ?? [];
            TextWriter output = parsed.InvocationConfiguration.Output;
            foreach (JsonNode? one in differences)
            {
                await output.WriteLineAsync($"{one?["subject"]}: {one?["what"]} is stored as {one?["stored"]}, but comes out as {one?["derived"]}");
            }

            await output.WriteLineAsync(differences.Count == 0 ? "no difference" : $"{differences.Count} differences");
            return differences.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
