using Tandem.Routing.Plan;

namespace Tandem.Store.Plan;

/// <summary>Finds file and line for a path such as <c>egressTrunks[0].account</c>: the deepest part of it that was written.</summary>
internal sealed class PlanLines(PlanNode root, string file, IReadOnlyDictionary<int, RateDeckFile> decks)
{
    private static readonly char[] Separators = ['.', '[', ']', '/'];

    public PlanProblem Place(PlanProblem problem)
    {
        string[] steps = problem.Path.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (steps is ["rateTables", string deckStep, "rates" or "rows", string rowStep, ..]
            && int.TryParse(deckStep, out int deck) && decks.TryGetValue(deck, out RateDeckFile? csv) && int.TryParse(rowStep, out int row))
        {
            return problem with { File = csv.Name, Line = csv.LineOf(row) };
        }

        PlanNode node = root;
        int line = root.Line;
        foreach (string step in steps)
        {
            switch (node)
            {
                case MapNode map when Entry(map, step) is { } entry:
                    node = entry.Value;
                    line = entry.Line;
                    break;
                case ListNode list when int.TryParse(step, out int index) && index >= 0 && index < list.Items.Count:
                    node = list.Items[index];
                    line = node.Line;
                    break;
                default:
                    return problem with { File = file, Line = line };
            }
        }

        return problem with { File = file, Line = line };
    }

    /// <summary>By the record's name or by the file's: <c>rows</c> are <c>rates</c>, <c>addresses</c> may have been <c>address</c>.</summary>
    private static MapEntry? Entry(MapNode map, string step) =>
        map.Find(step)
        ?? (step == "rows" ? map.Find("rates") : null)
        ?? map.Entries.Find(entry => IsSameField(entry.Key, step));

    private static bool IsSameField(string written, string asked)
    {
        foreach (PlanShape shape in (ReadOnlySpan<PlanShape>)[PlanShape.Accounts, PlanShape.IngressTrunks, PlanShape.EgressTrunks, PlanShape.Phones, PlanShape.TurnUsers])
        {
            if (shape.Find(written) is { } field && shape.Find(asked) == field)
            {
                return true;
            }
        }

        return false;
    }
}
