using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Routing.Trunks;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>What names, passwords and accounts may be.</summary>
internal static class PeopleRules
{
    public const int LongestName = 64;
    private const int MostAccounts = 100;

    /// <summary>Names go into paths, the audit trail and authenticator apps.</summary>
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@");

    public static void CheckName(string? name, List<ProblemEntry> problems)
    {
        if (name is not { Length: > 0 and <= LongestName } || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            problems.Add(new("name", $"1 to {LongestName} letters, digits, and any of . _ - @"));
        }
        else if (name is "." or "..")
        {
            problems.Add(new("name", "Not a name that can stand in a path."));
        }
        else if (name.Equals(Caller.AdminName, StringComparison.OrdinalIgnoreCase) || name.Equals("up", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new("name", $"'{name}' stands for the installation itself in the audit trail; choose another name."));
        }
    }

    public static void CheckPassword(string path, string? password, string? name, SystemParameters parameters, List<ProblemEntry> problems)
    {
        int fewest = parameters.PasswordLength;
        if (password is null || password.Length < fewest || password.Length > PasswordHashes.LongestPassword)
        {
            problems.Add(new(path, $"{fewest} to {PasswordHashes.LongestPassword} characters (SERVER_PASSWORD_LENGTH)."));
        }
        else if (password.Equals(name, StringComparison.OrdinalIgnoreCase) || password.Distinct().Count() == 1)
        {
            problems.Add(new(path, "Too easy to guess."));
        }
    }

    /// <summary>Role and accounts of a user or a key.</summary>
    public static void CheckReach(string? role, IReadOnlyList<string>? accounts, PlanDocument plan, List<ProblemEntry> problems)
    {
        if (string.IsNullOrEmpty(role))
        {
            problems.Add(new("role", "The name of a role is missing."));
        }

        if (accounts is null)
        {
            if (string.Equals(role, Role.CustomerName, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new("accounts", "A customer needs the names of his accounts: without them he would see everybody's."));
            }

            return;
        }

        if (accounts.Count is 0 or > MostAccounts)
        {
            problems.Add(new("accounts", $"1 to {MostAccounts} names of accounts, or null for everything."));
        }

        HashSet<string> known = plan.Accounts.Select(static account => account.Name).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(accounts.Select(static (name, index) => (name, index)).Where(one => !known.Contains(one.name))
            .Select(static one => new ProblemEntry($"accounts[{one.index}]", $"There is no account '{one.name}'.")));
    }

    /// <summary>From where a user may sign in.</summary>
    public static void CheckGeofence(Geofence fence, List<ProblemEntry> problems) =>
        problems.AddRange(CompiledGeofence.Faults(fence).Select(static fault => new ProblemEntry($"geofence.{fault.Place}", fault.Fault)));

    public static PeopleEditor Editor(HttpContext context)
    {
        Caller caller = Caller.Of(context);
        return new(caller.Who, caller.Rights);
    }
}
