using Tandem.Routing.Trunks;

namespace Tandem.Routing.Plan;

/// <summary>What egress trunks must be.</summary>
internal static class EgressRules
{
    public static void Check(PlanDocument plan, PlanCheck check)
    {
        check.Names("egressTrunks", plan.EgressTrunks.Select(static trunk => trunk.Name));
        for (int i = 0; i < plan.EgressTrunks.Count; i++)
        {
            Check(plan.EgressTrunks[i], $"egressTrunks[{i}]", check);
        }
    }

    private static void Check(EgressTrunk trunk, string path, PlanCheck check)
    {
        if (trunk.Account.Length > 0)
        {
            check.AccountOf(trunk.Account, vendor: true, $"{path}.account");
        }

        check.Reference(trunk.RateTable, check.RateTables, "rate table", $"{path}.rateTable");
        CheckWayOut(trunk, path, check);
        check.Prefixes(trunk.Prefixes, $"{path}.prefixes");
        check.Prefixes(trunk.CallerPrefixes, $"{path}.callerPrefixes");
        check.Rules(trunk.CallingRewrite, $"{path}.callingRewrite");
        check.Rules(trunk.CalledRewrite, $"{path}.calledRewrite");
        check.FailureStatuses(trunk.SwitchErrorCodes, $"{path}.switchErrorCodes");
        check.FailureStatuses(trunk.StopSwitchingCodes, $"{path}.stopSwitchingCodes");
        check.NotNegative(trunk.Capacity, $"{path}.capacity");
        check.NotNegative(trunk.Cps, $"{path}.cps");
        check.NotNegative(trunk.TimeoutInvite, $"{path}.timeoutInvite");
        check.NotNegative(trunk.TimeoutTrying, $"{path}.timeoutTrying");
        check.NotNegative(trunk.TimeoutSessionProgress, $"{path}.timeoutSessionProgress");
        check.NotNegative(trunk.TimeoutSessionProgressSdp, $"{path}.timeoutSessionProgressSdp");
        check.NotNegative(trunk.TimeoutRinging, $"{path}.timeoutRinging");
        check.NotNegative(trunk.AuxiliaryRingDelay, $"{path}.auxiliaryRingDelay");
        check.NotNegative(trunk.MaxCallDuration, $"{path}.maxCallDuration");
        check.NotNegative(trunk.MaxSecondRate, $"{path}.maxSecondRate");
        check.Percent(trunk.MinProfitPercent, $"{path}.minProfitPercent");
        check.Defined(trunk.Lock, $"{path}.lock");
        MediaRules.Check(trunk, path, check);
        check.Defined(trunk.PrefixStyle, $"{path}.prefixStyle");
        check.Defined(trunk.SipPrivacy, $"{path}.sipPrivacy");
        check.Defined(trunk.SipPAssertedIdentity, $"{path}.sipPAssertedIdentity");
        check.Defined(trunk.SipPPreferredIdentity, $"{path}.sipPPreferredIdentity");
        check.Defined(trunk.SipResponseAddressMethod ?? default, $"{path}.sipResponseAddressMethod");
        check.Defined(trunk.SipRequestAddressMethod, $"{path}.sipRequestAddressMethod");
    }

    private static void CheckWayOut(EgressTrunk trunk, string path, PlanCheck check)
    {
        if (trunk.Addresses.Count == 0)
        {
            check.Add($"{path}.address", "an egress trunk needs an address");
        }

        for (int i = 0; i < trunk.Addresses.Count; i++)
        {
            if (!EgressAddress.TryParse(trunk.Addresses[i], out _, out string problem))
            {
                check.Add(trunk.Addresses.Count == 1 ? $"{path}.address" : $"{path}.addresses[{i}]", problem);
            }
        }

        if (trunk.Prefixes.Count == 0)
        {
            check.Add($"{path}.prefixes", "no prefix: no call would be routed here; write \"\" for all numbers");
        }

        // It goes into From and the Request-URI: nothing but a host may get there.
        if (trunk.FromDomain.Length > 0 && !EgressAddress.TryParse(trunk.FromDomain, out _, out _))
        {
            check.Add($"{path}.fromDomain", $"'{trunk.FromDomain}' is no host");
        }

        if (trunk.RegisterOutward && trunk.Username.Length == 0)
        {
            check.Add($"{path}.username", "a trunk that we register needs a user name and a password");
        }

        check.Username(trunk.Username, $"{path}.username");
        if (trunk.Username.Length > 0 && trunk.Password.Length == 0)
        {
            check.Add($"{path}.password", "a user name without a password can't answer a challenge");
        }
    }
}
