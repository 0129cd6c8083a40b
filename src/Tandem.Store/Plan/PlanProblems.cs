using Tandem.Routing.Plan;

namespace Tandem.Store.Plan;

/// <summary>The problems found so far: the first hundred, and a count of the others.</summary>
internal sealed class PlanProblems(string file)
{
    private const int Shown = 100;
    private readonly List<PlanProblem> _problems = [];
    private readonly HashSet<string> _paths = [];
    private int _more;

    public int Count => _problems.Count + _more;

    public void Add(string path, string message, int line) => Add(path, message, file, line);

    public void Add(string path, string message, string inFile, int line)
    {
        if (_problems.Count == Shown)
        {
            _more++;
            return;
        }

        _problems.Add(new PlanProblem(path, message, inFile, line));
        _paths.Add(path);
    }

    /// <summary>Whether this very place has been complained about.</summary>
    public bool Has(string path) => _paths.Contains(path);

    /// <summary>Whether this place has, or one that it is part of.</summary>
    public bool HasAround(string path)
    {
        for (int end = path.Length; end > 0; end = path.AsSpan(0, end).LastIndexOfAny('.', '['))
        {
            if (_paths.Contains(path[..end]))
            {
                return true;
            }
        }

        return false;
    }

    public IReadOnlyList<PlanProblem> ToList()
    {
        List<PlanProblem> all = [.. _problems.OrderBy(problem => problem.File != file).ThenBy(static problem => problem.Line)];
        if (_more > 0)
        {
            all.Add(new PlanProblem("", $"and {_more} more problems", file));
        }

        return all;
    }
}
