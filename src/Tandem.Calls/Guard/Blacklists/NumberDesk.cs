using Tandem.Billing.Cdrs;
using Tandem.Calls.Control;
using Tandem.Routing.Blacklists;
using Tandem.Routing.Plan;

namespace Tandem.Calls.Guard.Blacklists;

/// <summary>
/// The black lists of numbers as the calls of one shard meet them (SW §1.11). Numbers are those of the record, after the trunk's rewriting. Free numbers (SERVER_BILLING_FREE_E164S, where emergency numbers
/// stand) can always be called, and a caller without a number is nobody.
/// </summary>
internal sealed class NumberDesk(CallShard shard)
{
    /// <summary>Why the call is refused; null: it is not, and is counted.</summary>
    public EndReason? Refuses(Call call)
    {
        if (shard.Parts.Numbers is not { } numbers || call.Test is not null)
        {
            return null;
        }

        Cdr record = call.Record;
        if (call.Plan.IsFree(record.CalledNumber))
        {
            return null;
        }

        NumberVerdict verdict = numbers.Begins(call.Parameters.Blacklists, record.CallingNumber, record.CalledNumber, IsStandalone(call));
        call.Counted = verdict.Counted;
        return verdict.Line is { } line ? NumberRefusal.Say(line, call.Why) : null;
    }

    /// <summary>The call is not one of its caller's any more.</summary>
    public void Leave(Call call)
    {
        if (call.Counted is { } key)
        {
            shard.Parts.Numbers?.Leaves(key);
            call.Counted = null;
        }
    }

    /// <summary>
    /// Whether the callee has let it ring. A caller that gives up says nothing of the callee: whoever likes could have a number refused by it.
    /// </summary>
    public void Ended(Call call)
    {
        Cdr record = call.Record;
        if (shard.Parts.Numbers is not { } numbers || call.Test is not null)
        {
            return;
        }

        // A carrier with the flag keeps what its calls show to itself, as a customer with it does.
        bool isStandalone = IsStandalone(call) || call.Hunt.Current.Trunk?.Trunk.DynamicBlackListInStandalone == true;
        if (record.Answered)
        {
            numbers.Answered(call.Parameters.Blacklists, record.CalledNumber, isStandalone);
        }
        else if (record.RingingAt is not null && record.EndReason is (int)EndReason.NoAnswer or 408 or 480)
        {
            numbers.RangOut(call.Parameters.Blacklists, record.CalledNumber, isStandalone);
        }
    }

    private static bool IsStandalone(Call call) => call.Ingress?.Trunk?.DynamicBlackListInStandalone == true;
}
