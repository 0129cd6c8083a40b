using Tandem.Routing.Access;
using Tandem.Routing.Numbers;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>
/// One run over a plan: the names it declares, the problems found so far, and the checks that all kinds of objects share.
/// </summary>
internal sealed class PlanCheck
{
    private const int LongestName = 64;
    private readonly Dictionary<string, AccountKind> _accounts = new(StringComparer.Ordinal);

    public PlanCheck(PlanDocument plan)
    {
        foreach (Account account in plan.Accounts)
        {
            _accounts[account.Name] = account.Kind;
        }

        RateTables = plan.RateTables.Select(static deck => deck.Name).ToHashSet(StringComparer.Ordinal);
        EgressTrunks = plan.EgressTrunks.Select(static trunk => trunk.Name).ToHashSet(StringComparer.Ordinal);
    }

    public List<PlanProblem> Problems { get; } = [];
    public IReadOnlySet<string> RateTables { get; }
    public IReadOnlySet<string> EgressTrunks { get; }

    public void Add(string path, string message) => Problems.Add(new PlanProblem(path, message));

    /// <summary>Names are there, unique within their kind, and fit into a URL.</summary>
    public void Names(string kind, IEnumerable<string> names, string field = "name")
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        int i = 0;
        foreach (string name in names)
        {
            string path = $"{kind}[{i}].{field}";
            if (name.Length is 0 or > LongestName)
            {
                Add(path, $"a name has 1 to {LongestName} characters");
            }
            else if (name.Trim() != name || name.Any(static c => char.IsControl(c) || c is '/' or '\\' or '"' or '<' or '>'))
            {
                Add(path, $"'{name}': no / \\ \" < >, control characters or outer spaces in a name");
            }

            if (!first.TryAdd(name, i))
            {
                Add(path, $"'{name}' is the name of {kind}[{first[name]}] already");
            }

            i++;
        }
    }

    /// <summary>A name that is empty or declared.</summary>
    public void Reference(string name, IReadOnlySet<string> declared, string kind, string path)
    {
        if (name.Length > 0 && !declared.Contains(name))
        {
            Add(path, $"there is no {kind} '{name}'");
        }
    }

    /// <summary>An account that is declared and of a fitting kind.</summary>
    public void AccountOf(string name, bool vendor, string path)
    {
        if (!_accounts.TryGetValue(name, out AccountKind kind))
        {
            Add(path, name.Length == 0 ? "an account is needed" : $"there is no account '{name}'");
        }
        else if (vendor != (kind == AccountKind.Vendor))
        {
            Add(path, vendor ? $"account '{name}' is no vendor" : $"account '{name}' is a vendor; customers and agents pay");
        }
    }

    /// <summary>Each line is a country, a system, an address or a network.</summary>
    public void Fence(Geofence fence, string path)
    {
        foreach ((string place, string fault) in CompiledGeofence.Faults(fence))
        {
            Add($"{path}.{place}", fault);
        }
    }

    public void Defined<T>(T value, string path)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            Add(path, $"'{value}' is none of {string.Join(", ", Enum.GetValues<T>())}");
        }
    }

    public void Money(decimal amount, string path)
    {
        if (!PlanRules.HasMoneyScale(amount) || Math.Abs(amount) > 1_000_000_000m)
        {
            Add(path, $"{amount}: money has up to 8 decimals and is at most 1000000000");
        }
    }

    /// <summary>A number that is not there (null), or not below zero.</summary>
    public void NotNegative(decimal? value, string path)
    {
        if (value < 0)
        {
            Add(path, $"{value}: 0 or more");
        }
    }

    public void Rules(string text, string path)
    {
        if (!DialRules.TryParse(text, out _, out string problem))
        {
            Add(path, problem);
        }
    }

    /// <summary>Number prefixes: digits, letters, +, * and #. An empty one means any number.</summary>
    public void Prefixes(IReadOnlyList<string> prefixes, string path)
    {
        for (int i = 0; i < prefixes.Count; i++)
        {
            if (prefixes[i].Length > 0 && !NumberText.IsDialled(prefixes[i]))
            {
                Add($"{path}[{i}]", $"'{prefixes[i]}' is no prefix: up to {NumberText.Longest} digits, letters, +, * or #");
            }
        }
    }

    public void FailureStatuses(IReadOnlyList<int> codes, string path)
    {
        for (int i = 0; i < codes.Count; i++)
        {
            if (codes[i] is < 300 or > 699)
            {
                Add($"{path}[{i}]", $"{codes[i]}: a failure code is 300 to 699");
            }
        }
    }

    public void Percent(decimal? percent, string path)
    {
        if (percent is < -10_000m or > 10_000m)
        {
            Add(path, $"{percent}: -10000 to 10000 percent");
        }
    }

    /// <summary>A digest user name goes into a quoted string of a SIP header.</summary>
    public void Username(string username, string path)
    {
        if (username.Any(static c => char.IsControl(c) || c is '"' or '\\'))
        {
            Add(path, "no control characters, quotes or backslashes in a user name");
        }
    }
}
