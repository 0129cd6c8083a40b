using System.Diagnostics;
using System.Text.Json;
using Tandem.Billing.Cdrs;

namespace Tandem.Server.Telemetry;

/// <summary>What the trace of a call is made of, copied from its record: no numbers, no addresses, no money.</summary>
internal sealed class CallTrace(Cdr record)
{
    public const string CallName = "call";
    public const string AttemptName = "attempt";
    private readonly TriedRoute[] _tried = [.. record.Tried];
    private readonly byte[] _why = record.Why.ToArray();
    private readonly long _id = record.Id;
    private readonly string _callId = record.CallId;
    private readonly string _ingress = record.IngressTrunk;
    private readonly string _egress = record.EgressTrunk;
    private readonly DateTimeOffset _started = record.StartedAt;
    private readonly DateTimeOffset? _ringing = record.RingingAt;
    private readonly DateTimeOffset? _answered = record.AnsweredAt;
    private readonly DateTimeOffset _ended = record.EndedAt;
    private readonly int _endReason = record.EndReason;
    private readonly EndDirection _endDirection = record.EndDirection;
    private readonly int _status = record.SipStatus;
    private readonly int _pddMs = record.PddMs;
    private readonly long _talkMs = record.TalkMs;

    /// <summary>Makes the spans, ended, and so hands them to whoever listens to the source.</summary>
    public void WriteTo(ActivitySource source, TrunkNames trunks)
    {
        Activity.Current = null;
        using Activity? call = source.StartActivity(CallName, ActivityKind.Server, default(ActivityContext), Tags(), null, _started);
        if (call is null)
        {
            return;
        }

        if (_ringing is { } ringing)
        {
            call.AddEvent(new ActivityEvent("ringing", ringing));
        }

        if (_answered is { } answered)
        {
            call.AddEvent(new ActivityEvent("answered", answered));
        }

        AddAttempts(source, call, trunks);
        if (_answered is null && _status >= 500)
        {
            call.SetStatus(ActivityStatusCode.Error, EndReasons.Name(_endReason));
        }

        call.SetEndTime(_ended.UtcDateTime);
    }

    /// <summary>The record says how long each attempt took. They follow each other: the first begins with the call, of an answered call the last ends with the answer.</summary>
    private void AddAttempts(ActivitySource source, Activity call, TrunkNames trunks)
    {
        DateTimeOffset at = _answered is { } answered ? answered - TimeSpan.FromMilliseconds(_tried.Sum(static route => (long)route.Milliseconds)) : _started;
        for (int i = 0; i < _tried.Length; i++)
        {
            TriedRoute route = _tried[i];
            DateTimeOffset begin = at < _started ? _started : at;
            at += TimeSpan.FromMilliseconds(route.Milliseconds);
            using Activity? attempt = source.StartActivity(AttemptName, ActivityKind.Client, call.Context, TagsOf(route, i + 1, trunks), null, begin);
            if (route.Answer is < 0 or >= 500)
            {
                attempt?.SetStatus(ActivityStatusCode.Error, route.Answer < 0 ? EndReasons.Name(route.Answer) : null);
            }

            attempt?.SetEndTime((at < begin ? begin : at).UtcDateTime);
        }
    }

    private List<KeyValuePair<string, object?>> Tags()
    {
        List<KeyValuePair<string, object?>> tags =
        [
            new("tandem.record", _id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("sip.call_id", _callId),
            new("sip.status_code", _status),
            new("tandem.ingress_trunk", _ingress),
            new("tandem.egress_trunk", _egress),
            new("tandem.end_reason", EndReasons.Name(_endReason)),
            new("tandem.end_direction", _endDirection.ToString()),
            new("tandem.answered", _answered is not null),
            new("tandem.talk_ms", _talkMs),
            new("tandem.decisions", Decisions()),
        ];
        if (_pddMs >= 0)
        {
            tags.Add(new("tandem.pdd_ms", _pddMs));
        }

        return tags;
    }

    private static List<KeyValuePair<string, object?>> TagsOf(TriedRoute route, int number, TrunkNames trunks)
    {
        List<KeyValuePair<string, object?>> tags = [new("tandem.attempt", number), new("tandem.attempt_ms", route.Milliseconds)];
        if (trunks.Has(route.Trunk))
        {
            tags.Add(new("tandem.egress_trunk", route.Trunk));
        }

        tags.Add(route.Answer >= 0 ? new("sip.status_code", route.Answer) : new("tandem.end_reason", EndReasons.Name(route.Answer)));
        return tags;
    }

    /// <summary>The decisions by their codes, in order; what they were about (numbers, amounts) stays in the explanation.</summary>
    private string[] Decisions()
    {
        if (_why.Length == 0)
        {
            return [];
        }

        try
        {
            using var decisions = JsonDocument.Parse(_why);
            return [.. decisions.RootElement.EnumerateArray().Select(static one => one.GetProperty("code").GetString() ?? "")];
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }
}
