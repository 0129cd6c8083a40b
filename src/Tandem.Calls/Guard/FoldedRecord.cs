using System.Buffers;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;

namespace Tandem.Calls.Guard;

/// <summary>The record of a folded source: the first attempt's words, from the first attempt to the last, so many attempts, and the numbers tried. One record, filled anew each time.</summary>
internal sealed class FoldedRecord(string node)
{
    private readonly Cdr _record = new();
    private readonly ArrayBufferWriter<byte> _json = new(1024);

    public Cdr Of(StrangerSource source, int attempts, long id)
    {
        StrangerSample sample = source.Sample.IsEmpty ? Unread : source.Sample;
        Cdr record = _record;
        record.Clear();
        record.Id = id;
        record.Node = node;
        record.CallId = sample.CallId;
        record.PlanRevision = sample.PlanRevision;
        record.Attempts = attempts;
        record.CallingNumber = record.CallingNumberIn = sample.CallingNumber;
        record.CalledNumber = record.CalledNumberIn = sample.CalledNumber;
        record.SourceIp = source.Address.Ip == UInt128.MaxValue ? "" : source.Address.ToIPAddress().ToString();
        record.SourcePort = sample.SourcePort;
        record.CallerUserAgent = sample.UserAgent;
        record.StartedAt = source.FirstAt;
        record.EndedAt = source.LastAt;
        record.BillingMode = BillingMode.IllegalCall;
        record.EndDirection = EndDirection.Switch;
        record.EndReason = sample.EndReason;
        record.SipStatus = sample.SipStatus;
        record.Q850Cause = sample.Q850Cause;
        record.Why = Why(source, attempts, record.SourceIp);
        return record;
    }

    private static StrangerSample Unread { get; } =
        new("", 0, "", "", 0, "", (int)EndReason.IllegalCall, 0, EndReasons.Q850Cause(EndReason.IllegalCall));

    private ReadOnlyMemory<byte> Why(StrangerSource source, int attempts, string address)
    {
        using var why = new RouteReasons();
        why.Add(ReasonCode.AttemptsFolded, address, string.Join(", ", source.Numbers), attempts);
        _json.ResetWrittenCount();
        why.WriteTo(_json);
        return _json.WrittenMemory;
    }
}
