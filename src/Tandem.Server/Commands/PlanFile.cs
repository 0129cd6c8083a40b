using Tandem.Routing.Plan;
using Tandem.Store.Plan;

namespace Tandem.Server.Commands;

/// <summary>A plan file on this machine, read with the files beside it and with this process's environment.</summary>
internal static class PlanFile
{
    public static PlanReading Read(string file, PlanDocument? before)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(null, [new PlanProblem("", failure.Message.ReplaceLineEndings(" "), file)]);
        }

        PlanFormat format = file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? PlanFormat.Json : PlanFormat.Yaml;
        string folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".";
        return PlanText.Read(text, format, file, folder, Environment.GetEnvironmentVariable, before);
    }

    /// <summary><c>plan.yaml:12: egressTrunks[0].account: there is no account 'x'</c>, one line for each problem.</summary>
    public static IReadOnlyList<string> Lines(string file, IReadOnlyList<PlanProblem> problems) =>
        [.. problems.Select(problem =>
        {
            string place = problem.File.Length > 0 ? problem.File : file;
            string line = problem.Line > 0 ? $":{problem.Line}" : "";
            string path = problem.Path.Length > 0 ? $"{problem.Path}: " : "";
            return $"{place}{line}: {path}{problem.Message}";
        })];
}
