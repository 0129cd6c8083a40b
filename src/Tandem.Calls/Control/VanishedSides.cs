using System.Globalization;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Media;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Control;

/// <summary>
/// The sides of a call that have vanished without a word, and when each was heard last: <see cref="ProofOfLife"/>. What the signalling knows is noted when the call ends, for its legs go their own ways
/// then; the media's last packet comes with the node's last word.
/// </summary>
internal sealed class VanishedSides
{
    private bool _caller;
    private bool _callee;
    private long _callerHeardMs;
    private long _calleeHeardMs;

    public void Note(bool caller, bool callee)
    {
        _caller |= caller;
        _callee |= callee;
    }

    /// <summary>The legs as they are at the end.</summary>
    public void Hear(Leg? caller, Leg? callee) => (_callerHeardMs, _calleeHeardMs) = (caller?.HeardMs ?? 0, callee?.HeardMs ?? 0);

    /// <summary>The record is about to be charged: not past the last sign of life.</summary>
    public void Bound(Call call)
    {
        Cdr record = call.Record;
        if (!(_caller || _callee) || !call.IsAnswered || !ProofOfLife.Bounds(record.EndReason))
        {
            return;
        }

        long ended = record.TalkMs;
        long ofCaller = _caller ? TalkMs(call, _callerHeardMs, call.Media.CallerLife) : long.MaxValue;
        long ofCallee = _callee ? TalkMs(call, _calleeHeardMs, call.Media.CalleeLife) : long.MaxValue;
        record.TalkMs = Math.Min(ofCaller, ofCallee);
        DateTimeOffset proven = record.EndedAt.AddMilliseconds(record.TalkMs - ended);
        record.ProvenAt = proven;
        if (record.TalkMs < ended)
        {
            string at = proven.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture) + " UTC";
            call.Why.Add(ReasonCode.ChargedToProof, ofCaller <= ofCallee ? "caller" : "callee", at, record.TalkMs / 1000, ended / 1000);
        }
    }

    public void Clear() => _caller = _callee = false;

    private static long TalkMs(Call call, long heardMs, MediaLife media) => ProofOfLife.TalkMs(
        call.Record.EndReason, call.Record.TalkMs, heardMs - call.AnsweredMs, media.IsKnown ? media.AtMs - call.AnsweredMs : ProofOfLife.NoMedia);
}
