namespace Tandem.Billing.Cdrs;

/// <summary>Who ended the call (VOS3000 <c>endDirection</c>).</summary>
public enum EndDirection
{
    Caller = 0,
    Callee = 1,
    Switch = 2,
}

/// <summary>Through what a call was charged (VOS3000 <c>billingMode</c>; −9 is ours).</summary>
public enum BillingMode
{
    IllegalCall = -9,
    Free = -1,
    Phone = 0,
    IngressTrunk = 1,
    BoundNumber = 2,
    CallingCard = 3,
}

/// <summary>One egress trunk that was tried: its name, what it answered (SIP status, or a negative <see cref="EndReason"/>), and how long it took.</summary>
public readonly record struct TriedRoute(string Trunk, int Answer, int Milliseconds);

/// <summary>
/// The record of one call (or of a folded flood of refused ones). Filled by the call as it goes, written to the journal at the
/// answer and at the end, charged once by CdrMaker. Times are UTC; <see cref="TalkMs"/> is monotonic.
/// Reused by pooled calls, hence settable: <see cref="Clear"/> before the next call.
/// </summary>
public sealed class Cdr
{
    public long Id { get; set; }
    public string CallId { get; set; } = "";
    public List<string> CallIds { get; } = [];
    public string Node { get; set; } = "";
    public long PlanRevision { get; set; }
    public int Attempts { get; set; } = 1;

    public string CallingNumber { get; set; } = "";
    public string CalledNumber { get; set; } = "";
    public string CallingNumberIn { get; set; } = "";
    public string CalledNumberIn { get; set; } = "";
    public string CallingNumberOut { get; set; } = "";
    public string CalledNumberOut { get; set; } = "";
    public string SourceIp { get; set; } = "";
    public int SourcePort { get; set; }
    public string DestinationIp { get; set; } = "";
    public string IngressTrunk { get; set; } = "";
    public string EgressTrunk { get; set; } = "";
    public string Phone { get; set; } = "";
    public string CallerUserAgent { get; set; } = "";
    public string CalleeUserAgent { get; set; } = "";

    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? RingingAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset EndedAt { get; set; }

    /// <summary>
    /// The last sign of life of a side that vanished without a BYE, up to which <see cref="TalkMs"/> counts (<see cref="ProofOfLife"/>); <see cref="EndedAt"/> is when the switch ended the call. Null when
    /// the end was said.
    /// </summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>Post-dial delay: from the INVITE in to the first 18x or final answer, or −1 when neither came.</summary>
    public int PddMs { get; set; } = -1;

    /// <summary>Talk time from the 200 to the BYE, by the monotonic clock.</summary>
    public long TalkMs { get; set; }

    /// <summary>Talk time in whole seconds, rounded by SERVER_BILLING_HOLD_TIME_PRECISION.</summary>
    public long HoldTime { get; set; }

    /// <summary>How far the wall clock moved against the monotonic one during the call.</summary>
    public long ClockStepMs { get; set; }

    public EndDirection EndDirection { get; set; } = EndDirection.Switch;
    public int EndReason { get; set; }
    public int SipStatus { get; set; }
    public int Q850Cause { get; set; }
    public List<TriedRoute> Tried { get; } = [];

    public BillingMode BillingMode { get; set; } = BillingMode.Free;
    public PartyCharge Customer { get; } = new();
    public PartyCharge Vendor { get; } = new();

    /// <summary>The parameters that were in force when the call was admitted, kept so that the charge can be derived again.</summary>
    public Rating.BillingRules Rules { get; set; } = Rating.BillingRules.Default;

    /// <summary>The last second that the credit held for the call has paid for, when the end of credit ended it; −1 otherwise. Bounds the customer's charge.</summary>
    public long FundedSeconds { get; set; } = -1;

    /// <summary><c>off</c>: from end to end. <c>on</c>: through the node in <see cref="MediaNode"/>.</summary>
    public string MediaMode { get; set; } = "";

    /// <summary>The media node that relayed; empty without.</summary>
    public string MediaNode { get; set; } = "";
    public string CallerCodec { get; set; } = "";
    public string CalleeCodec { get; set; } = "";

    /// <summary>Its sound was recorded, under the record's number.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>What came from the caller, and what was sent to it; null when the media was not relayed.</summary>
    public MediaLeg? CallerMediaIn { get; set; }
    public MediaLeg? CallerMediaOut { get; set; }
    public MediaLeg? CalleeMediaIn { get; set; }
    public MediaLeg? CalleeMediaOut { get; set; }

    /// <summary>The decisions as they were taken (Routing's RouteReasons), UTF-8 JSON array.</summary>
    public ReadOnlyMemory<byte> Why { get; set; }

    /// <summary>The messages of both legs, as Calls/Live/Ladder packs them.</summary>
    public ReadOnlyMemory<byte> Ladder { get; set; }

    /// <summary>The media's quality every few seconds, as Calls/Live/QualitySeries packs it; empty without.</summary>
    public ReadOnlyMemory<byte> Quality { get; set; }

    public bool Answered => AnsweredAt is not null;

    public decimal Margin => Customer.Fee - Vendor.Fee;

    /// <summary>Makes the record as new, keeping its lists' room.</summary>
    public void Clear()
    {
        Id = 0;
        CallId = Node = "";
        CallIds.Clear();
        PlanRevision = 0;
        Attempts = 1;
        CallingNumber = CalledNumber = CallingNumberIn = CalledNumberIn = CallingNumberOut = CalledNumberOut = "";
        SourceIp = DestinationIp = IngressTrunk = EgressTrunk = Phone = CallerUserAgent = CalleeUserAgent = "";
        SourcePort = 0;
        StartedAt = EndedAt = default;
        RingingAt = AnsweredAt = ProvenAt = null;
        PddMs = -1;
        TalkMs = HoldTime = ClockStepMs = 0;
        EndDirection = EndDirection.Switch;
        EndReason = SipStatus = Q850Cause = 0;
        Tried.Clear();
        BillingMode = BillingMode.Free;
        Customer.Clear();
        Vendor.Clear();
        Rules = Rating.BillingRules.Default;
        FundedSeconds = -1;
        MediaMode = MediaNode = CallerCodec = CalleeCodec = "";
        IsRecorded = false;
        CallerMediaIn = CallerMediaOut = CalleeMediaIn = CalleeMediaOut = null;
        Why = Ladder = Quality = default;
    }
}
