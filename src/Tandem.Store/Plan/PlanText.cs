using System.Text;
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
    /// <summary>The longest text that is read, in characters, or bytes.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <summary>Values that are read: a million rates with all their fields. What has more is no plan.</summary>
    internal const int MaxValues = 8_000_000;

    /// <summary>
    /// Reads and checks. <paramref name="folder"/> is where <c>file:</c> rate decks are looked for; null refuses them. <paramref name="environment"/> answers <c>${NAME}</c>
    /// and <c>${NAME:-default}</c>. A secret that is left out keeps the one in <paramref name="before"/>. A document that isn't text at all has no
    /// <see cref="PlanReading.Document"/>; one with problems must not be saved.
    /// </summary>
    public static PlanReading Read(
        string text, PlanFormat format, string fileName, string? folder, Func<string, string?> environment, PlanDocument? before) =>
        Read(text.Length, () => Nodes(text, format), fileName, folder, environment, before);

    /// <summary>
    /// The same from UTF-8, as it came over the network: nothing is copied before it is read. <paramref name="text"/> is not to be
    /// changed meanwhile.
    /// </summary>
    public static PlanReading Read(
        ReadOnlyMemory<byte> text,
        PlanFormat format,
        string fileName,
        string? folder,
        Func<string, string?> environment,
        PlanDocument? before) =>
        Read(text.Length, () => Nodes(text, format), fileName, folder, environment, before);

    /// <summary>Writes the plan back without its secrets. What has its default value is left out.</summary>
    public static string Write(PlanDocument plan, PlanFormat format)
    {
        MapNode tree = PlanTree.Of(plan, static (_, _) => false);
        return format == PlanFormat.Json ? NodeText.Json(tree) : NodeText.Yaml(tree);
    }

    private static PlanNode Nodes(string text, PlanFormat format) =>
        format == PlanFormat.Json ? JsonNodes.Read(text) : YamlNodes.Read(text);

    private static PlanNode Nodes(ReadOnlyMemory<byte> text, PlanFormat format)
    {
        ReadOnlySpan<byte> utf8 = text.Span.StartsWith(Encoding.UTF8.Preamble) ? text.Span[Encoding.UTF8.Preamble.Length..] : text.Span;
        return format == PlanFormat.Json ? JsonNodes.Read(utf8) : YamlNodes.Read(Encoding.UTF8.GetString(utf8));
    }

    private static PlanReading Read(
        int length,
        Func<PlanNode> nodes,
        string fileName,
        string? folder,
        Func<string, string?> environment,
        PlanDocument? before)
    {
        if (length > MaxLength)
        {
            string words = $"longer than {MaxLength / (1024 * 1024)} MB; put rate decks into CSV files";
            return new PlanReading(null, [new PlanProblem("", words, fileName)]);
        }

        PlanNode root;
        try
        {
            root = nodes();
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
}
