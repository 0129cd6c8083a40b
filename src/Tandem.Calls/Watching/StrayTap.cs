using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Watching;

/// <summary>A shard's way to <see cref="RecentMessages"/>: who finds that a message in hand is of no call says so before it is answered, and its answer is kept with it.</summary>
internal sealed class StrayTap(CallShard shard)
{
    private static readonly string[] Faults = Enum.GetNames<ParseFault>();
    private static readonly string[] Refusals = Enum.GetNames<UnrecordedRefusal>();

    private StrayReason? _hears;
    private string _detail = "";

    /// <summary>Another message is in hand, or none: what goes out is no answer to the one before.</summary>
    public void Forget() => _hears = null;

    /// <summary>The message in hand can't be read.</summary>
    public void Broken(SipMessage message, in Flow flow, ParseFault fault) =>
        Heard(message, flow, fault == ParseFault.NotSip ? StrayReason.NotSip : StrayReason.Malformed, Faults[(byte)fault]);

    /// <summary>The message in hand is of no call and no phone. The first reason counts.</summary>
    public void Heard(SipMessage message, in Flow flow, StrayReason reason, string detail = "")
    {
        if (shard.Parts.Recent is { } recent && _hears is null)
        {
            _hears = reason;
            _detail = detail;
            recent.Take(flow, sent: false, reason, detail, message.Buffer.AsSpan(0, message.Length));
        }
    }

    /// <summary>The INVITE in hand is refused before there is a call; counted too.</summary>
    public void Unrecorded(ServerTransaction transaction, SipMessage invite, UnrecordedRefusal why)
    {
        shard.Counters.RefusedUnrecorded(why);
        Heard(invite, transaction.Source, StrayReason.Refused, Refusals[(byte)why]);
    }

    /// <summary>A message goes out that is of no leg.</summary>
    public void Sent(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (_hears is { } reason)
        {
            shard.Parts.Recent?.Take(flow, sent: true, reason, _detail, message);
        }
    }
}
