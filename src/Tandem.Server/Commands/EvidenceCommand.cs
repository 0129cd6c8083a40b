using System.CommandLine;
using Tandem.Store.Evidence;

namespace Tandem.Server.Commands;

/// <summary><c>evidence FILE</c>: looks at a package of evidence without a switch; exit code 1 when something of it was altered.</summary>
internal static class EvidenceCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "A package of evidence (zip)" };
        Option<string?> key = new("--key") { Description = "The switch's public key (PEM), had from itself; without it the one in the package", HelpName = "FILE" };
        var command = new Command("evidence", "Look at a package of evidence: whether anything of it was altered") { file, key };
        command.SetAction((parsed, _) => RunAsync(parsed, parsed.GetRequiredValue(file), parsed.GetValue(key)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string file, string? keyFile)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        try
        {
            string? key = keyFile is null ? null : await File.ReadAllTextAsync(keyFile);
            await using FileStream package = File.OpenRead(file);
            EvidenceVerdict verdict = EvidenceCheck.Run(package, key);
            if (verdict.Manifest is { } manifest)
            {
                string about = manifest.Source.Length > 0 ? $" of {manifest.Source}" : "";
                await output.WriteLineAsync($"evidence{about} from {manifest.From.UtcDateTime:yyyy-MM-dd HH:mm:ss} to {manifest.To.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
                await output.WriteLineAsync($"made by {manifest.MadeBy} at {manifest.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, audit line {manifest.Head.Id + 1}");
            }

            foreach (string fault in verdict.Faults)
            {
                await output.WriteLineAsync(fault);
            }

            if (verdict.Fingerprint.Length > 0)
            {
                await output.WriteLineAsync($"key {verdict.Fingerprint}{(key is null ? ", from the package itself: compare it with what the switch says (GET /api/v1/illegal-calls/evidence/key)" : "")}");
            }

            await output.WriteLineAsync(verdict.Faults.Count == 0 ? "nothing was altered" : verdict.Faults.Count == 1 ? "1 thing was altered" : $"{verdict.Faults.Count} things were altered");
            return verdict.Faults.Count == 0 ? 0 : 1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await BackupCommand.FailAsync(parsed, [failure is InvalidDataException ? $"{file} is no package of evidence: {failure.Message}" : failure.Message]);
        }
    }
}
