using Tandem.Routing.Access;
using Tandem.Routing.Numbers;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>What ingress trunks must be, each for itself, beside each other and beside phones.</summary>
internal static class IngressRules
{
    public static void Check(PlanDocument plan, PlanCheck check)
    {
        check.Names("ingressTrunks", plan.IngressTrunks.Select(static trunk => trunk.Name));
        for (int i = 0; i < plan.IngressTrunks.Count; i++)
        {
            Check(plan.IngressTrunks[i], $"ingressTrunks[{i}]", check);
        }

        CheckUsernames(plan, check);
        CheckTwins(plan.IngressTrunks, check);
    }

    private static void Check(IngressTrunk trunk, string path, PlanCheck check)
    {
        check.AccountOf(trunk.Account, vendor: false, $"{path}.account");
        check.Reference(trunk.RateTable, check.RateTables, "rate table", $"{path}.rateTable");
        CheckSource(trunk, path, check);
        check.Username(trunk.Username, $"{path}.username");
        check.Prefixes(trunk.CallerPrefixes, $"{path}.callerPrefixes");
        check.Prefixes(trunk.CalledPrefixes, $"{path}.calledPrefixes");
        check.Rules(trunk.CallingRewrite, $"{path}.callingRewrite");
        check.Rules(trunk.CalledRewrite, $"{path}.calledRewrite");
        for (int i = 0; i < trunk.EgressTrunks.Count; i++)
        {
            check.Reference(trunk.EgressTrunks[i], check.EgressTrunks, "egress trunk", $"{path}.egressTrunks[{i}]");
        }

        check.NotNegative(trunk.Capacity, $"{path}.capacity");
        check.NotNegative(trunk.Cps, $"{path}.cps");
        check.NotNegative(trunk.TimeoutCallProceeding, $"{path}.timeoutCallProceeding");
        check.NotNegative(trunk.MaxCallDuration, $"{path}.maxCallDuration");
        check.NotNegative(trunk.MaxSecondRate, $"{path}.maxSecondRate");
        check.Percent(trunk.MinProfitPercent, $"{path}.minProfitPercent");
        check.Defined(trunk.SipRemoteRingSignal, $"{path}.sipRemoteRingSignal");
        check.Defined(trunk.Lock, $"{path}.lock");
        check.Fence(trunk.Geofence, $"{path}.geofence");
        MediaRules.Check(trunk, path, check);
        PromptRules.Check(trunk, path, check);
        check.Defined(trunk.FirstRoutePolicy, $"{path}.firstRoutePolicy");
        check.Defined(trunk.SecondRoutePolicy, $"{path}.secondRoutePolicy");
        check.Defined(trunk.SipResponseAddressMethod, $"{path}.sipResponseAddressMethod");
        check.Defined(trunk.SipRequestAddressMethod, $"{path}.sipRequestAddressMethod");
        check.Defined(trunk.SipCallerE164Domain, $"{path}.sipCallerE164Domain");
        check.Defined(trunk.SipCalleeE164Domain, $"{path}.sipCalleeE164Domain");
        if (!FailureCodes.TryParse(trunk.CallFailedSipCode, out _, out string problem))
        {
            check.Add($"{path}.callFailedSipCode", problem);
        }
    }

    private static void CheckSource(IngressTrunk trunk, string path, PlanCheck check)
    {
        AuthenticationMethod method = trunk.Authentication ?? AuthenticationMethod.Ip;
        check.Defined(method, $"{path}.authentication");
        for (int i = 0; i < trunk.Addresses.Count; i++)
        {
            if (!SourceAddress.TryParse(trunk.Addresses[i], out SourceAddress address, out string problem))
            {
                check.Add($"{path}.addresses[{i}]", problem);
            }
            else if (method == AuthenticationMethod.IpAndPort && address.Port == 0)
            {
                check.Add($"{path}.addresses[{i}]", $"'{trunk.Addresses[i]}': a trunk known by address and port needs a port");
            }
        }

        if (trunk.IsKnownByPassword() && trunk.Password.Length == 0)
        {
            check.Add($"{path}.password", "a trunk known by password needs one");
        }
        else if (!trunk.IsKnownByPassword() && trunk.Password.Length > 0)
        {
            check.Add($"{path}.authentication", "by address the password would never be asked for; leave out one of them");
        }
        else if (trunk.Addresses.Count == 0 && trunk.Password.Length == 0)
        {
            check.Add($"{path}.addresses", "neither an address nor a password: no call could be known as this trunk's");
        }
    }

    /// <summary>A digest user name says who calls, so no two may share it.</summary>
    private static void CheckUsernames(PlanDocument plan, PlanCheck check)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < plan.IngressTrunks.Count; i++)
        {
            IngressTrunk trunk = plan.IngressTrunks[i];
            string user = trunk.DigestUsername();
            if (trunk.Password.Length > 0 && !owners.TryAdd(user, $"ingressTrunks[{i}]"))
            {
                check.Add($"ingressTrunks[{i}].username", $"'{user}' is the user name of {owners[user]} already");
            }
        }

        for (int i = 0; i < plan.Phones.Count; i++)
        {
            string number = plan.Phones[i].Number;
            if (!owners.TryAdd(number, $"phones[{i}]") && owners[number].StartsWith("ingress", StringComparison.Ordinal))
            {
                check.Add($"phones[{i}].number", $"'{number}' is the user name of {owners[number]} already");
            }
        }
    }

    /// <summary>
    /// Two trunks with one address and one priority must differ in the numbers they take, or nobody can say whose a call is
    /// (SW §2.1).
    /// </summary>
    private static void CheckTwins(IReadOnlyList<IngressTrunk> trunks, PlanCheck check)
    {
        var byPlace = new Dictionary<(SourceAddress Address, int Priority), List<int>>();
        for (int i = 0; i < trunks.Count; i++)
        {
            foreach (string text in trunks[i].Addresses)
            {
                if (!SourceAddress.TryParse(text, out SourceAddress address, out _))
                {
                    continue;
                }

                (SourceAddress, int) place = (address, trunks[i].Priority);
                List<int> others = byPlace.TryGetValue(place, out List<int>? known) ? known : byPlace[place] = [];
                foreach (int other in others)
                {
                    if (other != i && AreTwins(trunks[i], trunks[other]))
                    {
                        check.Add(
                            $"ingressTrunks[{i}].addresses",
                            $"{text} at priority {trunks[i].Priority} is also ingressTrunks[{other}] '{trunks[other].Name}' for the same "
                            + "numbers; give them other priorities or prefixes");
                    }
                }

                others.Add(i);
            }
        }
    }

    private static bool AreTwins(IngressTrunk trunk, IngressTrunk other)
    {
        return !(trunk.IsKnownByPassword() && other.IsKnownByPassword())
            && Share(trunk.CallerPrefixes, other.CallerPrefixes)
            && Share(trunk.CalledPrefixes, other.CalledPrefixes);
    }

    /// <summary>The longer of two prefixes wins, so only an equal one (or both taking all) leaves a number to both.</summary>
    private static bool Share(IReadOnlyList<string> prefixes, IReadOnlyList<string> others)
    {
        IReadOnlyList<string> all = [""];
        return (prefixes.Count == 0 ? all : prefixes).Intersect(others.Count == 0 ? all : others, StringComparer.Ordinal).Any();
    }
}
