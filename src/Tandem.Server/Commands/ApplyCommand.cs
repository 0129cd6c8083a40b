using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Store.Plan;

namespace Tandem.Server.Commands;

/// <summary><c>apply FILE [--dry-run]</c>: reads the plan here, with the files beside it and this environment, and gives it to the running switch.</summary>
internal static class ApplyCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "Plan file, YAML or JSON" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the changes and change nothing" };
        Option<string> data = TandemCommand.DataOption();
        var command = new Command("apply", "Apply a plan file to the running switch") { file, dryRun, data };
        command.OnSwitch(data, (parsed, running, stop) =>
            ApplyAsync(running, parsed.GetRequiredValue(file), parsed.GetValue(dryRun), parsed.InvocationConfiguration.Output, stop));
        return command;
    }

    private static async Task<int> ApplyAsync(RunningSwitch running, string file, bool dryRun, TextWriter output, CancellationToken stop)
    {
        PlanReading reading = PlanFile.Read(file, before: null);
        if (reading.Problems.Count > 0 || reading.Document is null)
        {
            throw new CommandFailedException(PlanFile.Lines(file, reading.Problems));
        }

        // A secret that the file leaves out is left out here too, and keeps its value there; one that it gives as "" is cleared there.
        using var content = new PlanContent(reading);
        JsonNode answer = await running.JsonAsync(HttpMethod.Put, dryRun ? "/api/v1/plan?dryRun=true" : "/api/v1/plan", content, stop);
        foreach (JsonNode? change in answer["changes"] as JsonArray ?? [])
        {
            await output.WriteLineAsync($"{change?["kind"]} {change?["path"]} {change?["what"]}".TrimEnd());
        }

        await output.WriteLineAsync(dryRun ? "dry run: nothing changed" : $"revision {answer["revision"]}");
        return 0;
    }
}
