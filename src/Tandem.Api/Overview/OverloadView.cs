namespace Tandem.Api.Overview;

/// <summary>Whether the switch has more to do than it can, and whom it turns away therefore (docs/security.md, Overload).</summary>
/// <param name="Level"><c>none</c>; <c>strangers</c>: calls of sources that are not in the plan, in silence but on record, and their registrations; <c>all</c>: all new calls and registrations. What belongs to a call that is up is always taken.</param>
/// <param name="Since">Since when somebody is turned away; null: nobody is.</param>
/// <param name="LastAt">When somebody was last turned away, to the second; null: nobody was since the start.</param>
/// <param name="WaitedMs">How long the message has waited that is in hand now, of the shard that is furthest behind.</param>
/// <param name="DelayMs">SS_OVERLOAD_DELAY: who lets messages wait for longer, and goes on doing so, sheds; 0: never.</param>
/// <param name="Shards">Signalling threads.</param>
/// <param name="ShardsShedding">Of these, turning somebody away.</param>
/// <param name="Answer">What customers are answered.</param>
/// <param name="RetryAfter">The least and the most seconds in it.</param>
/// <param name="TurnedAway">Since the start, by who it was.</param>
public sealed record OverloadView(
    string Level, DateTimeOffset? Since, DateTimeOffset? LastAt, long WaitedMs, int DelayMs, long Shards, long ShardsShedding, int Answer, IReadOnlyList<int> RetryAfter, TurnedAwayView TurnedAway);

/// <summary>What was turned away.</summary>
/// <param name="Strangers">Calls of sources that are not in the plan: not answered, each on record as an illegal call.</param>
/// <param name="Calls">Calls of customers.</param>
/// <param name="Registrations">Of phones and trunks, and of those who would be.</param>
/// <param name="Others">OPTIONS: somebody asked whether the switch is there.</param>
/// <param name="AtTheDoor">What found a shard's ring nearly full, and was not read.</param>
/// <param name="AtTheDoorAnswered">Of these, answered 503 all the same.</param>
public sealed record TurnedAwayView(long Strangers, long Calls, long Registrations, long Others, long AtTheDoor, long AtTheDoorAnswered)
{
    internal long Sum => Strangers + Calls + Registrations + Others + AtTheDoor;
}
