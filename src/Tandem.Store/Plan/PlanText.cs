using Tandem.Routing.Plan;

namespace Tandem.Store.Plan;

public enum PlanFormat
{
    Yaml,
    Json,
}

/// <summary>A plan read from text: the document when it could be read at all, and every problem with its line.</summary>
public sealed record PlanReading(PlanDocument? Document, IReadOnlyList<PlanProblem> Problems)
{
    /// <summary>The objects whose secret the text gives as nothing, which is not the same as leaving it out.</summary>
    internal IReadOnlySet<object> Cleared { get; init; } = new HashSet<object>();
}

/// <summary>The plan file (contract §3): YAML or JSON in, YAML or JSON out.</summary>
public static class PlanText
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <summary>Values that are read: a million rates with all their fields. What has more is no plan.</summary>
    internal const int MaxValues = 8_000_000;

    /// <summary>
    /// Reads and checks. <paramref name="folder"/> is where <c>file:</c> rate decks are looked for; null refuses them. <paramref name="environment"/> answers <c>${NAME}</c>
    /// and <c>${NAME:-default}</c>. A secret that is left out keeps the one in <paramref name="before"/>. A document that isn't text at all has no
    /// <see cref="PlanReading.Document"/>; one with problems must not be saved.
    /// </summary>
    public static PlanReading Read(string text, PlanFormat format, string fileName, string? folder, Func<string, string?> environment, PlanDocument? before)
    {
        if (text.Length > MaxLength)
        {
            return new PlanReading(null, [new PlanProblem("", $"longer than {MaxLength / (1024 * 1024)} MB; put rate decks into CSV files", fileName)]);
        }

        PlanNode root;
        try
        {
            root = format == PlanFormat.Json ? JsonNodes.Read(text) : YamlNodes.Read(text);
        }
        catch (PlanSyntaxException e)
        {
            return new PlanReading(null, [new PlanProblem("", e.Message, fileName, e.Line)]);
        }

        var problems = new PlanProblems(fileName);
        var binder = new PlanBinder(folder, environment, before, problems);
        PlanDocument plan = binder.Bind(root);
        var lines = new PlanLines(root, fileName, binder.DeckFiles);
        int written = problems.Count;
        foreach (PlanProblem problem in PlanRules.Check(plan))
        {
            // What could not be read has been said; that the rules miss it too need not be.
            if (written == 0 || !problems.HasAround(problem.Path))
            {
                PlanProblem placed = lines.Place(problem);
                problems.Add(placed.Path, placed.Message, placed.File, placed.Line);
            }
        }

        return new PlanReading(plan, problems.ToList()) { Cleared = binder.Cleared };
    }

    /// <summary>Writes the plan back without its secrets. What has its default value is left out.</summary>
    public static string Write(PlanDocument plan, PlanFormat format) => Write(plan, format, static (_, _) => false);

    /// <summary>
    /// The whole plan that was read, with its secrets, for the way from <c>tandem apply</c> to the switch; never for reading back. A secret that was left out is
    /// left out here too and keeps its value there; one that was given as nothing is written as nothing, and cleared.
    /// </summary>
    public static string WriteWithSecrets(PlanReading reading, PlanFormat format) =>
        Write(reading.Document ?? new PlanDocument(), format, (item, secret) => secret.Length > 0 || reading.Cleared.Contains(item));

    private static string Write(PlanDocument plan, PlanFormat format, Func<object, string, bool> isSecretShown)
    {
        MapNode tree = PlanTree.Of(plan, isSecretShown);
        return format == PlanFormat.Json ? NodeText.Json(tree) : NodeText.Yaml(tree);
    }
}
