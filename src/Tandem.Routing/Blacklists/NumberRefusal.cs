using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;

namespace Tandem.Routing.Blacklists;

/// <summary>The lists of numbers as a call asks them.</summary>
public interface INumberLists
{
    /// <summary>The line that refuses a number: of the list of all, or, for a standalone trunk, of that list too. Null: nothing does.</summary>
    NumberLine? Find(NumberSide side, string number, bool isStandalone);
}

/// <summary>Whether a call's numbers are refused, and in which words: for a real call and an imagined one.</summary>
public static class NumberRefusal
{
    private static readonly string[] Words = ["put there by hand", "too many call attempts", "too many calls at once", "too many calls that nobody answered"];

    /// <summary>The line that refuses the call. A caller without a number is nobody.</summary>
    public static NumberLine? Find(INumberLists lists, string caller, string callee, bool isStandalone) =>
        (caller.Length > 0 ? lists.Find(NumberSide.Caller, caller, isStandalone) : null) ?? lists.Find(NumberSide.Callee, callee, isStandalone);

    /// <summary>What the call ends with, and why.</summary>
    public static EndReason Say(NumberLine line, RouteReasons why)
    {
        bool isCaller = line.Key.Side == NumberSide.Caller;
        why.Add(isCaller ? ReasonCode.CallerBlacklisted : ReasonCode.CalleeBlacklisted, line.Key.Number, Words[(int)line.Reason]);
        return isCaller ? EndReason.CallerBlacklisted : EndReason.CalleeBlacklisted;
    }
}
