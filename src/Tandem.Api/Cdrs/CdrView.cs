using System.Text.Json.Serialization;
using Tandem.Billing.Cdrs;
using Tandem.Routing.Access;

namespace Tandem.Api.Cdrs;

/// <summary>One egress trunk that was tried: what it answered (a SIP status, or a negative end reason of ours) and how long that took.</summary>
public sealed record TriedView(string Name, int Answer, string AnswerName, int Ms);

/// <summary>The money of one party. Amounts are in the rate table's currency.</summary>
public sealed record PartyView(
    string Account, string RateTable, string RatePrefix, string Area, long FeeTime, decimal Fee, decimal Tax, long PackageTime, decimal PackageFee, string Currency);

/// <summary>The media of one leg in one direction. Null stands for what the media node could not know.</summary>
public sealed record MediaFlowView(long Packets, long Octets, long? Lost, long? Reordered, long? Duplicates, double? JitterMs, double? RttMs, double? Mos, DateTimeOffset? LastPacketAt,
    DateTimeOffset? FirstPacketAt, int? CodecChanges)
{
    internal static MediaFlowView? Of(MediaLeg? leg) => leg is not { } flow
        ? null
        : new(
            Math.Max(0, flow.Packets),
            Math.Max(0, flow.Octets),
            flow.Lost < 0 ? null : flow.Lost,
            flow.Reordered < 0 ? null : flow.Reordered,
            flow.Duplicates < 0 ? null : flow.Duplicates,
            flow.JitterMicroseconds < 0 ? null : flow.JitterMicroseconds / 1000.0,
            flow.RoundTripMicroseconds < 0 ? null : flow.RoundTripMicroseconds / 1000.0,
            flow.MosHundredths < 0 ? null : flow.MosHundredths / 100.0,
            flow.LastPacketAt,
            flow.FirstPacketAt,
            flow.CodecChanges < 0 ? null : flow.CodecChanges);
}

/// <summary>The media of one leg: what came from the peer, what was sent to it.</summary>
public sealed record MediaLegView(string Codec, MediaFlowView? In, MediaFlowView? Out);

/// <summary>One call as it was and what it cost (contract §5).</summary>
public sealed record CdrView
{
    public required string Id { get; init; }
    public required string CallId { get; init; }
    public required IReadOnlyList<string> CallIds { get; init; }
    public required string Node { get; init; }
    public required long PlanRevision { get; init; }
    public required int Attempts { get; init; }

    public required string CallingNumber { get; init; }
    public required string CalledNumber { get; init; }
    public required string CallingNumberIn { get; init; }
    public required string CalledNumberIn { get; init; }
    public required string CallingNumberOut { get; init; }
    public required string CalledNumberOut { get; init; }
    public required string SourceIp { get; init; }

    /// <summary>Country of the caller's address (ISO 3166-1), as the databases that are installed now say: looked up when one record is asked for, and not kept. Not there: unknown, or none is installed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Country { get; init; }

    /// <summary>Number of the autonomous system that announces it, likewise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Asn { get; init; }

    /// <summary>Who has that system, likewise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AsName { get; init; }

    public required int SourcePort { get; init; }
    public required string DestinationIp { get; init; }
    public required string IngressTrunk { get; init; }
    public required string EgressTrunk { get; init; }
    public required string Phone { get; init; }
    public required string CallerUserAgent { get; init; }
    public required string CalleeUserAgent { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset? RingingAt { get; init; }
    public required DateTimeOffset? AnsweredAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>
    /// The last sign of life of a side that vanished without a BYE: talkMs counts until then, and not until endedAt. Null when the end was said.
    /// </summary>
    public DateTimeOffset? ProvenUntil { get; init; }

    /// <summary>Milliseconds from the INVITE in, or from the end of what the caller was told before the call, to the callee's first 18x or final answer; null when neither came.</summary>
    public required int? PddMs { get; init; }
    public required long TalkMs { get; init; }
    public required long HoldTime { get; init; }
    public required long ClockStepMs { get; init; }

    public required int EndDirection { get; init; }
    public required int EndReason { get; init; }
    public required string EndReasonName { get; init; }
    public required int SipStatus { get; init; }
    public required int Q850Cause { get; init; }
    public required IReadOnlyList<TriedView> Tried { get; init; }

    public required string Account { get; init; }
    public required string RateTable { get; init; }
    public required string RatePrefix { get; init; }
    public required string Area { get; init; }
    public required long FeeTime { get; init; }
    public required decimal Fee { get; init; }
    public required decimal Tax { get; init; }
    public required long PackageTime { get; init; }
    public required decimal PackageFee { get; init; }
    public required int BillingMode { get; init; }
    public required string Currency { get; init; }

    public required IReadOnlyList<PartyView> Agents { get; init; }
    public required PartyView Vendor { get; init; }
    public required decimal Margin { get; init; }

    public required string MediaMode { get; init; }
    public required string CallerCodec { get; init; }
    public required string CalleeCodec { get; init; }

    /// <summary>The media node that relayed; empty when the media went direct.</summary>
    public required string MediaNode { get; init; }

    /// <summary>The number of its recording (<c>/recordings/ID</c>); null when it was not recorded.</summary>
    public required string? Recording { get; init; }
    public required MediaLegView CallerMedia { get; init; }
    public required MediaLegView CalleeMedia { get; init; }

    /// <summary>The same with where the caller's address is.</summary>
    internal CdrView In(Place place) => this with
    {
        Country = place.Country.Length > 0 ? place.Country : null,
        Asn = place.Asn > 0 ? place.Asn : null,
        AsName = place.AsName.Length > 0 ? place.AsName : null,
    };

    public static CdrView Of(Cdr cdr) => new()
    {
        Id = cdr.Id.ToString(),
        CallId = cdr.CallId,
        CallIds = [.. cdr.CallIds],
        Node = cdr.Node,
        PlanRevision = cdr.PlanRevision,
        Attempts = cdr.Attempts,
        CallingNumber = cdr.CallingNumber,
        CalledNumber = cdr.CalledNumber,
        CallingNumberIn = cdr.CallingNumberIn,
        CalledNumberIn = cdr.CalledNumberIn,
        CallingNumberOut = cdr.CallingNumberOut,
        CalledNumberOut = cdr.CalledNumberOut,
        SourceIp = cdr.SourceIp,
        SourcePort = cdr.SourcePort,
        DestinationIp = cdr.DestinationIp,
        IngressTrunk = cdr.IngressTrunk,
        EgressTrunk = cdr.EgressTrunk,
        Phone = cdr.Phone,
        CallerUserAgent = cdr.CallerUserAgent,
        CalleeUserAgent = cdr.CalleeUserAgent,
        StartedAt = cdr.StartedAt,
        RingingAt = cdr.RingingAt,
        AnsweredAt = cdr.AnsweredAt,
        EndedAt = cdr.EndedAt,
        ProvenUntil = cdr.ProvenAt,
        PddMs = cdr.PddMs < 0 ? null : cdr.PddMs,
        TalkMs = cdr.TalkMs,
        HoldTime = cdr.HoldTime,
        ClockStepMs = cdr.ClockStepMs,
        EndDirection = (int)cdr.EndDirection,
        EndReason = cdr.EndReason,
        EndReasonName = EndReasons.Name(cdr.EndReason),
        SipStatus = cdr.SipStatus,
        Q850Cause = cdr.Q850Cause,
        Tried = [.. cdr.Tried.Select(tried => new TriedView(tried.Trunk, tried.Answer, EndReasons.Name(tried.Answer), tried.Milliseconds))],
        Account = cdr.Customer.Account,
        RateTable = cdr.Customer.RateTable,
        RatePrefix = cdr.Customer.RatePrefix,
        Area = cdr.Customer.Area,
        FeeTime = cdr.Customer.FeeTime,
        Fee = cdr.Customer.Fee,
        Tax = cdr.Customer.Tax,
        PackageTime = 0,
        PackageFee = 0m,
        BillingMode = (int)cdr.BillingMode,
        Currency = cdr.Customer.Currency,
        Agents = [],
        Vendor = Party(cdr.Vendor),
        Margin = cdr.Margin,
        MediaMode = cdr.MediaMode,
        CallerCodec = cdr.CallerCodec,
        CalleeCodec = cdr.CalleeCodec,
        MediaNode = cdr.MediaNode,
        Recording = cdr.IsRecorded ? cdr.Id.ToString() : null,
        CallerMedia = new(cdr.CallerCodec, MediaFlowView.Of(cdr.CallerMediaIn), MediaFlowView.Of(cdr.CallerMediaOut)),
        CalleeMedia = new(cdr.CalleeCodec, MediaFlowView.Of(cdr.CalleeMediaIn), MediaFlowView.Of(cdr.CalleeMediaOut)),
    };

    private static PartyView Party(PartyCharge charge) =>
        new(charge.Account, charge.RateTable, charge.RatePrefix, charge.Area, charge.FeeTime, charge.Fee, charge.Tax, 0, 0m, charge.Currency);
}
