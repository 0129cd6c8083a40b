namespace Tandem.Routing.Routes;

/// <summary>
/// What routing may know of an egress trunk at this moment. <paramref name="AnswerSeizureRatio"/> is −1 when unknown; <paramref name="Silent"/> are the addresses that leave OPTIONS without an answer.
/// </summary>
public readonly record struct TrunkState(int ActiveCalls, bool IsOverCps, DateTimeOffset? UnavailableUntil, int AnswerSeizureRatio, SilentAddresses Silent = default);

/// <summary>The live side of trunks: counters of the switch, or a still picture for a what-if.</summary>
public interface ITrunkStates
{
    TrunkState Of(CompiledEgress trunk);

    /// <summary>Trunks with <c>dynamicBlackListInStandalone</c> are not to be called with this number.</summary>
    bool IsBlacklisted(string calledNumber) => false;
}
