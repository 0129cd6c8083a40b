using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>What must hold of those who may log in to TURN.</summary>
internal static class TurnUserRules
{
    private const int MostSecrets = 8;
    private const int ShortestSecret = 16;
    private const int MostAllocations = 10_000;

    public static void Check(PlanDocument plan, PlanCheck check)
    {
        check.Names("turnUsers", plan.TurnUsers.Select(static user => user.Name));
        HashSet<string> phones = [.. plan.Phones.Select(static phone => phone.Number)];
        for (int i = 0; i < plan.TurnUsers.Count; i++)
        {
            TurnUser user = plan.TurnUsers[i];
            string path = $"turnUsers[{i}]";
            if (user.Password.Length == 0)
            {
                check.Add($"{path}.password", "is missing: nobody could log in");
            }
            else if (user.TimeLimited && user.Password.Length < ShortestSecret)
            {
                check.Add($"{path}.password", $"a shared secret has {ShortestSecret} characters or more");
            }

            if (user.MaxAllocations is < 0 or > MostAllocations)
            {
                check.Add($"{path}.maxAllocations", $"0 to {MostAllocations}");
            }

            if (!user.TimeLimited && phones.Contains(user.Name))
            {
                check.Add($"{path}.name", $"'{user.Name}' is a phone, which logs in by its own password");
            }
        }

        if (plan.TurnUsers.Count(static user => user.TimeLimited) > MostSecrets)
        {
            check.Add("turnUsers", $"at most {MostSecrets} shared secrets");
        }
    }
}
