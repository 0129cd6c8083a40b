using Tandem.Billing.Rating;
using Tandem.Routing.Plan;

namespace Tandem.Store.Plan;

/// <summary>The plan's rate tables, wherever their rows stand: written out, in a file beside the plan, or as the text of one.</summary>
internal sealed class DeckBinder(string? folder, ScalarReader scalars, SectionReader sections, PlanProblems problems, int most)
{
    private static readonly string[] Keys = ["name", "currency", "rates", "file", "csv"];

    private long _valuesOfTexts;

    /// <summary>Where the rows of each deck stand, by the deck's place in the file; decks written inline are not in it.</summary>
    public Dictionary<int, RateDeckFile> Files { get; } = [];

    public List<RateDeck> Bind(MapEntry section)
    {
        var decks = new List<RateDeck>();
        foreach ((MapNode map, string path) in sections.Maps(section))
        {
            sections.CheckKeys(map, path, static key => Keys.Contains(key) ? key : null, Keys);
            string name = "";
            string currency = "USD";
            List<RateRow> rows = [];
            RateReader rates = new(scalars, problems);
            foreach (MapEntry entry in map.Entries)
            {
                string at = $"{path}.{entry.Key}";
                switch (entry.Key)
                {
                    case "name":
                        scalars.TryText(entry.Value, at, out name);
                        break;
                    case "currency":
                        scalars.TryText(entry.Value, at, out currency);
                        break;
                    case "rates" when entry.Value is ListNode list:
                        rows.AddRange(rates.Read(list, at));
                        break;
                    case "rates" when entry.Value is not ScalarNode { IsNull: true }:
                        scalars.Wrong(entry.Value, at, "a list");
                        break;
                    case "file":
                        rows.AddRange(RowsOfFile(entry, at, decks.Count, rates));
                        break;
                    case "csv" when entry.Value is not ScalarNode { IsNull: true }:
                        rows.AddRange(RowsOfText(entry, at, decks.Count, rates));
                        break;
                }
            }

            if (name.Length == 0)
            {
                problems.Add($"{path}.name", "is missing", map.Line);
            }

            MapEntry[] sources = [.. map.Entries.Where(static entry => entry.Key is "rates" or "file" or "csv")];
            if (sources.Length > 1 && sources[0].Key != sources[1].Key)
            {
                problems.Add(
                    $"{path}.{sources[1].Key}",
                    $"is given beside '{sources[0].Key}'; a rate table has one of 'rates', 'file' and 'csv'",
                    sources[1].Line);
            }

            decks.Add(new RateDeck { Name = name, Currency = currency, Rows = rows });
        }

        return decks;
    }

    private IReadOnlyList<RateRow> RowsOfFile(MapEntry entry, string path, int deck, RateReader rates)
    {
        if (!scalars.TryText(entry.Value, path, out string name))
        {
            return [];
        }

        if (folder is null)
        {
            problems.Add(path, "a file can't be named here: write the rates inline, or apply the plan with ./tandem apply", entry.Line);
            return [];
        }

        string root = Path.GetFullPath(folder);
        string full = Path.GetFullPath(Path.Combine(root, name));
        if (!full.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal))
        {
            problems.Add(path, $"'{name}' lies outside the plan's folder", entry.Line);
            return [];
        }

        RateDeckFile? file = RateDeckFile.Read(full, name, rates, problems, out string fault);
        if (file is null)
        {
            problems.Add(path, fault, entry.Line);
            return [];
        }

        Files[deck] = file;
        return file.Rows;
    }

    /// <summary>
    /// The lines of a deck as one text: how a large deck travels within a plan. All such texts together have no more values than a plan
    /// may, however often an alias repeats one.
    /// </summary>
    private IReadOnlyList<RateRow> RowsOfText(MapEntry entry, string path, int deck, RateReader rates)
    {
        if (entry.Value is not ScalarNode text)
        {
            scalars.Wrong(entry.Value, path, "the lines of a CSV as one text");
            return [];
        }

        using var lines = new StringReader(text.Text);
        RateDeckFile file = RateDeckFile.Read(lines, path, rates, problems, most - _valuesOfTexts);
        _valuesOfTexts += file.Values;
        Files[deck] = file;
        return file.Rows;
    }
}
