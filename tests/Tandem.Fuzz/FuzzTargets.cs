using Tandem.Fuzz.Targets;

namespace Tandem.Fuzz;

/// <summary>All targets by their names, made when they are first used: an instrumented assembly must not run before afl-fuzz has given it its map.</summary>
internal static class FuzzTargets
{
    /// <summary>The assemblies whose branches steer the search.</summary>
    public static readonly string[] Instrumented =
        ["Tandem.Wire", "Tandem.Sip", "Tandem.Media", "Tandem.Billing", "Tandem.Routing", "Tandem.Calls", "Tandem.Store", "Tandem.Api"];

    public static readonly SortedDictionary<string, Lazy<FuzzTarget>> All = new(StringComparer.Ordinal)
    {
        ["api"] = new(static () => new ApiTarget()),
        ["call"] = new(static () => new CallTarget()),
        ["info"] = new(static () => new InfoTarget()),
        ["journal"] = new(static () => new JournalTarget()),
        ["plan"] = new(static () => new PlanTarget()),
        ["rtp"] = new(static () => new RtpTarget()),
        ["sdp"] = new(static () => new SdpTarget()),
        ["sip"] = new(static () => new SipTarget()),
        ["stream"] = new(static () => new StreamTarget()),
        ["turn"] = new(static () => new TurnTarget()),
    };
}
