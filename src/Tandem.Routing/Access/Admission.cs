using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;
using Tandem.Routing.Numbers;
using Tandem.Routing.Phones;
using Tandem.Routing.Plan;
using Tandem.Routing.Routes;
using Tandem.Routing.Trunks;

namespace Tandem.Routing.Access;

/// <summary>
/// A call that may go on: its numbers as billed, its price. <see cref="Refusal"/> is null then; else all the rest may be
/// empty.
/// </summary>
public readonly record struct Admitted(
    EndReason? Refusal,
    CompiledIngress Ingress,
    string CallingNumberIn,
    string CalledNumberIn,
    string CallingNumber,
    string CalledNumber,
    RateMatch Rate,
    BillingMode BillingMode)
{
    /// <summary>The phone that the called number belongs to; null when carriers are to take it.</summary>
    public CompiledEgress? Phone { get; init; }
}

/// <summary>
/// Steps 2 to 8 of a call's path (SW §3.1): who it is, what it may do, what it costs. Pure. Line and rate limits and credit
/// are the caller's, who holds the counters.
/// </summary>
public static class Admission
{
    /// <summary>Who has this source address; several trunks on one address are told apart by the numbers (SW §2.1).</summary>
    public static Identity Identify(SwitchPlan plan, CallSource source, ICallNumbers numbers)
    {
        CompiledIngress? nearest = null;
        for (int step = 0; step < plan.Sources.Steps; step++)
        {
            ReadOnlySpan<CompiledIngress> candidates = plan.Sources.At(step, source);
            if (candidates.IsEmpty)
            {
                continue;
            }

            if (Fitting(candidates, numbers) is { } fitting)
            {
                return Known(fitting);
            }

            nearest ??= candidates[0];
        }

        if (nearest is not null)
        {
            // A customer of ours with a number it may not use: refused for that, not as a stranger.
            return Known(nearest);
        }

        if (plan.HasCallersByDigest
            && ByUsername(plan, NumberText.Read(numbers.Calling(CallerSource.From))) is { Sources.Count: 0 } caller)
        {
            return new Identity(IdentityKind.MustAuthenticate, caller);
        }

        return new Identity(IdentityKind.Unknown, null);
    }

    /// <summary>
    /// The trunk or phone of a digest user name, or null. Whoever proves to be a trunk with addresses must also call from there:
    /// <see cref="CompiledIngress.MayCallFrom"/>.
    /// </summary>
    public static CompiledIngress? ByUsername(SwitchPlan plan, string username) => plan.ByUsername.GetValueOrDefault(username);

    /// <summary>
    /// Lock, numbers, inbound prefixes, rewriting, account, price, permission, in this order; each step adds its reason. The
    /// first that says no names
    /// the refusal.
    /// </summary>
    public static Admitted Decide(
        SwitchPlan plan, CompiledIngress ingress, ICallNumbers numbers, DateTimeOffset at, Random random, RouteReasons why)
    {
        why.Add(ingress.IsPhone ? ReasonCode.PhoneMatched : ReasonCode.TrunkMatched, ingress.Name, ingress.Account.Name);
        return DecideKnown(plan, ingress, numbers, at, random, why);
    }

    /// <summary>The same for what a phone forwards: the target as if the phone had dialled it.</summary>
    public static Admitted Forward(
        SwitchPlan plan, CompiledIngress phone, ICallNumbers numbers, DateTimeOffset at, Random random, RouteReasons why)
    {
        why.Add(ReasonCode.ForwardPaidBy, phone.Name, phone.Account.Name);
        return DecideKnown(plan, phone, numbers, at, random, why);
    }

    /// <summary>The same call once more when its phone is not there and carriers are to take it: with their price.</summary>
    public static Admitted WithoutPhone(SwitchPlan plan, in Admitted call, DateTimeOffset at, RouteReasons why) =>
        PriceOf(plan, call with { Phone = null, Rate = default, BillingMode = PayerOf(call.Ingress) }, at, why);

    private static BillingMode PayerOf(CompiledIngress ingress) => ingress.IsPhone ? BillingMode.Phone : BillingMode.IngressTrunk;

    private static Admitted DecideKnown(
        SwitchPlan plan, CompiledIngress ingress, ICallNumbers numbers, DateTimeOffset at, Random random, RouteReasons why)
    {
        string callingIn = ReadCalling(ingress, numbers);
        string calledIn = ReadCalled(ingress, numbers);
        var call = new Admitted(null, ingress, callingIn, calledIn, callingIn, calledIn, default, PayerOf(ingress));

        EndReason? refusal = CheckLock(ingress, why) ?? CheckNumbers(in call, why);
        if (refusal is not null)
        {
            return call with { Refusal = refusal };
        }

        call = call with
        {
            CallingNumber = ingress.CallingRewrite.Apply(callingIn, random),
            CalledNumber = ingress.CalledRewrite.Apply(calledIn, random),
        };
        refusal = CheckRewritten(in call, why) ?? CheckAccount(ingress.Account, at, why);
        if (refusal is not null)
        {
            return call with { Refusal = refusal };
        }

        return PriceOf(plan, call with { Phone = plan.FindPhone(call.CalledNumber) }, at, why);
    }

    private static Identity Known(CompiledIngress ingress) =>
        new(ingress.AuthenticatesByPassword ? IdentityKind.MustAuthenticate : IdentityKind.Trunk, ingress);

    /// <summary>
    /// The best of those whose prefixes fit: best priority, then longest caller prefix, then longest called prefix.
    /// </summary>
    private static CompiledIngress? Fitting(ReadOnlySpan<CompiledIngress> candidates, ICallNumbers numbers)
    {
        CompiledIngress? best = null;
        (int Caller, int Called) bestFit = (-1, -1);
        foreach (CompiledIngress candidate in candidates)
        {
            if (best is not null && candidate.Trunk?.Priority > best.Trunk?.Priority)
            {
                break;
            }

            int caller = candidate.CallerPrefixes.TakesAll ? 0 : candidate.CallerPrefixes.Fit(ReadCalling(candidate, numbers));
            int called = candidate.CalledPrefixes.TakesAll ? 0 : candidate.CalledPrefixes.Fit(ReadCalled(candidate, numbers));
            if (caller >= 0 && called >= 0 && (caller, called).CompareTo(bestFit) > 0)
            {
                (best, bestFit) = (candidate, (caller, called));
            }
        }

        return best;
    }

    /// <summary>The caller's number from where the trunk says; from From when it is not there.</summary>
    private static string ReadCalling(CompiledIngress ingress, ICallNumbers numbers)
    {
        string number = numbers.Calling(ingress.CallerSource);
        bool missing = number.Length == 0 && ingress.CallerSource != CallerSource.From;
        return NumberText.Read(missing ? numbers.Calling(CallerSource.From) : number);
    }

    private static string ReadCalled(CompiledIngress ingress, ICallNumbers numbers)
    {
        string number = numbers.Called(ingress.CalleeSource);
        bool missing = number.Length == 0 && ingress.CalleeSource != CalleeSource.RequestUri;
        return NumberText.Read(missing ? numbers.Called(CalleeSource.RequestUri) : number);
    }

    private static EndReason? CheckLock(CompiledIngress ingress, RouteReasons why)
    {
        // A trunk has one direction, so any lock stops it; a phone locked for incoming calls only may still call.
        bool locked = ingress.Phone is { } phone
            ? phone.Lock is LockType.Outgoing or LockType.All
            : ingress.Trunk?.Lock > LockType.None;
        if (locked)
        {
            why.Add(ReasonCode.IngressLocked, ingress.Name);
            return EndReason.TrunkLocked;
        }

        if (ingress.Account.Lock != LockType.None)
        {
            why.Add(ReasonCode.AccountLocked, ingress.Account.Name);
            return EndReason.AccountLocked;
        }

        return null;
    }

    private static EndReason? CheckNumbers(in Admitted call, RouteReasons why)
    {
        if (!NumberText.IsDialled(call.CalledNumberIn))
        {
            why.Add(ReasonCode.BadCalledNumber, call.Ingress.Name, call.CalledNumberIn, NumberText.Longest);
            return EndReason.BadNumber;
        }

        if (!NumberText.IsShown(call.CallingNumberIn))
        {
            why.Add(ReasonCode.BadCallingNumber, call.Ingress.Name, call.CallingNumberIn, NumberText.Longest);
            return EndReason.BadNumber;
        }

        if (call.Ingress.CallerPrefixes.Fit(call.CallingNumberIn) < 0)
        {
            why.Add(ReasonCode.CallerNotAllowed, call.Ingress.Name, call.CallingNumberIn);
            return EndReason.CallerLimit;
        }

        if (call.Ingress.CalledPrefixes.Fit(call.CalledNumberIn) < 0)
        {
            why.Add(ReasonCode.CalledNotAllowed, call.Ingress.Name, call.CalledNumberIn);
            return EndReason.CalleeLimit;
        }

        return null;
    }

    private static EndReason? CheckRewritten(in Admitted call, RouteReasons why)
    {
        if (!ReferenceEquals(call.CallingNumber, call.CallingNumberIn))
        {
            why.Add(ReasonCode.CallingRewritten, call.CallingNumberIn, call.CallingNumber);
        }

        if (!ReferenceEquals(call.CalledNumber, call.CalledNumberIn))
        {
            why.Add(ReasonCode.CalledRewritten, call.CalledNumberIn, call.CalledNumber);
        }

        if (call.CalledNumber.Length is > 0 and <= NumberText.Longest && call.CallingNumber.Length <= NumberText.Longest)
        {
            return null;
        }

        why.Add(ReasonCode.RewrittenBadly, call.Ingress.Name, call.CalledNumber, NumberText.Longest);
        return EndReason.CalleeLimit;
    }

    private static EndReason? CheckAccount(Account account, DateTimeOffset at, RouteReasons why)
    {
        if (account.ValidUntil is { } until && until <= at)
        {
            why.Add(ReasonCode.AccountExpired, account.Name, until.UtcDateTime.ToString("u"));
            return EndReason.AccountExpired;
        }

        return null;
    }

    private static Admitted PriceOf(SwitchPlan plan, Admitted call, DateTimeOffset at, RouteReasons why)
    {
        CompiledIngress ingress = call.Ingress;
        ReadOnlySpan<char> number = plan.RatedPart(call.CalledNumber);
        if (number.Length != call.CalledNumber.Length)
        {
            why.Add(ReasonCode.RoutePrefixDropped, call.CalledNumber, number.ToString());
        }

        if (plan.FreeNumbers.Contains(number))
        {
            why.Add(ReasonCode.FreeNumber, call.CalledNumber);
            return call with { BillingMode = BillingMode.Free };
        }

        if (call.Phone is not null && ingress.Phone?.NoBillingToPhone is { } own && (own == PhoneSwitch.On || (own == PhoneSwitch.System && plan.Parameters.NoBillingToPhone)))
        {
            why.Add(ReasonCode.FreeToPhone, ingress.Name);
            return call with { BillingMode = BillingMode.Free };
        }

        if (ingress.Rates is null)
        {
            why.Add(ReasonCode.NoRateTable, ingress.Name, ingress.Account.Name);
            return call with { Refusal = EndReason.RateNotFound };
        }

        RateMatch match = ingress.Rates.Find(number, at);
        if (match.Rate is not { } rate)
        {
            why.Add(ReasonCode.RateNotFound, ingress.Rates.Name, call.CalledNumber);
            return call with { Refusal = EndReason.RateNotFound };
        }

        string prefix = number[..match.PrefixLength].ToString();
        if (rate.Locked)
        {
            why.Add(ReasonCode.RateLocked, ingress.Rates.Name, prefix);
            return call with { Refusal = EndReason.RateNotFound, Rate = match };
        }

        why.Add(ReasonCode.RateFound, ingress.Rates.Name, prefix, rate.Price, rate.CycleSeconds);
        CallClass level = ingress.Phone?.CallLevel ?? ingress.Account.CallLevel;
        if (rate.Class > level && call.Phone is null)
        {
            // Whoever may call at all may call a phone of the switch: that is on-net, whatever its number looks like.
            why.Add(ReasonCode.CallClassTooHigh, ingress.Phone?.CallLevel is null ? $"account {ingress.Account.Name}" : $"phone {ingress.Name}", prefix, (int)rate.Class, (int)level);
            return call with { Refusal = EndReason.NoCallPermission, Rate = match };
        }

        return call with { Rate = match };
    }
}
