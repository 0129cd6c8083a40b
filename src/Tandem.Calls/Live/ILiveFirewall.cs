using Tandem.Routing.Access;

namespace Tandem.Calls.Live;

/// <summary>A ban now or of before, as it stands.</summary>
/// <param name="Ban">Who, why, for how long.</param>
/// <param name="IsInForce">It has not ended.</param>
/// <param name="Dropped">Its packets that were dropped since the switch started, in the process; and in the kernel while the ban is in force.</param>
public sealed record LiveBan(Ban Ban, bool IsInForce, long Dropped);

/// <summary>A ban has begun (<c>added</c>) or is over (<c>lifted</c>, <c>expired</c>).</summary>
public sealed record BanChange(string What, Ban Ban);

/// <summary>Somebody whom a rule would have banned, were it not a trial.</summary>
public sealed record WouldBan(DateTimeOffset At, SourceAddress Source, BanReason Reason, BanEvidence Evidence, TimeSpan Length);

/// <summary>What a rule has done since the switch started.</summary>
public sealed record RuleTally(BanReason Reason, long Bans, long WouldBan, long Spared);

/// <summary>What came of a wish to ban: the ban, or who it is that can't be banned.</summary>
/// <param name="Ban">The ban in force; null when it was refused.</param>
/// <param name="Refusal">Who the source is, in words for an operator: <c>trunk 'carrier-a'</c>. Empty when it was not refused.</param>
public sealed record BanOutcome(Ban? Ban, string Refusal);

/// <summary>The firewall as the outside sees it. Answers from memory; any thread.</summary>
public interface ILiveFirewall
{
    /// <summary>Where bans are enforced: <c>kernel</c> or <c>process</c>, and why there.</summary>
    (string Where, string Why) Enforced { get; }

    /// <summary>All bans that are remembered: those in force first, newest first.</summary>
    IReadOnlyList<LiveBan> All();

    /// <summary>Bans a source by hand. Who must stay reachable is refused by name.</summary>
    BanOutcome Ban(SourceAddress source, TimeSpan length, string by, string comment);

    /// <summary>Ends a ban, and forgets it: the next one of the source is a first one. Null: there is none.</summary>
    Ban? Lift(SourceAddress source);

    /// <summary>The operators' lists from now on.</summary>
    void Take(IReadOnlyList<FirewallLine> lines);

    /// <summary>Who a source is that can't be banned, or the whole of a network; empty when nobody is.</summary>
    string WhySpared(SourceAddress source);

    /// <summary>Whom rules on trial would have banned, newest first.</summary>
    IReadOnlyList<WouldBan> WouldHave();

    /// <summary>What each rule has done.</summary>
    IReadOnlyList<RuleTally> Tallies();

    /// <summary>Until when a source is banned; null when it is not.</summary>
    DateTimeOffset? BannedUntil(System.Net.IPAddress source);

    /// <summary>What has happened since <paramref name="seen"/> (−1: nothing yet, from now on), and moves it on.</summary>
    IReadOnlyList<BanChange> ChangesSince(ref long seen);
}
