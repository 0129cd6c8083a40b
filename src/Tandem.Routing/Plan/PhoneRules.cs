using Tandem.Routing.Numbers;
using Tandem.Routing.Phones;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>What phones must be, each for itself and beside each other.</summary>
internal static class PhoneRules
{
    private const int MostTargets = 20;
    private const int MostDids = 1000;
    private const int MostPeriods = 50;

    public static void Check(PlanDocument plan, PlanCheck check)
    {
        check.Names("phones", plan.Phones.Select(static phone => phone.Number), "number");
        for (int i = 0; i < plan.Phones.Count; i++)
        {
            Check(plan.Phones[i], $"phones[{i}]", check);
        }

        CheckDids(plan.Phones, check);
    }

    private const int ShortestKeepAlive = 10;
    private const int LongestKeepAlive = 86_400;

    private static void Check(Phone phone, string path, PlanCheck check)
    {
        if (!NumberText.IsDialled(phone.Number))
        {
            check.Add($"{path}.number", $"'{phone.Number}': a number has up to {NumberText.Longest} digits, letters, +, * or #");
        }

        check.AccountOf(phone.Account, vendor: false, $"{path}.account");
        if (phone.Password.Length == 0)
        {
            check.Add($"{path}.password", "a phone needs a password");
        }

        check.Reference(phone.RateTable, check.RateTables, "rate table", $"{path}.rateTable");
        check.Rules(phone.CallingRewrite, $"{path}.callingRewrite");
        check.Rules(phone.CalledRewrite, $"{path}.calledRewrite");
        check.Rules(phone.CallingRewriteIn, $"{path}.callingRewriteIn");
        check.NotNegative(phone.LineCapacity, $"{path}.lineCapacity");
        check.NotNegative(phone.LineCallIn, $"{path}.lineCallIn");
        check.NotNegative(phone.LineCallOut, $"{path}.lineCallOut");
        check.NotNegative(phone.TimeoutRinging, $"{path}.timeoutRinging");
        check.Defined(phone.Lock, $"{path}.lock");
        check.Fence(phone.Geofence, $"{path}.geofence");
        check.Defined(phone.CallForwardDisplay, $"{path}.callForwardDisplay");
        check.Defined(phone.NoBillingToPhone, $"{path}.noBillingToPhone");
        check.Defined(phone.UseRoutingGatewayNotOnline, $"{path}.useRoutingGatewayNotOnline");
        check.Defined(phone.FollowRedirect, $"{path}.followRedirect");
        if (phone.NatKeepAlivePeriod is not 0 and (< ShortestKeepAlive or > LongestKeepAlive))
        {
            check.Add($"{path}.natKeepAlivePeriod", $"{phone.NatKeepAlivePeriod}: seconds from {ShortestKeepAlive} to {LongestKeepAlive}, or 0 for SS_SIP_NAT_KEEP_ALIVE_PERIOD");
        }

        if (phone.CallLevel is { } level)
        {
            check.Defined(level, $"{path}.callLevel");
        }

        if (!NumberText.IsShown(phone.DisplayNumber))
        {
            check.Add($"{path}.displayNumber", $"'{phone.DisplayNumber}': a number has up to {NumberText.Longest} digits, letters, +, *, #, '.', '-' or '_'");
        }

        CheckPlace(phone, path, check);
        CheckForwarding(phone, path, check);
        MediaRules.Check(phone, path, check);
        PromptRules.Check(phone, path, check);
    }

    private static void CheckPlace(Phone phone, string path, PlanCheck check)
    {
        if (phone.Address.Length > 0)
        {
            if (!EgressAddress.TryParse(phone.Address, out EgressAddress address, out string problem))
            {
                check.Add($"{path}.address", problem);
            }
            else if (address.Ip is null)
            {
                check.Add($"{path}.address", $"'{phone.Address}': a static phone is at an IP address");
            }
        }

        if (phone.TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(phone.TimeZone, out _))
        {
            check.Add($"{path}.timeZone", $"there is no time zone '{phone.TimeZone}'; a name is such as Europe/Berlin");
        }
    }

    private static void CheckForwarding(Phone phone, string path, PlanCheck check)
    {
        CheckTargets(phone.UnconditionalForward, phone.UnconditionalForwardE164, $"{path}.unconditionalForwardE164", check);
        CheckTargets(phone.OfflineForward, phone.OfflineForwardE164, $"{path}.offlineForwardE164", check);
        CheckTargets(phone.BusyForward, phone.BusyForwardE164, $"{path}.busyForwardE164", check);
        CheckTargets(phone.NoAnswerForward, phone.NoAnswerForwardE164, $"{path}.noAnswerForwardE164", check);
        if (phone.PeriodForwardings.Count > MostPeriods)
        {
            check.Add($"{path}.periodForwardings", $"at most {MostPeriods} periods");
        }

        for (int i = 0; i < phone.PeriodForwardings.Count; i++)
        {
            PeriodForwarding period = phone.PeriodForwardings[i];
            string place = $"{path}.periodForwardings[{i}]";
            CheckTargets(phone.PeriodForwarding, period.ForwardE164, $"{place}.forwardE164", check);
            CheckSecond(period.BeginSecondInDay, $"{place}.beginSecondInDay", check);
            CheckSecond(period.EndSecondInDay, $"{place}.endSecondInDay", check);
            for (int day = 0; day < period.WeekOfDay.Count; day++)
            {
                if (period.WeekOfDay[day] is < 0 or > 6)
                {
                    check.Add($"{place}.weekOfDay[{day}]", $"{period.WeekOfDay[day]}: a day is 0 (Sunday) to 6 (Saturday)");
                }
            }
        }
    }

    private static void CheckTargets(bool isOn, ForwardTargets targets, string path, PlanCheck check)
    {
        check.Defined(targets.ForwardMethod, $"{path}.forwardMethod");
        if (targets.AlertSecond is not (-1 or (>= 1 and <= 3600)))
        {
            check.Add($"{path}.alertSecond", $"{targets.AlertSecond}: 1 to 3600 seconds, or -1 for as long as it may ring anyway");
        }

        if (isOn && targets.E164.Count == 0)
        {
            check.Add(path, "calls are to be forwarded, and there is no number");
        }
        else if (targets.E164.Count > MostTargets)
        {
            check.Add($"{path}.e164", $"at most {MostTargets} numbers");
        }

        for (int i = 0; i < targets.E164.Count; i++)
        {
            if (!NumberText.IsDialled(targets.E164[i]))
            {
                check.Add($"{path}.e164[{i}]", $"'{targets.E164[i]}' is no number: up to {NumberText.Longest} digits, letters, +, * or #");
            }
        }
    }

    private static void CheckSecond(int second, string path, PlanCheck check)
    {
        if (second is < 0 or > PeriodForwarding.SecondsInDay)
        {
            check.Add(path, $"{second}: a second of the day is 0 to {PeriodForwarding.SecondsInDay}");
        }
    }

    /// <summary>A number rings one phone.</summary>
    private static void CheckDids(IReadOnlyList<Phone> phones, PlanCheck check)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < phones.Count; i++)
        {
            owners.TryAdd(phones[i].Number, $"the number of phones[{i}]");
        }

        for (int i = 0; i < phones.Count; i++)
        {
            IReadOnlyList<string> dids = phones[i].Dids;
            if (dids.Count > MostDids)
            {
                check.Add($"phones[{i}].dids", $"at most {MostDids} numbers");
            }

            for (int did = 0; did < dids.Count; did++)
            {
                string path = $"phones[{i}].dids[{did}]";
                if (!NumberText.IsDialled(dids[did]))
                {
                    check.Add(path, $"'{dids[did]}' is no number: up to {NumberText.Longest} digits, letters, +, * or #");
                }
                else if (!owners.TryAdd(dids[did], path))
                {
                    check.Add(path, $"'{dids[did]}' is {owners[dids[did]]} already");
                }
            }
        }
    }
}
