using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Tandem.Api.Plans;
using Tandem.Api.Problems;
using Tandem.Routing.Plan;
using Tandem.Store.Plan;

namespace Tandem.Api.PlanObjects;

/// <summary>
/// The rows of a bulk edit on one plan: each is put to its object, and what is wrong is named by its row, <c>rows[3].capacity</c>. Pure.
/// </summary>
internal sealed partial class BulkRows
{
    private readonly PlanDocument _full;
    private readonly PlanKind _kind;
    private readonly PlanEdit _edit;
    private readonly IReadOnlyList<BulkRow> _rows;
    private readonly Dictionary<string, JsonObject> _were;
    private readonly Dictionary<string, int> _rowOf = [];
    private readonly List<ProblemEntry> _problems = [];

    public BulkRows(PlanDocument full, PlanKind kind, IReadOnlyList<BulkRow> rows)
    {
        (_full, _kind, _rows) = (full, kind, rows);
        _edit = new(full, kind, null);
        _were = _edit.ByName();
        for (int i = 0; i < rows.Count; i++)
        {
            Put(i);
        }
    }

    /// <summary>The status that says best why nothing is done: 412 before 404, 409 and 400; 0 when every row could be put.</summary>
    public int Status { get; private set; }

    public IReadOnlyList<ProblemEntry> Problems => _problems;

    /// <summary>The plan with all rows, or every problem it would have.</summary>
    public (PlanDocument? Plan, IReadOnlyList<ProblemEntry> Problems) Read()
    {
        (PlanDocument? plan, IReadOnlyList<ProblemEntry> problems) = _edit.Read();
        return (plan, ByRow(problems));
    }

    /// <summary>Problems of the list named by the rows that caused them.</summary>
    public IReadOnlyList<ProblemEntry> ByRow(IReadOnlyList<ProblemEntry> problems)
    {
        if (problems.Count == 0)
        {
            return problems;
        }

        Dictionary<int, int> rowAt = [];
        foreach ((JsonNode node, int place) in _edit.Places())
        {
            if (node is JsonObject value && _edit.NameOf(value) is { } name && _rowOf.TryGetValue(name, out int row))
            {
                rowAt[place] = row;
            }
        }

        return [.. problems.Select(problem =>
            InList().Match(problem.Path) is { Success: true } found && found.Groups["list"].Value == _kind.Key
                && rowAt.TryGetValue(int.Parse(found.Groups["place"].Value, CultureInfo.InvariantCulture), out int row)
                ? problem with { Path = $"rows[{row}]{found.Groups["rest"].Value}" }
                : problem)];
    }

    /// <summary>A line for each row.</summary>
    public IReadOnlyList<BulkRowChanged> Outcomes(IReadOnlyList<PlanChangeView> changes)
    {
        ILookup<string?, PlanChangeView> of = changes.ToLookup(change => NameIn(change.Path));
        return [.. _rows.Select(row => new BulkRowChanged(
            row.Name,
            row.Action == BulkAction.Remove ? "removed" : !_were.ContainsKey(row.Name) ? "added" : of[row.Name].Any() ? "changed" : "unchanged",
            Tag(row.Name),
            [.. of[row.Name]]))];
    }

    /// <summary>The row's object that a change is about. A name may have a dot in it, so the longest that fits counts.</summary>
    private string? NameIn(string path)
    {
        if (!path.StartsWith($"{_kind.Key}/", StringComparison.Ordinal))
        {
            return null;
        }

        string rest = path[(_kind.Key.Length + 1)..];
        for (int end = rest.Length; end > 0; end = rest.LastIndexOf('.', end - 1))
        {
            if (_rowOf.ContainsKey(rest[..end]))
            {
                return rest[..end];
            }
        }

        return null;
    }

    private void Put(int at)
    {
        BulkRow row = _rows[at];
        if (string.IsNullOrEmpty(row.Name))
        {
            Refuse(at, $".{_kind.NameKey}", StatusCodes.Status400BadRequest, $"The {_kind.Noun} needs its {_kind.NameKey}.");
            return;
        }

        if (!_rowOf.TryAdd(row.Name, at))
        {
            Refuse(at, "", StatusCodes.Status400BadRequest, $"'{row.Name}' is in row {_rowOf[row.Name]} already.");
            return;
        }

        JsonObject? was = _were.GetValueOrDefault(row.Name);
        if (row.IfMatch is { Length: > 0 } match && match != "*" && match != Tag(row.Name))
        {
            Refuse(at, "", StatusCodes.Status412PreconditionFailed, $"'{row.Name}' has changed since it was read.");
        }
        else if (row.Action == BulkAction.Add && was is not null)
        {
            Refuse(at, "", StatusCodes.Status409Conflict, $"There is already a {_kind.Noun} '{row.Name}'.");
        }
        else if (row.Action != BulkAction.Add && was is null)
        {
            Refuse(at, "", StatusCodes.Status404NotFound, $"There is no {_kind.Noun} '{row.Name}'.");
        }
        else if (row.Action == BulkAction.Change && _kind == PlanKind.RateTables && (row.Value?.ContainsKey("rates") == true || row.Value?.ContainsKey("csv") == true))
        {
            Refuse(at, ".rates", StatusCodes.Status400BadRequest, "The rates of a table that is there are changed with the table itself.");
        }
        else
        {
            Put(at, row, was);
        }
    }

    private void Put(int at, BulkRow row, JsonObject? was)
    {
        if (row.Action == BulkAction.Remove)
        {
            _edit.Replace(was, null);
            return;
        }

        JsonObject written = ShownFields.Written(_kind, row.Value ?? [], was);
        JsonObject value = was is null ? written : PlanEdit.Patched(was, written);
        value[_kind.NameKey] ??= row.Name;
        if (_edit.NameOf(value) != row.Name)
        {
            Refuse(at, $".{_kind.NameKey}", StatusCodes.Status400BadRequest, $"An object keeps its {_kind.NameKey}.");
            return;
        }

        _edit.Replace(was, value);
    }

    /// <summary>As GET shows it: of a rate table with its rates.</summary>
    private string? Tag(string name) =>
        (_kind == PlanKind.RateTables ? new PlanEdit(_full, _kind, name).Find() : _were.GetValueOrDefault(name)) is { } shown ? PlanEdit.Tag(shown) : null;

    private void Refuse(int at, string field, int status, string detail)
    {
        _problems.Add(new($"rows[{at}]{field}", detail));
        Status = Rank(status) > Rank(Status) ? status : Status;
    }

    private static int Rank(int status) => status switch { 412 => 4, 404 => 3, 409 => 2, 400 => 1, _ => 0 };

    [GeneratedRegex(@"^(?<list>\w+)\[(?<place>\d+)\](?<rest>.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InList();
}
