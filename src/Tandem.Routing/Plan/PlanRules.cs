using Tandem.Billing.Rating;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>What a plan must be before it may be compiled. Each kind of object has its rules beside this file.</summary>
public static class PlanRules
{
    /// <summary>Every problem of the document, none left out after the first.</summary>
    public static IReadOnlyList<PlanProblem> Check(PlanDocument plan)
    {
        var check = new PlanCheck(plan);
        SystemParameters.Read(plan.Parameters, check.Problems);
        CheckAccounts(plan, check);
        RateDeckRules.Check(plan, check);
        IngressRules.Check(plan, check);
        PhoneRules.Check(plan, check);
        EgressRules.Check(plan, check);
        AccountCurrencies.Check(plan, check);
        return check.Problems;
    }

    /// <summary>Money has eight decimals at most: what the ledger stores.</summary>
    internal static bool HasMoneyScale(decimal amount) => decimal.Round(amount, 8) == amount;

    private static void CheckAccounts(PlanDocument plan, PlanCheck check)
    {
        check.Names("accounts", plan.Accounts.Select(static account => account.Name));
        for (int i = 0; i < plan.Accounts.Count; i++)
        {
            Account account = plan.Accounts[i];
            string path = $"accounts[{i}]";
            check.Defined(account.Kind, $"{path}.kind");
            check.Defined(account.Lock, $"{path}.lock");
            check.Defined(account.CallLevel, $"{path}.callLevel");
            check.Reference(account.RateTable, check.RateTables, "rate table", $"{path}.rateTable");
            check.Money(account.OpeningBalance, $"{path}.balance");
            check.Money(account.CreditLimit, $"{path}.creditLimit");
            if (account.CreditLimit < 0m)
            {
                check.Add($"{path}.creditLimit", "a credit limit is 0 or more");
            }
        }
    }
}
